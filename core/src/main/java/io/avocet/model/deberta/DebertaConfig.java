package io.avocet.model.deberta;

import io.avocet.checkpoint.ConfigJson;
import io.avocet.checkpoint.EncoderConfig;
import io.avocet.checkpoint.EncoderKeys;
import io.avocet.model.Encoder;
import io.avocet.model.GraphLayers;
import io.avocet.model.Head;
import io.avocet.model.LayerMemory;
import io.avocet.model.NetworkConfig;
import io.avocet.model.Weights;
import io.avocet.onnx.graph.Value;
import io.avocet.words.Allowed;
import io.avocet.words.Shown;
import java.util.List;
import java.util.Set;

/**
 * DeBERTa-v2 and -v3, as the published code reads them
 * (<a href="https://github.com/huggingface/transformers/blob/v4.57.3/src/transformers/models/deberta_v2/configuration_deberta_v2.py">
 * configuration_deberta_v2.py</a>): relative attention with shared keys, no absolute positions, no token types.
 *
 * @param positionBuckets the relative embeddings have twice as many rows
 * @param maxRelativePositions the distance at which the last bucket begins; already resolved
 * @param normalizeRelativeEmbeddings whether the relative embeddings pass a LayerNorm
 */
record DebertaConfig(
        EncoderConfig encoder,
        int positionBuckets,
        int maxRelativePositions,
        boolean contentToPosition,
        boolean positionToContent,
        boolean normalizeRelativeEmbeddings,
        double poolerDropout,
        double classifierDropout,
        int poolerHiddenSize)
        implements NetworkConfig {
    /** Scores of content and, twice as wide, of relative positions in both directions. */
    private static final LayerMemory LAYER_MEMORY = new LayerMemory(7, 2, 0);

    DebertaConfig {
        Allowed.size("max_relative_positions", maxRelativePositions, 2, 1_000_000);
        // Half the buckets are one position wide; the others share what lies beyond, so something must.
        Allowed.size("position_buckets", positionBuckets, 2, 2 * (maxRelativePositions - 1) - 1);
        if (!contentToPosition && !positionToContent) {
            throw new IllegalArgumentException("pos_att_type is empty; allowed is \"c2p\", \"p2c\" or both");
        }
        Allowed.dropout("pooler_dropout", poolerDropout);
        Allowed.dropout("cls_dropout", classifierDropout);
        Allowed.size("pooler_hidden_size", poolerHiddenSize, encoder.hiddenSize(), encoder.hiddenSize());
    }

    static DebertaConfig of(ConfigJson json) {
        requireRunnable(json);
        EncoderConfig encoder = EncoderConfig.of(json, EncoderKeys.bert(1e-7, 0));
        json.requireOnly("embedding_size", encoder.hiddenSize(), encoder.hiddenSize());
        int headSize = encoder.hiddenSize() / encoder.heads();
        json.requireOnly("attention_head_size", headSize, headSize);
        int range = json.size("max_relative_positions", -1);
        List<String> attention = words(json, "pos_att_type", List.of("c2p", "p2c"));
        return new DebertaConfig(
                encoder,
                json.size("position_buckets", -1),
                range < 1 ? encoder.maxPositions() : range,
                attention.contains("c2p"),
                attention.contains("p2c"),
                words(json, "norm_rel_ebd", List.of("layer_norm", "none")).contains("layer_norm"),
                json.number("pooler_dropout", 0),
                json.number("cls_dropout", encoder.hiddenDropout()),
                json.size("pooler_hidden_size", encoder.hiddenSize()));
    }

    private static void requireRunnable(ConfigJson json) {
        json.requireOnly("relative_attention", false, true);
        json.requireOnly("share_att_key", false, true);
        json.requireOnly("position_biased_input", true, false);
        json.requireOnly("type_vocab_size", 0, 0);
        json.requireOnly("pooler_hidden_act", "gelu", "gelu");
        int kernel = json.size("conv_kernel_size", 0);
        if (kernel > 0) {
            throw json.refusal("conv_kernel_size", Integer.toString(kernel), "0");
        }
    }

    private static List<String> words(ConfigJson json, String key, List<String> allowed) {
        List<String> found = json.words(key, "none");
        for (String word : found) {
            if (!allowed.contains(word) && !word.equals("none")) {
                throw json.refusal(key, '"' + Shown.text(word) + '"', "one or both of " + String.join(", ", allowed));
            }
        }
        return found;
    }

    @Override
    public String pythonClass() {
        return "DebertaV2ForSequenceClassification";
    }

    @Override
    public String prefix() {
        return "deberta";
    }

    @Override
    public Set<String> otherHeads() {
        return Set.of("cls.", "lm_head.", "lm_predictions.", "mask_predictions.");
    }

    @Override
    public int positions() {
        return encoder.maxPositions();
    }

    @Override
    public LayerMemory layerMemory() {
        return LAYER_MEMORY;
    }

    @Override
    public Encoder newEncoder(Weights weights) {
        return new DebertaEncoder(this, weights.in(prefix()));
    }

    @Override
    public Head newHead(Weights weights, int labels) {
        return DebertaHead.of(weights, this, labels);
    }

    @Override
    public Value encoderGraph(GraphLayers layers, boolean everyToken) {
        return DebertaGraph.encoder(layers, this, everyToken);
    }

    @Override
    public Value headGraph(GraphLayers layers, Value hidden) {
        return DebertaGraph.head(layers, hidden);
    }
}
