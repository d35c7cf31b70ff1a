package io.avocet.model.roberta;

import io.avocet.checkpoint.EncoderConfig;
import io.avocet.model.GraphLayers;
import io.avocet.model.LayerNames;
import io.avocet.model.PostNormGraph;
import io.avocet.onnx.graph.ElementType;
import io.avocet.onnx.graph.GraphBuilder;
import io.avocet.onnx.graph.Value;
import java.util.List;

/** The network as operators of a graph, in forward order. Shapes: B batch, T tokens, Q output tokens, E hidden size. */
final class RobertaGraph {
    private RobertaGraph() {}

    static Value encoder(GraphLayers layers, EncoderConfig config, boolean everyToken) {
        GraphBuilder graph = layers.graph();
        String embeddings = "roberta.embeddings.";
        Value words = layers.words(embeddings + "word_embeddings.weight"); // (B, T, E)
        Value type = graph.gather(layers.weight(embeddings + "token_type_embeddings.weight"), graph.index(0), 0); // (E)
        Value positions = graph.gather(
                layers.weight(embeddings + "position_embeddings.weight"),
                countedPositions(layers, config.padTokenId()),
                0); // (B, T, E)
        Value sum = graph.add(graph.add(words, type), positions);
        Value embedded = layers.norm(sum, embeddings + "LayerNorm", config.layerNormEps());
        return new PostNormGraph(layers, config, "roberta.encoder.layer", LayerNames.BERT).encode(embedded, everyToken);
    }

    /** (B, T): {@code pad + 1}, {@code pad + 2}, … for the tokens that are not padding, {@code pad} for those that are. */
    private static Value countedPositions(GraphLayers layers, int pad) {
        GraphBuilder graph = layers.graph();
        Value isPad = graph.apply("Equal", List.of(layers.ids(), graph.index(pad)));
        Value real = graph.cast(graph.apply("Not", List.of(isPad)), ElementType.INT64); // (B, T)
        Value counted = graph.apply("CumSum", List.of(real, graph.index(1)));
        return graph.add(graph.mul(counted, real), graph.index(pad));
    }

    /** (B, Q, E) to logits (B, L). */
    static Value head(GraphLayers layers, Value hidden) {
        Value inner = layers.linear(layers.firstVector(hidden), "classifier.dense"); // (B, E)
        return layers.linear(layers.tanh(inner), "classifier.out_proj");
    }
}
