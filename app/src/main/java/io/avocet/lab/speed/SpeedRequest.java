package io.avocet.lab.speed;

import io.avocet.error.UserError;
import io.avocet.recipe.TrainingRecipe;
import io.avocet.run.Compute;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The user's request for a measurement.
 *
 * @param phases what is measured
 * @param quick fewer repeats of less: shows that all runs, and roughly how fast
 * @param baseModel a checkpoint folder or id in place of the made one; then there is one model, which gives the recipe
 * @param scoreFile labelled emails in place of the made ones
 */
public record SpeedRequest(
        List<ModelShape> models,
        List<Phase> phases,
        boolean quick,
        Optional<String> baseModel,
        Optional<Path> scoreFile,
        Compute compute) {
    private static final int REPEATS = 5;
    private static final int QUICK_REPEATS = 2;

    public SpeedRequest {
        models = List.copyOf(models);
        phases = List.copyOf(phases);
        if (baseModel.isPresent() && models.size() != 1) {
            throw new UserError(
                    UserError.Kind.USAGE,
                    "--base-model " + baseModel.get()
                            + " goes with one --model, whose recipe it is trained by; allowed: "
                            + String.join(", ", TrainingRecipe.keys()) + ".");
        }
    }

    /** PhaseProcesses of each phase. */
    int repeats() {
        return quick ? QUICK_REPEATS : REPEATS;
    }
}
