package io.avocet.benchmark;

import io.avocet.checkpoint.ConfigJson;
import io.avocet.data.LabelSet;
import io.avocet.error.UserError;
import io.avocet.trained.TrainingInfo;
import io.avocet.trained.ValidationMethod;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
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

        /** Labels of the model that are not in a set, and so cannot be given there. */
        public List<String> labelsNotIn(LabelSet labels) {
            return info.labels().stream()
                    .filter(label -> labels.id(label).isEmpty())
                    .toList();
        }

        /** The rows that it has learned from. */
        public Learning learning() {
            return Learning.from(info.trainingHashes(), info.validationHashes());
        }

        /** Whether all its rows trained it, and its cross-validation says how good it is. */
        boolean isCrossValidated() {
            return info.validation() == ValidationMethod.CROSS_VALIDATED;
        }

        /**
         * Reads how the model of an entry came about.
         *
         * @return empty if that is not recorded: it is no folder with a {@code training_info.json}
         * @throws UserError if the file is broken, or contradicts the checkpoint
         */
        public static Optional<TrainedModel> of(ModelEntry entry) {
            if (entry.kind() != AdapterKind.FINE_TUNED
                    || !Files.exists(Path.of(entry.modelId(), TrainingInfo.FILE_NAME))) {
                return Optional.empty();
            }
            Path folder = Path.of(entry.modelId());
            TrainingInfo info = TrainingInfo.read(folder);
            List<String> labels = ConfigJson.read(folder).labels();
            if (!info.labels().equals(labels)) {
                throw new UserError(
                        UserError.Kind.BAD_INPUT,
                        folder.resolve(TrainingInfo.FILE_NAME)
                                + " and config.json contradict each other: the labels are "
                                + info.labels() + " in the one and " + labels
                                + " in the other. Train this model again.");
            }
            return Optional.of(new TrainedModel(entry, info));
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

    /** The model that was trained last of those that know no label out of a set; empty if there is none. */
    public Optional<TrainedModel> newest(LabelSet labels) {
        return models.stream()
                .filter(model -> model.labelsNotIn(labels).isEmpty())
                .max(Comparator.comparing(model -> model.info().timestamp()));
    }

    /**
     * Puts each of them into a registry, unless its name means another model there.
     *
     * @return a sentence for each that is left out
     */
    public List<String> addTo(ModelRegistry registry) {
        List<String> leftOut = new ArrayList<>();
        for (TrainedModel model : models) {
            Optional<ModelEntry> other = registry.find(model.name());
            if (other.isEmpty() && !ModelRegistry.isReserved(model.name())) {
                registry.put(model.entry());
            } else {
                leftOut.add("Left out the trained model " + model.entry().modelId() + ": its name is that of "
                        + other.map(ModelEntry::modelId).orElse("a baseline") + ". Rename the folder.");
            }
        }
        return leftOut;
    }
}
