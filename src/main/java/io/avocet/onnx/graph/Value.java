package io.avocet.onnx.graph;

/** A tensor of a graph: an input, a constant or the output of an operator. */
public record Value(String name) {
    /** In place of an input that an operator can do without. */
    public static final Value NONE = new Value("");
}
