package io.avocet.benchmark;

import io.avocet.error.UserError;
import io.avocet.run.TrainingInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
    public record TrainedModel(String name, Path folder, TrainingInfo info) {
        ModelEntry entry() {
            return new ModelEntry(name, folder.toString(), AdapterKind.FINE_TUNED, true);
        }
    }

    /** Looks into the folders. */
    public static TrainedModels discover(List<Path> folders) {
        List<TrainedModel> models = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (Path folder : folders) {
            try {
                models.add(new TrainedModel(folder.getFileName().toString(), folder, TrainingInfo.read(folder)));
            } catch (UserError e) {
                problems.add("Left out " + folder.getFileName() + ": " + e.getMessage());
            }
        }
        return new TrainedModels(models, problems);
    }

    /** Puts each of them into a registry; a name of the same spelling now means the trained model. */
    public void addTo(ModelRegistry registry) {
        models.forEach(model -> registry.add(model.entry()));
    }
}
