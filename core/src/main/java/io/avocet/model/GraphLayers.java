package io.avocet.model;

import io.avocet.onnx.graph.Attribute;
import io.avocet.onnx.graph.ElementType;
import io.avocet.onnx.graph.GraphBuilder;
import io.avocet.onnx.graph.Initializer;
import io.avocet.onnx.graph.LittleEndian;
import io.avocet.onnx.graph.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The layers of the networks as operators of an ONNX graph: what {@link Linear}, {@link LayerNorm} and {@link ScaledDotProduct}
 * compute at use, in float32. Weights are named as published. Shapes: B batch, T tokens, Q output tokens, H heads, D head size, E
 * hidden size.
 */
public final class GraphLayers {
    private static final float LEAST = -Float.MAX_VALUE; // not minus infinity: a softmax over nothing stays a number

    private final GraphBuilder graph;
    private final Value ids; // (B, T)
    private final Value mask; // (B, T)
    private final Map<String, WeightSpec> specs;
    private final Function<WeightSpec, float[]> weights;
    private final boolean int8;
    private final Set<String> taken = new HashSet<>();
    private final Map<Value, QuantizedInput> quantized = new HashMap<>();

    /**
     * The layers of one network.
     *
     * @param ids (B, T)
     * @param mask (B, T) 1 at tokens, 0 at padding
     * @param specs all weights of the network
     * @param weights the elements of a weight, row by row; asked when the graph is written
     * @param int8 whether the encoder's matrices and the table of the tokens have 8 bits
     */
    public GraphLayers(
            GraphBuilder graph,
            Value ids,
            Value mask,
            List<WeightSpec> specs,
            Function<WeightSpec, float[]> weights,
            boolean int8) {
        this.graph = graph;
        this.ids = ids;
        this.mask = mask;
        this.specs = specs.stream().collect(Collectors.toMap(WeightSpec::name, spec -> spec));
        this.weights = weights;
        this.int8 = int8;
    }

    /** The graph, for what is no layer. */
    public GraphBuilder graph() {
        return graph;
    }

    /** (B, T), 64-bit integers. */
    public Value ids() {
        return ids;
    }

    /** T, (1). */
    public Value tokens() {
        return graph.size(ids, 1);
    }

    /** (B, T) float32: 1 at tokens, 0 at padding. */
    public Value mask() {
        return graph.cast(mask, ElementType.FLOAT);
    }

    /** Booleans (B, 1, 1, T): true at the keys that are no padding. */
    public Value realKeys() {
        return graph.unsqueeze(graph.cast(mask, ElementType.BOOL), 1, 2);
    }

    /** 0 where a query sees a key, and the least number elsewhere, which leaves it out of a softmax. */
    public Value bias(Value visible) {
        return graph.apply("Where", List.of(visible, graph.constant(0), graph.constant(LEAST)));
    }

    /** A weight as it is stored. */
    public Value weight(String name) {
        WeightSpec spec = take(name);
        return graph.initializer(new Initializer(
                name, ElementType.FLOAT, spec.shape(), out -> LittleEndian.write(weights.apply(spec), out)));
    }

    private WeightSpec take(String name) {
        WeightSpec spec = specs.get(name);
        if (spec == null || !taken.add(name)) {
            throw new IllegalStateException(name + " is no weight of this network, or is used twice");
        }
        return spec;
    }

    /**
     * Checks that the graph is the whole network.
     *
     * @throws IllegalStateException if a weight was left out
     */
    public void requireAllTaken() {
        if (!taken.equals(specs.keySet())) {
            Set<String> left = new TreeSet<>(specs.keySet());
            left.removeAll(taken);
            throw new IllegalStateException("The graph leaves out " + left);
        }
    }

    /** The rows of the table of the tokens: (B, T, E). */
    public Value words(String table) {
        if (!int8) {
            return graph.gather(weight(table), ids, 0);
        }
        QuantizedWeight rows = QuantizedWeight.ofRows(take(table), weights);
        Value row = graph.gather(graph.initializer(rows.elements()), ids, 0); // (B, T, E)
        Value scale = graph.gather(graph.initializer(rows.scales()), ids, 0); // (B, T)
        return graph.mul(graph.cast(row, ElementType.FLOAT), graph.unsqueeze(scale, -1));
    }

    /** The first T rows of a table of positions: (T, E). */
    public Value firstRows(String table) {
        return graph.slice(weight(table), graph.longs(0), tokens(), 0);
    }

    /** {@code y = x W^T + b}, with the bias that the network has under this name, if any: (…, in) to (…, out). */
    public Value linear(Value x, String name) {
        return projection(name).apply(x);
    }

    /** A linear layer whose weights are in the graph once, to be applied to more than one input. */
    public Projection projection(String name) {
        WeightSpec matrix = take(name + ".weight");
        UnaryOperator<Value> product = int8 && matrix.isEncoderMatrix() ? quantizedProduct(matrix) : product(matrix);
        if (!specs.containsKey(name + ".bias")) {
            return product::apply;
        }
        Value bias = weight(name + ".bias");
        return x -> graph.add(product.apply(x), bias);
    }

    /** A layer of a network. */
    @FunctionalInterface
    public interface Projection {
        Value apply(Value x);
    }

    private UnaryOperator<Value> product(WeightSpec matrix) {
        int out = Math.toIntExact(matrix.shape().get(0));
        int in = Math.toIntExact(matrix.shape().get(1));
        Value transposed = graph.initializer(new Initializer(
                matrix.name() + "^T",
                ElementType.FLOAT,
                List.of((long) in, (long) out),
                bytes -> LittleEndian.write(QuantizedWeight.transposed(weights.apply(matrix), out, in), bytes)));
        return x -> graph.matMul(x, transposed);
    }

    /** A tensor with 8 bits, found anew for each call. */
    private record QuantizedInput(Value elements, Value scale, Value zero) {}

    private UnaryOperator<Value> quantizedProduct(WeightSpec matrix) {
        QuantizedWeight columns = QuantizedWeight.ofOutputs(matrix, weights);
        Value elements = graph.initializer(columns.elements());
        Value scales = graph.initializer(columns.scales());
        return x -> {
            QuantizedInput input = quantized.computeIfAbsent(x, this::quantize);
            Value sums = graph.apply("MatMulInteger", List.of(input.elements(), elements, input.zero())); // (…, out)
            return graph.mul(graph.cast(sums, ElementType.FLOAT), graph.mul(scales, input.scale()));
        };
    }

    private QuantizedInput quantize(Value x) {
        List<Value> parts = graph.apply("DynamicQuantizeLinear", 3, List.of(x));
        return new QuantizedInput(parts.get(0), parts.get(1), parts.get(2));
    }

    /** Normalizes the last dimension, with the bias that the network has under this name, if any. */
    public Value norm(Value x, String name, double epsilon) {
        Value weight = weight(name + ".weight");
        List<Value> operands =
                specs.containsKey(name + ".bias") ? List.of(x, weight, weight(name + ".bias")) : List.of(x, weight);
        return graph.apply(
                "LayerNormalization", operands, Attribute.of("axis", -1), Attribute.of("epsilon", (float) epsilon));
    }

    /** {@code x (1 + erf(x / sqrt(2))) / 2}. */
    public Value gelu(Value x) {
        Value error = graph.apply("Erf", List.of(graph.div(x, graph.constant((float) Math.sqrt(2)))));
        return graph.mul(graph.mul(x, graph.add(error, graph.constant(1))), graph.constant(0.5f));
    }

    public Value tanh(Value x) {
        return graph.apply("Tanh", List.of(x));
    }

    /** (B, T, E) to (B, H, T, D). */
    public Value split(Value x, int heads, int headSize) {
        return graph.transpose(graph.reshape(x, 0, 0, heads, headSize), 0, 2, 1, 3);
    }

    /** {@code softmax(scale q k^T + bias) v}: (B, H, Q, D) and twice (B, H, T, D) to (B, Q, E). */
    public Value attend(Value q, Value k, Value v, Value bias, int headSize) {
        Value scaled = graph.mul(q, graph.constant((float) (1 / Math.sqrt(headSize))));
        return attend(graph.add(graph.matMul(scaled, graph.transpose(k, 0, 1, 3, 2)), bias), v);
    }

    /** {@code softmax(scores) v}: (B, H, Q, T) and (B, H, T, D) to (B, Q, E). */
    public Value attend(Value scores, Value v) {
        Value context = graph.matMul(graph.softmax(scores), v); // (B, H, Q, D)
        return graph.reshape(graph.transpose(context, 0, 2, 1, 3), 0, 0, -1);
    }

    /** The first token's vectors: (B, T, E) to (B, 1, E). */
    public Value first(Value hidden) {
        return graph.slice(hidden, graph.longs(0), graph.longs(1), 1);
    }

    /** What a head reads: (B, Q, E) to (B, E), the first token's. */
    public Value firstVector(Value hidden) {
        return graph.gather(hidden, graph.index(0), 1);
    }

    /** The mean of the vectors at each text's tokens: (B, T, E) to (B, E). */
    public Value meanOfTokens(Value hidden) {
        Value real = graph.unsqueeze(mask(), -1); // (B, T, 1)
        return graph.div(sumOfTokens(graph.mul(hidden, real)), sumOfTokens(real));
    }

    private Value sumOfTokens(Value x) {
        return graph.apply("ReduceSum", List.of(x, graph.longs(1)), Attribute.of("keepdims", 0));
    }
}
