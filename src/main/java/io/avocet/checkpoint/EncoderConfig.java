package io.avocet.checkpoint;

import java.util.List;
import java.util.Set;

/**
 * What every encoder's configuration gives: sizes, dropout rates and the labels of the checkpoint's head.
 *
 * @param intermediateSize width of the feed-forward layer
 * @param initializerRange standard deviation of a fresh weight
 * @param padTokenId the embedding row that gets no gradient
 * @param maxPositions {@code max_position_embeddings} as the file has it
 * @param labels in the order of their ids; empty where the checkpoint has no named head
 * @param problemType what the head was trained for; empty where the checkpoint does not say
 */
public record EncoderConfig(
        int vocabularySize,
        int hiddenSize,
        int layers,
        int heads,
        int intermediateSize,
        double layerNormEps,
        double hiddenDropout,
        double attentionDropout,
        double initializerRange,
        int padTokenId,
        int maxPositions,
        List<String> labels,
        String problemType) {
    public EncoderConfig {
        Allowed.size("vocab_size", vocabularySize, 1, 10_000_000);
        Allowed.size("hidden_size", hiddenSize, 1, 65_536);
        Allowed.size("num_hidden_layers", layers, 1, 1_000);
        Allowed.size("num_attention_heads", heads, 1, hiddenSize);
        if (hiddenSize % heads != 0) {
            throw new IllegalArgumentException("hidden_size is " + hiddenSize
                    + "; allowed is a multiple of num_attention_heads, which is " + heads);
        }
        Allowed.size("intermediate_size", intermediateSize, 1, 1_000_000);
        Allowed.positive("layer_norm_eps", layerNormEps);
        Allowed.dropout("hidden_dropout_prob", hiddenDropout);
        Allowed.dropout("attention_probs_dropout_prob", attentionDropout);
        Allowed.positive("initializer_range", initializerRange);
        Allowed.size("pad_token_id", padTokenId, 0, vocabularySize - 1);
        Allowed.size("max_position_embeddings", maxPositions, 1, 1_000_000);
        labels = List.copyOf(labels);
        if (Set.copyOf(labels).size() < labels.size()) {
            throw new IllegalArgumentException("id2label is a list with one label twice; allowed are different labels");
        }
    }

    public static EncoderConfig of(ConfigJson json, double layerNormEps, int padTokenId) {
        requireRunnable(json);
        return new EncoderConfig(
                json.size("vocab_size"),
                json.size("hidden_size"),
                json.size("num_hidden_layers"),
                json.size("num_attention_heads"),
                json.size("intermediate_size"),
                json.number("layer_norm_eps", layerNormEps),
                json.number("hidden_dropout_prob", 0.1),
                json.number("attention_probs_dropout_prob", 0.1),
                json.number("initializer_range", 0.02),
                json.size("pad_token_id", padTokenId),
                json.size("max_position_embeddings"),
                json.labels(),
                json.word("problem_type", ""));
    }

    private static void requireRunnable(ConfigJson json) {
        json.requireOnly("hidden_act", "gelu", "gelu");
        json.requireOnly("is_decoder", false, false);
        json.requireOnly("add_cross_attention", false, false);
        json.requireAbsentOrEmpty("pruned_heads");
        json.requireAbsentOrEmpty("quantization_config");
    }
}
