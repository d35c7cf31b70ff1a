package io.avocet.model;

import io.avocet.checkpoint.EncoderConfig;
import io.avocet.onnx.graph.Value;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One network, as the configuration of a checkpoint describes it, and how it is made. */
public interface NetworkConfig {
    EncoderConfig encoder();

    /** The class of Python transformers that loads the checkpoint with a classification head. */
    String pythonClass();

    /** What the names of the encoder's weights begin with, such as {@code bert}; checkpoints of a bare encoder leave it out. */
    String prefix();

    /** What the names of tensors begin with that checkpoints of this network may hold and that a classifier does not use. */
    Set<String> otherHeads();

    /** Tokens that the network can tell apart by their positions. */
    int positions();

    /** Whether it reads which of two texts a token belongs to. */
    default boolean readsSegments() {
        return false;
    }

    /** What one layer keeps for its backward pass and holds for a moment. */
    LayerMemory layerMemory();

    /** Whether the head reads the encoder's output at every token; otherwise only at the first. */
    default boolean readsEveryToken() {
        return false;
    }

    /** Keys of {@code config.json} by which older versions of transformers know what later ones spell otherwise. */
    default Map<String, Number> olderKeys() {
        return Map.of();
    }

    /** The encoder; takes each of its weights once, in the order of the forward pass. */
    Encoder newEncoder(Weights weights);

    /**
     * The head.
     *
     * @param weights of the head; the names begin at the root
     * @param labels classes
     */
    Head newHead(Weights weights, int labels);

    /**
     * The encoder as operators of a graph.
     *
     * @param everyToken whether the output is of every token, else of the first alone
     * @return (B, Q, E)
     */
    Value encoderGraph(GraphLayers layers, boolean everyToken);

    /** The head as operators of a graph: (B, Q, E) to logits (B, L). */
    Value headGraph(GraphLayers layers, Value hidden);

    /** Whether a stored tensor has no effect on this network: stored position ids, other heads. */
    default boolean isIgnored(String tensor) {
        return tensor.equals(prefix() + ".embeddings.position_ids")
                || otherHeads().stream().anyMatch(tensor::startsWith);
    }

    /** Tokens of one text at most, special tokens included. */
    default int maxTokens() {
        return Math.min(TokenLimits.MAX_TOKENS, positions());
    }

    /** How texts are padded for this network. */
    default Padding padding() {
        return new Padding(padTokenId(), maxTokens());
    }

    default int vocabularySize() {
        return encoder().vocabularySize();
    }

    default int hiddenSize() {
        return encoder().hiddenSize();
    }

    default int layers() {
        return encoder().layers();
    }

    default int heads() {
        return encoder().heads();
    }

    default int intermediateSize() {
        return encoder().intermediateSize();
    }

    default double layerNormEps() {
        return encoder().layerNormEps();
    }

    default double hiddenDropout() {
        return encoder().hiddenDropout();
    }

    default double attentionDropout() {
        return encoder().attentionDropout();
    }

    default double initializerRange() {
        return encoder().initializerRange();
    }

    default int padTokenId() {
        return encoder().padTokenId();
    }

    /** In the order of their ids; empty where the checkpoint names none. */
    default List<String> labels() {
        return encoder().labels();
    }
}
