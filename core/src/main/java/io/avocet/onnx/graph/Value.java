package io.avocet.onnx.graph;

/** A tensor of a graph: an input, a constant or the output of an operator. */
public record Value(String name) {}
