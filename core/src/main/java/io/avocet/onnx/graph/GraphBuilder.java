package io.avocet.onnx.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Adds operators of the standard domain to a graph, each by a method with its name; {@code ?} is a size that differs from call
 * to call. Operators: <a href="https://onnx.ai/onnx/operators/">onnx.ai</a>, opset {@value GraphFile#OPSET}.
 */
public final class GraphBuilder {
    private final List<Port> inputs = new ArrayList<>();
    private final List<Port> outputs = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private final List<Initializer> initializers = new ArrayList<>();
    private final Map<String, Value> constants = new HashMap<>();

    public Value input(String name, ElementType type, String... dimensions) {
        inputs.add(new Port(name, type, List.of(dimensions)));
        return new Value(name);
    }

    /** Gives a tensor the name of an output. */
    public void output(String name, Value value, ElementType type, String... dimensions) {
        outputs.add(new Port(name, type, List.of(dimensions)));
        nodes.add(new Node(name, "Identity", List.of(value), List.of(new Value(name)), List.of()));
    }

    public Value initializer(Initializer initializer) {
        initializers.add(initializer);
        return new Value(initializer.name());
    }

    /** A constant scalar. */
    public Value constant(float value) {
        return constants.computeIfAbsent(
                "float_" + value,
                name -> initializer(new Initializer(
                        name, ElementType.FLOAT, List.of(), out -> LittleEndian.write(new float[] {value}, out))));
    }

    /** A constant scalar, or an index that takes its dimension away. */
    public Value index(long value) {
        return longs("index_" + value, List.of(), value);
    }

    /** A constant list, such as a shape or axes. */
    public Value longs(long... values) {
        String name = "longs" + Arrays.toString(values).replaceAll("[\\[, \\]]+", "_");
        return longs(name, List.of((long) values.length), values);
    }

    private Value longs(String key, List<Long> shape, long... values) {
        return constants.computeIfAbsent(
                key,
                name -> initializer(
                        new Initializer(name, ElementType.INT64, shape, out -> LittleEndian.write(values, out))));
    }

    /** Any operator with one output. */
    public Value apply(String operator, List<Value> operands, Attribute... attributes) {
        return apply(operator, 1, operands, attributes).get(0);
    }

    /** Any operator. */
    public List<Value> apply(String operator, int results, List<Value> operands, Attribute... attributes) {
        String name = operator + "_" + nodes.size();
        List<Value> values = IntStream.range(0, results)
                .mapToObj(result -> new Value(name + ":" + result))
                .toList();
        nodes.add(new Node(name, operator, operands, values, List.of(attributes)));
        return values;
    }

    public Value add(Value a, Value b) {
        return apply("Add", List.of(a, b));
    }

    public Value sub(Value a, Value b) {
        return apply("Sub", List.of(a, b));
    }

    public Value mul(Value a, Value b) {
        return apply("Mul", List.of(a, b));
    }

    public Value div(Value a, Value b) {
        return apply("Div", List.of(a, b));
    }

    /** The product of the last two dimensions. */
    public Value matMul(Value a, Value b) {
        return apply("MatMul", List.of(a, b));
    }

    public Value cast(Value x, ElementType type) {
        return apply("Cast", List.of(x), Attribute.of("to", type.number()));
    }

    /** Over the last dimension. */
    public Value softmax(Value x) {
        return apply("Softmax", List.of(x), Attribute.of("axis", -1));
    }

    public Value transpose(Value x, long... permutation) {
        return apply("Transpose", List.of(x), Attribute.of("perm", permutation));
    }

    /**
     * The same elements in another shape.
     *
     * @param shape 0 for a size that stays, -1 for the one that follows from the others
     */
    public Value reshape(Value x, long... shape) {
        return reshape(x, longs(shape));
    }

    public Value reshape(Value x, Value shape) {
        return apply("Reshape", List.of(x, shape));
    }

    public Value unsqueeze(Value x, long... axes) {
        return apply("Unsqueeze", List.of(x, longs(axes)));
    }

    public Value concat(long axis, Value... parts) {
        return apply("Concat", List.of(parts), Attribute.of("axis", axis));
    }

    /** Pieces of one size each. */
    public List<Value> split(Value x, long axis, long... sizes) {
        return apply("Split", sizes.length, List.of(x, longs(sizes)), Attribute.of("axis", axis));
    }

    /** Rows of a table, or along another axis. */
    public Value gather(Value x, Value indices, long axis) {
        return apply("Gather", List.of(x, indices), Attribute.of("axis", axis));
    }

    /**
     * A part of one axis.
     *
     * @param from (1)
     * @param to (1) where it ends
     */
    public Value slice(Value x, Value from, Value to, long axis) {
        return apply("Slice", List.of(x, from, to, longs(axis)));
    }

    /** The size of an axis, (1). */
    public Value size(Value x, long axis) {
        return apply("Shape", List.of(x), Attribute.of("start", axis), Attribute.of("end", axis + 1));
    }

    public Graph build() {
        return new Graph(inputs, outputs, nodes, initializers);
    }
}
