package io.avocet.model.modernbert;

import io.avocet.model.GraphLayers;
import io.avocet.model.modernbert.ModernBertConfig.Attention;
import io.avocet.onnx.graph.ElementType;
import io.avocet.onnx.graph.GraphBuilder;
import io.avocet.onnx.graph.Initializer;
import io.avocet.onnx.graph.LittleEndian;
import io.avocet.onnx.graph.Value;
import java.util.List;
import java.util.Locale;

/**
 * The network as operators of a graph, in forward order. Shapes: B batch, T tokens, Q output tokens, H heads, D head size, E hidden
 * size.
 */
final class ModernBertGraph {
    private final GraphLayers layers;
    private final GraphBuilder graph;
    private final ModernBertConfig config;
    private final Context global;
    private final Context local;

    /**
     * As {@link AttentionContext}.
     *
     * @param cosines (T, D/2), as sines
     * @param visible booleans (B, 1, 1, T) or (B, 1, T, T)
     */
    private record Context(Value cosines, Value sines, Value visible) {}

    private ModernBertGraph(GraphLayers layers, ModernBertConfig config) {
        this.layers = layers;
        this.graph = layers.graph();
        this.config = config;
        Value positions = graph.apply(
                "Range",
                List.of(graph.index(0), graph.gather(layers.tokens(), graph.index(0), 0), graph.index(1))); // (T)
        Value real = layers.realKeys();
        global = context(Attention.GLOBAL, positions, real);
        local = context(Attention.LOCAL, positions, graph.apply("And", List.of(real, window(positions))));
    }

    private Context context(Attention attention, Value positions, Value visible) {
        Value angles = graph.mul(
                graph.unsqueeze(graph.cast(positions, ElementType.FLOAT), 1), frequencies(attention)); // (T, D/2)
        return new Context(graph.apply("Cos", List.of(angles)), graph.apply("Sin", List.of(angles)), visible);
    }

    /** In float32, as {@link Rotation} computes them: (D/2). */
    private Value frequencies(Attention attention) {
        int headSize = config.headSize();
        float[] frequencies = new float[headSize / 2];
        for (int i = 0; i < frequencies.length; i++) {
            frequencies[i] = 1 / (float) Math.pow(config.ropeBase(attention), 2f * i / headSize);
        }
        String name = "frequencies_" + attention.name().toLowerCase(Locale.ROOT);
        return graph.initializer(new Initializer(
                name,
                ElementType.FLOAT,
                List.of((long) frequencies.length),
                out -> LittleEndian.write(frequencies, out)));
    }

    /** Booleans (T, T): true where two tokens are at most a window's length apart. */
    private Value window(Value positions) {
        Value difference = graph.sub(graph.unsqueeze(positions, 1), graph.unsqueeze(positions, 0));
        Value distance = graph.apply("Abs", List.of(difference));
        return graph.apply("LessOrEqual", List.of(distance, graph.index(config.window())));
    }

    static Value encoder(GraphLayers layers, ModernBertConfig config, boolean everyToken) {
        Value words = layers.words("model.embeddings.tok_embeddings.weight"); // (B, T, E)
        Value embedded = layers.norm(words, "model.embeddings.norm", config.layerNormEps());
        return new ModernBertGraph(layers, config).encode(embedded, everyToken);
    }

    private Value encode(Value embedded, boolean everyToken) {
        Value everyGlobal = layers.bias(global.visible());
        Value everyLocal = layers.bias(local.visible());
        Value hidden = embedded;
        for (int layer = 0; layer < config.layers(); layer++) {
            boolean all = everyToken || layer < config.layers() - 1;
            boolean isGlobal = config.layerAttention().get(layer) == Attention.GLOBAL;
            Value bias = isGlobal ? everyGlobal : everyLocal;
            String name = "model.layers." + layer + ".";
            Value attended = attention(hidden, all, isGlobal ? global : local, bias, layer, name);
            hidden = feedForward(attended, name);
        }
        return layers.norm(hidden, "model.final_norm", config.layerNormEps());
    }

    /** {@link RotaryAttention}: (B, T, E) to (B, Q, E), of every token or of the first alone. */
    private Value attention(Value hidden, boolean all, Context context, Value bias, int layer, String name) {
        long size = config.hiddenSize();
        Value x = layer == 0 ? hidden : layers.norm(hidden, name + "attn_norm", config.layerNormEps());
        List<Value> product = graph.split(layers.linear(x, name + "attn.Wqkv"), -1, size, size, size); // (B, T, E) each
        Value q = turn(product.get(0), context); // (B, H, T, D)
        Value attended = layers.attend(
                all ? q : firstQuery(q),
                turn(product.get(1), context),
                heads(product.get(2)),
                all ? bias : firstQuery(bias),
                config.headSize()); // (B, Q, E)
        return graph.add(all ? hidden : layers.first(hidden), layers.linear(attended, name + "attn.Wo"));
    }

    private Value firstQuery(Value x) {
        return graph.slice(x, graph.longs(0), graph.longs(1), 2);
    }

    /** Turns the components i and i + D/2 of each head: (B, T, E) to (B, H, T, D). */
    private Value turn(Value x, Context context) {
        long half = config.headSize() / 2;
        List<Value> halves = graph.split(heads(x), -1, half, half);
        Value first = halves.get(0);
        Value second = halves.get(1);
        return graph.concat(
                -1,
                graph.sub(graph.mul(first, context.cosines()), graph.mul(second, context.sines())),
                graph.add(graph.mul(second, context.cosines()), graph.mul(first, context.sines())));
    }

    private Value heads(Value x) {
        return layers.split(x, config.heads(), config.headSize());
    }

    /** {@link GatedFeedForward}: (B, Q, E) to the same. */
    private Value feedForward(Value hidden, String name) {
        long width = config.encoder().intermediateSize();
        Value x = layers.norm(hidden, name + "mlp_norm", config.layerNormEps());
        List<Value> product = graph.split(layers.linear(x, name + "mlp.Wi"), -1, width, width); // (B, Q, F) each
        Value gated = graph.mul(layers.gelu(product.get(0)), product.get(1));
        return graph.add(hidden, layers.linear(gated, name + "mlp.Wo"));
    }

    /** (B, Q, E) to logits (B, L). */
    static Value head(GraphLayers layers, ModernBertConfig config, Value hidden) {
        Value pooled = config.mean() ? layers.meanOfTokens(hidden) : layers.firstVector(hidden); // (B, E)
        Value inner = layers.gelu(layers.linear(pooled, "head.dense")); // (B, E)
        return layers.linear(layers.norm(inner, "head.norm", config.layerNormEps()), "classifier");
    }
}
