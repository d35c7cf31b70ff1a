package io.avocet.benchmark;

import io.avocet.error.UserError;
import io.avocet.run.TrainingInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The models that were trained here: each sub-folder of the models folder with a {@code training_info.json}.
 *
 * @param models those that can be used
 * @param problems a sentence for each that is broken and left out
 */
public record TrainedModels(List<TrainedModel> models, List<String> problems) {
    public TrainedModels {
        models = List.copyOf(models);
        problems = List.copyOf(problems);
    }

    /** A trained model and how it came about. */
    public record TrainedModel(ModelEntry entry, TrainingInfo info) {
        public String name() {
            return entry.name();
        }

        /** The rows that it has learned from. */
        public Learning learning() {
            return Learning.from(info.trainingHashes(), info.validationHashes());
        }

        /**
         * Reads how the model of an entry came about.
         *
         * @return empty if nobody wrote it down: it is no folder with a {@code training_info.json}
         * @throws UserError if the file is broken
         */
        public static Optional<TrainedModel> of(ModelEntry entry) {
            if (entry.kind() != AdapterKind.FINE_TUNED
                    || !Files.exists(Path.of(entry.modelId(), TrainingInfo.FILE_NAME))) {
                return Optional.empty();
            }
            return Optional.of(new TrainedModel(entry, TrainingInfo.read(Path.of(entry.modelId()))));
        }
    }

    /** Looks into the sub-folders of the models folder. */
    public static TrainedModels discover(List<Path> folders) {
        List<TrainedModel> models = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (Path folder : folders) {
            String name = folder.getFileName().toString();
            ModelEntry entry = new ModelEntry(name, folder.toString(), AdapterKind.FINE_TUNED, true);
            try {
                TrainedModel.of(entry).ifPresent(models::add);
            } catch (UserError e) {
                problems.add("Left out the model " + name + ": " + e.getMessage());
            }
        }
        return new TrainedModels(models, problems);
    }

    /** Puts each of them into a registry; a name of the same spelling now means the trained model. */
    public void addTo(ModelRegistry registry) {
        models.forEach(model -> registry.add(model.entry()));
    }
}
