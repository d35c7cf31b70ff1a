package io.avocet.onnx.graph;

import java.util.List;

/** A whole graph, in an order in which each operator comes after those that it reads. */
public record Graph(List<Port> inputs, List<Port> outputs, List<Node> nodes, List<Initializer> initializers) {
    public Graph {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        nodes = List.copyOf(nodes);
        initializers = List.copyOf(initializers);
    }
}
