package io.avocet.checkpoint;

import org.jspecify.annotations.Nullable;

/**
 * What a published network calls the values of an {@link EncoderConfig} in {@code config.json}, and what it takes where the
 * file leaves one out.
 *
 * @param layerNormEps null where the network has no such key and always takes the default
 * @param defaults the values of absent keys
 */
public record EncoderKeys(
        String hiddenSize,
        String layers,
        String heads,
        String intermediateSize,
        String activation,
        @Nullable String layerNormEps,
        String hiddenDropout,
        String attentionDropout,
        Defaults defaults) {
    /**
     * The values of absent keys.
     *
     * @param dropout both of the hidden states and of the attention
     */
    public record Defaults(double layerNormEps, double dropout, int padTokenId) {}

    /** BERT's keys, which most networks kept. */
    public static EncoderKeys bert(double layerNormEps, int padTokenId) {
        return new EncoderKeys(
                "hidden_size",
                "num_hidden_layers",
                "num_attention_heads",
                "intermediate_size",
                "hidden_act",
                "layer_norm_eps",
                "hidden_dropout_prob",
                "attention_probs_dropout_prob",
                new Defaults(layerNormEps, 0.1, padTokenId));
    }

    double epsilon(ConfigJson json) {
        return layerNormEps == null ? defaults.layerNormEps() : json.number(layerNormEps, defaults.layerNormEps());
    }
}
