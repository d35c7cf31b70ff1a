package io.avocet.lab.speed;

import io.avocet.error.UserError;
import io.avocet.recipe.TrainingRecipe;
import java.util.Arrays;
import java.util.List;

/**
 * The shapes that are measured, with how much of each is enough: a measurement is to take seconds, not minutes. Multiples of
 * 20 training emails leave whole updates in every recipe when a fifth is held back.
 */
public enum ModelShape {
    MINILM("minilm", 400, 1024, 32),
    BGE_SMALL("bge-small", 200, 512, 32),
    DEBERTA_SMALL("deberta-small", 160, 512, 32),
    BGE_M3("bge-m3", 60, 128, 8);

    private final String key;
    private final int trainingEmails;
    private final int streamedEmails;
    private final int batchSize;

    ModelShape(String key, int trainingEmails, int streamedEmails, int batchSize) {
        this.key = key;
        this.trainingEmails = trainingEmails;
        this.streamedEmails = streamedEmails;
        this.batchSize = batchSize;
    }

    public String key() {
        return key;
    }

    TrainingRecipe recipe() {
        return TrainingRecipe.of(key);
    }

    /** Emails of a training, those that are held back included. */
    int trainingEmails() {
        return trainingEmails;
    }

    /** Emails of one measurement of a stream. */
    int streamedEmails() {
        return streamedEmails;
    }

    /** Emails of one forward pass in a stream. */
    int batchSize() {
        return batchSize;
    }

    public static List<String> keys() {
        return Arrays.stream(values()).map(ModelShape::key).toList();
    }

    public static ModelShape of(String key) {
        return Arrays.stream(values())
                .filter(model -> model.key.equals(key))
                .findFirst()
                .orElseThrow(() -> new UserError(
                        UserError.Kind.USAGE,
                        "Unknown model '" + key + "'. --model takes: " + String.join(", ", keys()) + "."));
    }
}
