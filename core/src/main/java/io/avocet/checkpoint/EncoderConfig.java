package io.avocet.checkpoint;

import io.avocet.words.Allowed;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What every encoder's configuration gives: sizes, dropout rates and the labels of the checkpoint's head.
 *
 * @param keys what the file calls these values; refusals name them so
 * @param intermediateSize width of the feed-forward layer
 * @param initializerRange standard deviation of a fresh weight
 * @param padTokenId the embedding row that gets no gradient
 * @param maxPositions {@code max_position_embeddings} as the file has it
 * @param labels in the order of their ids; empty where the checkpoint has no named head
 * @param problemType what the head was trained for; empty where the checkpoint does not say
 */
public record EncoderConfig(
        EncoderKeys keys,
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
        Allowed.size(keys.hiddenSize(), hiddenSize, 1, 65_536);
        Allowed.size(keys.layers(), layers, 1, 1_000);
        Allowed.size(keys.heads(), heads, 1, hiddenSize);
        if (hiddenSize % heads != 0) {
            throw new IllegalArgumentException(keys.hiddenSize() + " is " + hiddenSize + "; allowed is a multiple of "
                    + keys.heads() + ", which is " + heads);
        }
        Allowed.size(keys.intermediateSize(), intermediateSize, 1, 1_000_000);
        Allowed.positive(Objects.requireNonNullElse(keys.layerNormEps(), "layer_norm_eps"), layerNormEps);
        Allowed.dropout(keys.hiddenDropout(), hiddenDropout);
        Allowed.dropout(keys.attentionDropout(), attentionDropout);
        Allowed.positive("initializer_range", initializerRange);
        Allowed.size("pad_token_id", padTokenId, 0, vocabularySize - 1);
        Allowed.size("max_position_embeddings", maxPositions, 1, 1_000_000);
        labels = List.copyOf(labels);
        if (Set.copyOf(labels).size() < labels.size()) {
            throw new IllegalArgumentException("id2label is a list with one label twice; allowed are different labels");
        }
    }

    public static EncoderConfig of(ConfigJson json, EncoderKeys keys) {
        requireRunnable(json, keys);
        EncoderKeys.Defaults defaults = keys.defaults();
        return new EncoderConfig(
                keys,
                json.size("vocab_size"),
                json.size(keys.hiddenSize()),
                json.size(keys.layers()),
                json.size(keys.heads()),
                json.size(keys.intermediateSize()),
                keys.epsilon(json),
                json.number(keys.hiddenDropout(), defaults.dropout()),
                json.number(keys.attentionDropout(), defaults.dropout()),
                json.number("initializer_range", 0.02),
                json.size("pad_token_id", defaults.padTokenId()),
                json.size("max_position_embeddings"),
                json.labels(),
                json.word("problem_type", ""));
    }

    private static void requireRunnable(ConfigJson json, EncoderKeys keys) {
        json.requireOnly(keys.activation(), "gelu", "gelu");
        json.requireOnly("is_decoder", false, false);
        json.requireOnly("add_cross_attention", false, false);
        json.requireAbsentOrEmpty("pruned_heads");
        json.requireAbsentOrEmpty("quantization_config");
    }
}
