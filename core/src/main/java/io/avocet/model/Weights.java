package io.avocet.model;

import io.avocet.model.WeightSpec.Use;
import java.util.List;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;

/**
 * Where the constructor of a network takes its weights from. The constructor names each weight once, with its shape; the
 * source behind it hands out tensors, or only notes what is asked for ({@link ParameterShapes}).
 */
public final class Weights {
    private final Function<WeightSpec, Tensor> source;
    private final String prefix;
    private final int layer;

    private Weights(Function<WeightSpec, Tensor> source, String prefix, int layer) {
        this.source = source;
        this.prefix = prefix;
        this.layer = layer;
    }

    public static Weights from(Function<WeightSpec, Tensor> source) {
        return new Weights(source, "", WeightSpec.EMBEDDINGS);
    }

    /** The weights whose names go on with this name and a dot. */
    public Weights in(String name) {
        return new Weights(source, prefix + name + ".", layer);
    }

    /** The weights of an encoder layer: those whose names go on with its index and a dot. */
    public Weights layer(int index) {
        return new Weights(source, prefix + index + ".", index);
    }

    /** The same names as weights of the classification head. */
    public Weights head() {
        return new Weights(source, prefix, WeightSpec.HEAD);
    }

    /** The table (V, E) of the tokens. */
    public Tensor wordEmbeddings(String name, long rows, long columns) {
        return take(name, Use.WORD_EMBEDDINGS, rows, columns);
    }

    /** Another table of vectors, (rows, columns). */
    public Tensor embeddings(String name, long rows, long columns) {
        return take(name, Use.EMBEDDINGS, rows, columns);
    }

    /** The matrix (out, in) of a product. */
    public Tensor matrix(String name, long out, long in) {
        return take(name, Use.MATRIX, out, in);
    }

    public Tensor vector(String name, long size) {
        return take(name, Use.VECTOR, size);
    }

    private Tensor take(String name, Use use, Long... shape) {
        return source.apply(new WeightSpec(prefix + name, List.of(shape), use, layer));
    }
}
