package io.avocet.recipe;

import io.avocet.error.Setting;
import io.avocet.error.UserError;
import io.avocet.run.Precision;

/**
 * The numbers that one training follows.
 *
 * @param epochs passes over the training rows at most, 1 to 20
 * @param batchSize texts of one forward and backward pass (a micro-batch)
 * @param accumulationSteps micro-batches of one update
 * @param learningRate peak of the schedule
 * @param maxTokens tokens of one text at most
 * @param seed of the split, the fresh head, the order of the batches and the dropout masks
 * @param method rates by layer, class weights, the weights that are kept
 */
public record TrainingSettings(
        int epochs,
        int batchSize,
        int accumulationSteps,
        double learningRate,
        Precision precision,
        boolean gradientCheckpointing,
        int maxTokens,
        long seed,
        TrainingMethod method) {
    /** Share of all updates over which the learning rate rises. */
    public static final double WARMUP_RATIO = 0.1;

    /** Global L2 norm to which gradients are clipped. */
    public static final double MAX_GRADIENT_NORM = 1.0;

    /** Epochs without a better macro-F1 after which training stops. */
    public static final int PATIENCE = 3;

    public static final int MAX_EPOCHS = 20;

    /** The seed of every random choice unless the user says otherwise. */
    public static final long DEFAULT_SEED = 42;

    /** Less than a few words of one text teaches nothing. */
    public static final int LEAST_MAX_TOKENS = 8;

    public TrainingSettings {
        requireEpochs(epochs);
        require(batchSize >= 1 && batchSize <= 1024, Setting.BATCH_SIZE + " is " + batchSize + ". Allowed: 1 to 1024.");
        require(accumulationSteps >= 1, "accumulation steps are " + accumulationSteps + ". Allowed: 1 or more.");
        requireLearningRate(learningRate);
        require(
                maxTokens >= LEAST_MAX_TOKENS,
                "max tokens are " + maxTokens + ". Allowed: " + LEAST_MAX_TOKENS + " or more.");
    }

    /** Updates of one epoch. */
    public int updatesPerEpoch(int trainingRows) {
        return ceilingOf(ceilingOf(trainingRows, batchSize), accumulationSteps);
    }

    private static int ceilingOf(int count, int size) {
        return (count + size - 1) / size;
    }

    /** The same with another seed. */
    public TrainingSettings withSeed(long other) {
        return new TrainingSettings(
                epochs,
                batchSize,
                accumulationSteps,
                learningRate,
                precision,
                gradientCheckpointing,
                maxTokens,
                other,
                method);
    }

    /** Refuses a number of epochs that is out of range. */
    public static void requireEpochs(int epochs) {
        require(
                epochs >= 1 && epochs <= MAX_EPOCHS,
                Setting.EPOCHS + " is " + epochs + ". Allowed: 1 to " + MAX_EPOCHS + ".");
    }

    /** Refuses a learning rate that is out of range. */
    public static void requireLearningRate(double rate) {
        require(rate > 0 && rate <= 1, Setting.LEARNING_RATE + " is " + rate + ". Allowed: above 0, at most 1.");
    }

    private static void require(boolean valid, String message) {
        if (!valid) {
            throw new UserError(UserError.Kind.USAGE, message);
        }
    }
}
