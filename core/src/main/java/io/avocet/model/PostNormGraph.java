package io.avocet.model;

import io.avocet.checkpoint.EncoderConfig;
import io.avocet.onnx.graph.Value;

/**
 * {@link PostNormEncoder} as operators of a graph. Shapes: B batch, T tokens, Q output tokens, H heads, D head size, E hidden size.
 *
 * @param prefix of the weights of the layers, up to their number
 */
public record PostNormGraph(GraphLayers layers, EncoderConfig config, String prefix, LayerNames names) {
    /**
     * All layers.
     *
     * @param embedded (B, T, E)
     * @param everyToken whether the last layer computes every token, else the first alone
     * @return (B, Q, E)
     */
    public Value encode(Value embedded, boolean everyToken) {
        Value visible = layers.bias(layers.realKeys()); // (B, 1, 1, T)
        Value hidden = embedded;
        for (int layer = 0; layer < config.layers(); layer++) {
            boolean all = everyToken || layer < config.layers() - 1;
            String name = prefix + "." + layer + ".";
            Value attended = attention(hidden, all ? hidden : layers.first(hidden), visible, name);
            hidden = feedForward(layers, attended, config, name, names);
        }
        return hidden;
    }

    private Value attention(Value hidden, Value asking, Value visible, String name) {
        Value context = layers.attend(
                heads(layers.linear(asking, name + names.query())),
                heads(layers.linear(hidden, name + names.key())),
                heads(layers.linear(hidden, name + names.value())),
                visible,
                headSize()); // (B, Q, E)
        Value out = layers.linear(context, name + names.attentionOutput());
        return layers.norm(layers.graph().add(asking, out), name + names.attentionNorm(), config.layerNormEps());
    }

    private Value heads(Value x) {
        return layers.split(x, config.heads(), headSize());
    }

    private int headSize() {
        return config.hiddenSize() / config.heads();
    }

    /** {@link FeedForward}: (B, Q, E) to the same. */
    public static Value feedForward(
            GraphLayers layers, Value hidden, EncoderConfig config, String layer, LayerNames names) {
        Value inner = layers.gelu(layers.linear(hidden, layer + names.up())); // (B, Q, F)
        Value out = layers.linear(inner, layer + names.down());
        return layers.norm(layers.graph().add(hidden, out), layer + names.outputNorm(), config.layerNormEps());
    }
}
