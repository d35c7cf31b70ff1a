package io.avocet.crossval;

import io.avocet.data.SplitMethod;
import io.avocet.error.Setting;
import io.avocet.error.UserError;
import io.avocet.eval.Calibration;
import io.avocet.recipe.TrainingPlan;
import io.avocet.run.Compute;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the user asks of an evaluation.
 *
 * @param savedFolds the folder that keeps finished folds
 * @param targetAccuracy how often the emails that the model is sure enough of are to be right
 */
public record EvaluationRequest(
        TrainingPlan plan, Data data, Folds folds, Compute compute, Path savedFolds, double targetAccuracy) {
    /** @throws UserError if the target accuracy is out of range */
    public EvaluationRequest {
        Calibration.requireTargetAccuracy(targetAccuracy);
    }

    /**
     * What is evaluated on.
     *
     * @param labelsFile another label set
     */
    public record Data(List<Path> scoreFiles, Optional<Path> labelsFile) {
        public Data {
            scoreFiles = List.copyOf(scoreFiles);
        }
    }

    /**
     * How the emails are dealt out.
     *
     * @param count folds, {@value #LEAST} to {@value #MOST}
     * @param repeats how often they are dealt out anew, 1 to {@value #MOST}
     * @param split {@link SplitMethod#GROUPED} keeps near-duplicates in one fold, {@link SplitMethod#STRATIFIED} does not
     * @param learningCurve whether the folds of the first repeat are trained on parts of their emails, too
     */
    public record Folds(int count, int repeats, SplitMethod split, boolean learningCurve) {
        public static final int LEAST = 2;
        public static final int MOST = 20;

        /** Folds, unless the user says otherwise. */
        public static final int DEFAULT_COUNT = 5;

        /** Repeats, unless the user says otherwise. */
        public static final int DEFAULT_REPEATS = 1;

        /** @throws UserError for a value that is not allowed */
        public Folds {
            requireCount(count);
            if (repeats < 1 || repeats > MOST) {
                throw usage(Setting.REPEATS + " is " + repeats + ". Allowed: 1 to " + MOST + ".");
            }
            if (split == SplitMethod.TIME) {
                throw usage(Setting.SPLIT
                        + " is 'time', which does not deal emails into folds. Allowed: grouped, stratified.");
            }
        }

        /**
         * Makes sure that emails can be dealt into so many folds.
         *
         * @throws UserError if they cannot
         */
        public static void requireCount(int count) {
            if (count < LEAST || count > MOST) {
                throw usage(Setting.FOLDS + " is " + count + ". Allowed: " + LEAST + " to " + MOST + ".");
            }
        }

        private static UserError usage(String message) {
            return new UserError(UserError.Kind.USAGE, message);
        }
    }
}
