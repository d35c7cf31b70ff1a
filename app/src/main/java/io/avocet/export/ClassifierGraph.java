package io.avocet.export;

import io.avocet.eval.Temperature;
import io.avocet.model.GraphLayers;
import io.avocet.model.NetworkConfig;
import io.avocet.model.WeightSpec;
import io.avocet.onnx.graph.ElementType;
import io.avocet.onnx.graph.Graph;
import io.avocet.onnx.graph.GraphBuilder;
import io.avocet.onnx.graph.Value;
import java.util.List;
import java.util.function.Function;

/** A whole classifier as a graph: tokens in, logits and probabilities out. Shapes: B batch, T tokens, L labels. */
final class ClassifierGraph {
    private static final String BATCH = "batch";
    private static final String TOKENS = "tokens";

    private ClassifierGraph() {}

    /**
     * Builds the graph.
     *
     * @param weights the elements of a weight; asked when the graph is written
     */
    static Graph of(
            NetworkConfig config,
            List<WeightSpec> specs,
            Function<WeightSpec, float[]> weights,
            Temperature temperature,
            boolean int8) {
        GraphBuilder graph = new GraphBuilder();
        Value ids = graph.input("input_ids", ElementType.INT64, BATCH, TOKENS);
        Value mask = graph.input("attention_mask", ElementType.INT64, BATCH, TOKENS);
        GraphLayers layers = new GraphLayers(graph, ids, mask, specs, weights, int8);
        Value hidden = config.encoderGraph(layers, config.readsEveryToken()); // (B, Q, E)
        Value logits = config.headGraph(layers, hidden); // (B, L)
        layers.requireAllTaken();
        Value scaled = graph.div(logits, graph.constant((float) temperature.value()));
        String labels = Integer.toString(config.labels().size());
        graph.output("logits", logits, ElementType.FLOAT, BATCH, labels);
        graph.output("probabilities", graph.softmax(scaled), ElementType.FLOAT, BATCH, labels);
        return graph.build();
    }
}
