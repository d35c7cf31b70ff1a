package io.avocet.model;

import io.avocet.tensor.NativeEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.bytedeco.pytorch.Tensor;

/** The weights of a network with their names and shapes, in the order in which its constructor asks for them. */
public final class ParameterShapes {
    private final List<WeightSpec> specs = new ArrayList<>();

    private ParameterShapes(Consumer<Weights> constructor) {
        NativeEngine.start(); // a tensor is a native object, an undefined one too
        constructor.accept(Weights.from(spec -> {
            specs.add(spec);
            return new Tensor(); // an undefined one: constructors store their weights and do not look at them
        }));
    }

    /**
     * The weights of an encoder with a classification head.
     *
     * @param labels classes of the head
     */
    public static ParameterShapes of(NetworkConfig config, int labels) {
        return new ParameterShapes(weights -> {
            config.newEncoder(weights);
            config.newHead(weights.head(), labels);
        });
    }

    /** The weights of the encoder alone. */
    public static ParameterShapes ofEncoder(NetworkConfig config) {
        return new ParameterShapes(config::newEncoder);
    }

    public List<WeightSpec> specs() {
        return List.copyOf(specs);
    }

    /** The number of weights. */
    public long count() {
        return specs.stream().mapToLong(WeightSpec::elements).sum();
    }

    /** The table of the tokens, (V, E). */
    public WeightSpec wordEmbeddings() {
        return specs.stream()
                .filter(spec -> spec.use() == WeightSpec.Use.WORD_EMBEDDINGS)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Every encoder has word embeddings"));
    }
}
