package io.avocet.onnx.graph;

import java.util.List;

/**
 * An input or an output of a whole graph.
 *
 * @param dimensions a number, or the name of a size that differs from call to call
 */
public record Port(String name, ElementType type, List<String> dimensions) {
    public Port {
        dimensions = List.copyOf(dimensions);
    }
}
