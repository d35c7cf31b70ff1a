package io.avocet.onnx.graph;

import java.util.Arrays;
import java.util.List;

/** A setting of an operator. */
public sealed interface Attribute {
    String name();

    /** A whole number. */
    record Whole(String name, long value) implements Attribute {}

    /** Whole numbers. */
    record Wholes(String name, List<Long> values) implements Attribute {
        public Wholes {
            values = List.copyOf(values);
        }
    }

    /** A number. */
    record Real(String name, float value) implements Attribute {}

    static Attribute of(String name, long value) {
        return new Whole(name, value);
    }

    static Attribute of(String name, long... values) {
        return new Wholes(name, Arrays.stream(values).boxed().toList());
    }

    static Attribute of(String name, float value) {
        return new Real(name, value);
    }
}
