package io.avocet.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** Numbers as the store has them: float32, little-endian. */
final class Floats {
    private Floats() {}

    static byte[] bytes(float[] numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(numbers);
        return bytes.array();
    }

    static byte[] bytes(List<Double> numbers) {
        float[] rounded = new float[numbers.size()];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = numbers.get(i).floatValue();
        }
        return bytes(rounded);
    }

    static List<Double> list(byte[] bytes) {
        List<Double> numbers = new ArrayList<>();
        for (float number : of(bytes)) {
            numbers.add((double) number);
        }
        return numbers;
    }

    static float[] of(byte[] bytes) {
        FloatBuffer buffer =
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        float[] numbers = new float[buffer.remaining()];
        buffer.get(numbers);
        return numbers;
    }
}
