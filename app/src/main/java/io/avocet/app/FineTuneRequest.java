package io.avocet.app;

import io.avocet.data.SplitMethod;
import io.avocet.eval.Calibration;
import io.avocet.recipe.TrainingPlan;
import io.avocet.run.Compute;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The user's request for a fine-tuning run.
 *
 * @param targetAccuracy how often the emails that the model is sure enough of are to be right
 */
public record FineTuneRequest(TrainingPlan plan, Data data, Place place, Compute compute, double targetAccuracy) {
    /** @throws io.avocet.error.UserError if the target accuracy is out of range */
    public FineTuneRequest {
        Calibration.requireTargetAccuracy(targetAccuracy);
    }

    /** With the usual target accuracy. */
    public FineTuneRequest(TrainingPlan plan, Data data, Place place, Compute compute) {
        this(plan, data, place, compute, Calibration.DEFAULT_TARGET_ACCURACY);
    }

    /**
     * What to learn from.
     *
     * @param labelsFile another label set
     * @param split which rows validate
     */
    public record Data(List<Path> scoreFiles, Optional<Path> labelsFile, SplitMethod split) {
        public Data {
            scoreFiles = List.copyOf(scoreFiles);
        }
    }

    /**
     * Where the new model goes.
     *
     * @param name of its folder inside {@code modelsFolder}; empty for {@code avocet-KEY}
     */
    public record Place(Path modelsFolder, Optional<String> name) {}

    /** The folder name of the new model. */
    public String modelName() {
        return place.name().orElse("avocet-" + plan.recipe().key());
    }
}
