package io.avocet.model.modernbert;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * ModernBERT, as the published code reads it
 * (<a href="https://github.com/huggingface/transformers/blob/v4.57.3/src/transformers/models/modernbert/configuration_modernbert.py">
 * configuration_modernbert.py</a>): layers that normalize first, rotary positions, no biases. Later versions name the layers
 * and their rotary bases one by one ({@code layer_types}, {@code rope_parameters}).
 *
 * @param layerAttention what each layer attends to
 * @param globalRope, localRope base of the rotary positions in layers of each kind
 * @param localAttention tokens that a layer of local attention sees, on both sides together
 * @param mean whether the head reads the mean of all tokens; else the first token
 */
record ModernBertConfig(
        EncoderConfig encoder,
        List<Attention> layerAttention,
        double globalRope,
        double localRope,
        int localAttention,
        boolean mean,
        double embeddingDropout,
        double classifierDropout)
        implements NetworkConfig {
    /** What a layer attends to. */
    enum Attention {
        /** All tokens. */
        GLOBAL("full_attention"),
        /** Those in a window. */
        LOCAL("sliding_attention");

        private final String key;

        Attention(String key) {
            this.key = key;
        }
    }

    private static final String GLOBAL_ROPE = "global_rope_theta";
    private static final String LOCAL_ROPE = "local_rope_theta";
    private static final String EVERY_NTH = "global_attn_every_n_layers";

    private static final double MOST_ROPE_BASE = 1e12;

    private static final EncoderKeys KEYS = new EncoderKeys(
            "hidden_size",
            "num_hidden_layers",
            "num_attention_heads",
            "intermediate_size",
            "hidden_activation",
            "norm_eps",
            "mlp_dropout",
            "attention_dropout",
            new EncoderKeys.Defaults(1e-5, 0, 50_283));

    ModernBertConfig {
        layerAttention = List.copyOf(layerAttention);
        if (layerAttention.size() != encoder.layers()) {
            throw new IllegalArgumentException("layer_types has " + layerAttention.size()
                    + " entries; allowed are as many as num_hidden_layers, which is " + encoder.layers());
        }
        int headSize = encoder.hiddenSize() / encoder.heads();
        if (headSize % 2 != 0) {
            throw new IllegalArgumentException("hidden_size / num_attention_heads is " + headSize
                    + "; allowed is an even number: rotary positions turn pairs");
        }
        Allowed.size("local_attention", localAttention, 2, 1_000_000);
        Allowed.dropout("embedding_dropout", embeddingDropout);
        Allowed.dropout("classifier_dropout", classifierDropout);
    }

    static ModernBertConfig of(ConfigJson json) {
        requireRunnable(json);
        EncoderConfig encoder = EncoderConfig.of(json, KEYS);
        return new ModernBertConfig(
                encoder,
                layerAttention(json, encoder.layers()),
                ropeBase(json, Attention.GLOBAL, GLOBAL_ROPE, 160_000),
                ropeBase(json, Attention.LOCAL, LOCAL_ROPE, 10_000),
                json.size("local_attention", 128),
                pooling(json).equals("mean"),
                json.number("embedding_dropout", 0),
                json.number("classifier_dropout", 0));
    }

    private static void requireRunnable(ConfigJson json) {
        for (String bias : List.of("attention_bias", "mlp_bias", "norm_bias", "classifier_bias")) {
            json.requireOnly(bias, false, false);
        }
        json.requireOnly("classifier_activation", "gelu", "gelu");
        json.requireAbsentOrEmpty("rope_scaling");
        json.requireAbsentOrEmpty("head_dim");
    }

    private static List<Attention> layerAttention(ConfigJson json, int layers) {
        List<String> types = json.words("layer_types", "");
        if (!types.equals(List.of(""))) {
            return types.stream().map(type -> attention(json, type)).toList();
        }
        int everyNth = json.size(EVERY_NTH, 3);
        Allowed.size(EVERY_NTH, everyNth, 1, 1_000);
        return everyNth(layers, everyNth);
    }

    private static List<Attention> everyNth(int layers, int n) {
        return IntStream.range(0, layers)
                .mapToObj(layer -> layer % n == 0 ? Attention.GLOBAL : Attention.LOCAL)
                .toList();
    }

    private static Attention attention(ConfigJson json, String type) {
        for (Attention attention : Attention.values()) {
            if (attention.key.equals(type)) {
                return attention;
            }
        }
        throw json.refusal("layer_types", '"' + type + '"', "a list of \"full_attention\" and \"sliding_attention\"");
    }

    private static double ropeBase(ConfigJson json, Attention attention, String olderKey, double otherwise) {
        ConfigJson parameters = json.object("rope_parameters").object(attention.key);
        parameters.requireOnly("rope_type", "default", "default");
        double base = parameters.number("rope_theta", json.number(olderKey, otherwise));
        if (!(base >= 1 && base <= MOST_ROPE_BASE)) {
            throw parameters.refusal("rope_theta", Double.toString(base), "1.0 to " + MOST_ROPE_BASE);
        }
        return base;
    }

    private static String pooling(ConfigJson json) {
        String pooling = json.word("classifier_pooling", "cls");
        if (!Set.of("cls", "mean").contains(pooling)) {
            throw json.refusal("classifier_pooling", '"' + pooling + '"', "\"cls\" or \"mean\"");
        }
        return pooling;
    }

    /** The bases, and how many layers apart those of global attention are if that is the same all through. */
    @Override
    public Map<String, Number> olderKeys() {
        Map<String, Number> keys = new LinkedHashMap<>();
        keys.put(GLOBAL_ROPE, globalRope);
        keys.put(LOCAL_ROPE, localRope);
        IntStream.rangeClosed(1, encoder.layers())
                .filter(n -> layerAttention.equals(everyNth(encoder.layers(), n)))
                .findFirst()
                .ifPresent(n -> keys.put(EVERY_NTH, n));
        return keys;
    }

    /** Distance in tokens up to which a layer of local attention sees. */
    int window() {
        return localAttention / 2;
    }

    int headSize() {
        return encoder.hiddenSize() / encoder.heads();
    }

    double ropeBase(Attention attention) {
        return attention == Attention.GLOBAL ? globalRope : localRope;
    }

    @Override
    public String pythonClass() {
        return "ModernBertForSequenceClassification";
    }

    @Override
    public String prefix() {
        return "model";
    }

    /** The head for masked tokens is dense layer, norm and decoder; a classifier takes over the first two, as in Python. */
    @Override
    public Set<String> otherHeads() {
        return Set.of("decoder.");
    }

    /** Rotary positions have no table that ends; it is what the network was trained for. */
    @Override
    public int positions() {
        return encoder.maxPositions();
    }

    @Override
    public boolean readsEveryToken() {
        return mean;
    }

    @Override
    public LayerMemory layerMemory() {
        return LayerMemory.GATED;
    }

    @Override
    public Encoder newEncoder(Weights weights) {
        return new ModernBertEncoder(this, weights.in(prefix()));
    }

    @Override
    public Head newHead(Weights weights, int labels) {
        return ModernBertHead.of(weights, this, labels);
    }

    @Override
    public Value encoderGraph(GraphLayers layers, boolean everyToken) {
        return ModernBertGraph.encoder(layers, this, everyToken);
    }

    @Override
    public Value headGraph(GraphLayers layers, Value hidden) {
        return ModernBertGraph.head(layers, this, hidden);
    }
}
