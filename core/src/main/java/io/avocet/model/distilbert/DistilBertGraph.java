package io.avocet.model.distilbert;

import io.avocet.checkpoint.EncoderConfig;
import io.avocet.model.GraphLayers;
import io.avocet.model.LayerNames;
import io.avocet.model.PostNormGraph;
import io.avocet.onnx.graph.Value;
import java.util.List;

/** The network as operators of a graph, in forward order. Shapes: B batch, T tokens, Q output tokens, E hidden size. */
final class DistilBertGraph {
    private DistilBertGraph() {}

    static Value encoder(GraphLayers layers, EncoderConfig config, LayerNames names, boolean everyToken) {
        String embeddings = "distilbert.embeddings.";
        Value words = layers.words(embeddings + "word_embeddings.weight"); // (B, T, E)
        Value positions = layers.firstRows(embeddings + "position_embeddings.weight"); // (T, E)
        Value embedded =
                layers.norm(layers.graph().add(words, positions), embeddings + "LayerNorm", config.layerNormEps());
        return new PostNormGraph(layers, config, "distilbert.transformer.layer", names).encode(embedded, everyToken);
    }

    /** (B, Q, E) to logits (B, L). */
    static Value head(GraphLayers layers, Value hidden) {
        Value inner = layers.linear(layers.firstVector(hidden), "pre_classifier"); // (B, E)
        return layers.linear(layers.graph().apply("Relu", List.of(inner)), "classifier");
    }
}
