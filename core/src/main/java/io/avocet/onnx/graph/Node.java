package io.avocet.onnx.graph;

import java.util.List;

/** One operator. */
record Node(String name, String operator, List<Value> inputs, List<Value> outputs, List<Attribute> attributes) {
    Node {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        attributes = List.copyOf(attributes);
    }
}
