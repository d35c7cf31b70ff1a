package io.avocet.model.bert;

import io.avocet.checkpoint.EncoderConfig;
import io.avocet.model.GraphLayers;
import io.avocet.model.LayerNames;
import io.avocet.model.PostNormGraph;
import io.avocet.onnx.graph.GraphBuilder;
import io.avocet.onnx.graph.Value;

/** The network as operators of a graph, in forward order. Shapes: B batch, T tokens, Q output tokens, E hidden size. */
final class BertGraph {
    private BertGraph() {}

    static Value encoder(GraphLayers layers, EncoderConfig config, boolean everyToken) {
        GraphBuilder graph = layers.graph();
        String embeddings = "bert.embeddings.";
        Value words = layers.words(embeddings + "word_embeddings.weight"); // (B, T, E)
        Value type = graph.gather(layers.weight(embeddings + "token_type_embeddings.weight"), graph.index(0), 0); // (E)
        Value positions = layers.firstRows(embeddings + "position_embeddings.weight"); // (T, E)
        Value sum = graph.add(graph.add(words, type), positions);
        Value embedded = layers.norm(sum, embeddings + "LayerNorm", config.layerNormEps());
        return new PostNormGraph(layers, config, "bert.encoder.layer", LayerNames.BERT).encode(embedded, everyToken);
    }

    /** (B, Q, E) to logits (B, L). */
    static Value head(GraphLayers layers, Value hidden) {
        Value pooled = layers.linear(layers.firstVector(hidden), "bert.pooler.dense"); // (B, E)
        return layers.linear(layers.tanh(pooled), "classifier");
    }
}
