package io.avocet.model;

/** What a published network calls the parts of one encoder layer with post-normalisation. */
public record LayerNames(
        String query,
        String key,
        String value,
        String attentionOutput,
        String attentionNorm,
        String up,
        String down,
        String outputNorm) {
    /** BERT's names, which RoBERTa kept. */
    public static final LayerNames BERT = new LayerNames(
            "attention.self.query",
            "attention.self.key",
            "attention.self.value",
            "attention.output.dense",
            "attention.output.LayerNorm",
            "intermediate.dense",
            "output.dense",
            "output.LayerNorm");
}
