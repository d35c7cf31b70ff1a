package io.avocet.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.avocet.onnx.graph.Initializer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QuantizedWeightTest {
    private static final int ROWS = 5;
    private static final int COLUMNS = 40;

    @Test
    void aTableHasEightBitsAndAScaleForEachRow() throws IOException {
        float[] table = numbers();
        QuantizedWeight weight = QuantizedWeight.ofRows(spec(WeightSpec.Use.WORD_EMBEDDINGS), spec -> table.clone());

        assertThat(weight.elements().shape()).containsExactly((long) ROWS, (long) COLUMNS);
        byte[] elements = bytes(weight.elements());
        ByteBuffer scales = floats(weight.scales());
        assertThat(largest(elements)).isEqualTo(127);
        for (int i = 0; i < table.length; i++) {
            float scale = scales.getFloat(i / COLUMNS * Float.BYTES);
            assertThat(elements[i] * scale).isCloseTo(table[i], within(scale * 0.501f));
        }
    }

    @Test
    void aMatrixIsTransposedAndItsProductsOfTwoFitInto16Bits() throws IOException {
        float[] matrix = numbers();
        QuantizedWeight weight = QuantizedWeight.ofOutputs(spec(WeightSpec.Use.MATRIX), spec -> matrix.clone());

        assertThat(weight.elements().shape()).containsExactly((long) COLUMNS, (long) ROWS);
        byte[] elements = bytes(weight.elements());
        ByteBuffer scales = floats(weight.scales());
        assertThat(2 * 255 * largest(elements)).isBetween(Short.MAX_VALUE - 2 * 255, (int) Short.MAX_VALUE);
        for (int row = 0; row < ROWS; row++) {
            float scale = scales.getFloat(row * Float.BYTES);
            for (int column = 0; column < COLUMNS; column++) {
                assertThat(elements[column * ROWS + row] * scale)
                        .isCloseTo(matrix[row * COLUMNS + column], within(scale * 0.501f));
            }
        }
    }

    @Test
    void aRowOfZerosStaysZero() throws IOException {
        float[] table = new float[ROWS * COLUMNS];
        QuantizedWeight weight = QuantizedWeight.ofRows(spec(WeightSpec.Use.WORD_EMBEDDINGS), spec -> table.clone());

        assertThat(bytes(weight.elements())).containsOnly(0);
        assertThat(floats(weight.scales()).getFloat(0)).isEqualTo(1);
    }

    private static WeightSpec spec(WeightSpec.Use use) {
        return new WeightSpec("any", List.of((long) ROWS, (long) COLUMNS), use, 0);
    }

    /** The rows are of different sizes. */
    private static float[] numbers() {
        Random random = new Random(7);
        float[] numbers = new float[ROWS * COLUMNS];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) random.nextGaussian() * (1 + i / COLUMNS);
        }
        return numbers;
    }

    private static int largest(byte[] elements) {
        int largest = 0;
        for (byte element : elements) {
            largest = Math.max(largest, Math.abs(element));
        }
        return largest;
    }

    private static byte[] bytes(Initializer initializer) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        initializer.content().writeTo(out);
        return out.toByteArray();
    }

    private static ByteBuffer floats(Initializer initializer) throws IOException {
        return ByteBuffer.wrap(bytes(initializer)).order(ByteOrder.LITTLE_ENDIAN);
    }
}
