package io.avocet.lab.speed;

import io.avocet.error.UserError;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What is measured, in the order of the report. */
public enum Phase {
    /** Matrix products of the processor, which bound all else. */
    MATRIX_FP32("matrix-fp32", "GFLOP/s"),
    MATRIX_BF16("matrix-bf16", "GFLOP/s"),
    /** Fine-tuning: whole epochs, their first updates left out. */
    TRAIN("train", "emails/s"),
    /** One email of about 90 tokens, from text to probabilities. */
    SINGLE("single", "ms"),
    /** A stream of emails, from text to probabilities. */
    BATCH("batch", "emails/s"),
    /** Text to token ids. */
    TOKENIZE("tokenize", "emails/s"),
    /** A checkpoint from disk, its pages cached. */
    LOAD("load", "ms"),
    /** From the start of a Java process to its first prediction. */
    START_UP("start-up", "ms");

    private final String id;
    private final String unit;

    Phase(String id, String unit) {
        this.id = id;
        this.unit = unit;
    }

    public String id() {
        return id;
    }

    public String unit() {
        return unit;
    }

    /** Whether it says something of a model, and not of the machine alone. */
    public boolean isOfModel() {
        return this != MATRIX_FP32 && this != MATRIX_BF16;
    }

    public static Phase of(String id) {
        return Arrays.stream(values())
                .filter(phase -> phase.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new UserError(
                        UserError.Kind.USAGE,
                        "Unknown phase '" + id + "'. --phase takes: "
                                + ids().stream().collect(Collectors.joining(", ")) + "."));
    }

    public static List<String> ids() {
        return Arrays.stream(values()).map(Phase::id).toList();
    }
}
