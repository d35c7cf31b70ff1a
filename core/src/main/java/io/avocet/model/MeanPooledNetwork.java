package io.avocet.model;

import io.avocet.checkpoint.EncoderConfig;
import io.avocet.onnx.graph.Value;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;

/**
 * A network whose head reads the mean of the tokens where it would read the first, as sentence encoders were trained
 * (Reimers and Gurevych 2019, "Sentence-BERT"). Python's classes have no such head, so its checkpoints are not for use there.
 * Shapes: B batch, T tokens, E hidden size.
 *
 * @param network whose head reads the first token
 */
public record MeanPooledNetwork(NetworkConfig network) implements NetworkConfig {
    @Override
    public EncoderConfig encoder() {
        return network.encoder();
    }

    @Override
    public String pythonClass() {
        return network.pythonClass();
    }

    @Override
    public String prefix() {
        return network.prefix();
    }

    @Override
    public Set<String> otherHeads() {
        return network.otherHeads();
    }

    @Override
    public boolean isIgnored(String tensor) {
        return network.isIgnored(tensor);
    }

    @Override
    public int positions() {
        return network.positions();
    }

    @Override
    public LayerMemory layerMemory() {
        return network.layerMemory();
    }

    @Override
    public boolean readsEveryToken() {
        return true;
    }

    @Override
    public Encoder newEncoder(Weights weights) {
        return network.newEncoder(weights);
    }

    @Override
    public Head newHead(Weights weights, int labels) {
        return new MeanPooling(network.newHead(weights, labels));
    }

    @Override
    public Value encoderGraph(GraphLayers layers, boolean everyToken) {
        return network.encoderGraph(layers, everyToken);
    }

    @Override
    public Value headGraph(GraphLayers layers, Value hidden) {
        return network.headGraph(layers, layers.graph().unsqueeze(layers.meanOfTokens(hidden), 1));
    }

    /** Gives a head the mean of the tokens that are no padding in place of the first token. */
    private record MeanPooling(Head head) implements Head {
        @Override
        public Tensor logits(Tensor hidden, TokenBatch batch, ForwardMode mode) {
            return head.logits(batch.meanOfTokens(hidden).unsqueeze(1), batch, mode); // (B, 1, E) in place of (B, T, E)
        }
    }
}
