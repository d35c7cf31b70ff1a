package io.avocet.model;

import io.avocet.onnx.graph.ElementType;
import io.avocet.onnx.graph.Initializer;
import io.avocet.onnx.graph.LittleEndian;
import java.util.List;
import java.util.function.Function;

/**
 * A matrix or table with 8 bits an element: symmetric, with a scale for each output or row.
 *
 * @param elements int8
 * @param scales float32, one for each output or row
 */
record QuantizedWeight(Initializer elements, Initializer scales) {
    /** Of a table. */
    private static final int MOST = 127;

    /** Of a matrix. Processors without VNNI add two products of bytes in 16 bits, which hold the sum of no larger ones. */
    private static final int MOST_OF_PRODUCT = 64;

    /** The rows of a table (rows, columns). */
    static QuantizedWeight ofRows(WeightSpec table, Function<WeightSpec, float[]> weights) {
        int columns = Math.toIntExact(table.shape().get(1));
        return of(table, table.shape(), weights, values -> values, columns, MOST);
    }

    /** A matrix (out, in), laid out as (in, out). */
    static QuantizedWeight ofOutputs(WeightSpec matrix, Function<WeightSpec, float[]> weights) {
        int out = Math.toIntExact(matrix.shape().get(0));
        int in = Math.toIntExact(matrix.shape().get(1));
        return of(
                matrix,
                List.of((long) in, (long) out),
                weights,
                values -> transposed(values, out, in),
                in,
                MOST_OF_PRODUCT);
    }

    private interface Layout {
        float[] of(float[] rows);
    }

    private static QuantizedWeight of(
            WeightSpec spec,
            List<Long> shape,
            Function<WeightSpec, float[]> weights,
            Layout layout,
            int columns,
            int most) {
        Initializer elements = new Initializer(spec.name() + ".int8", ElementType.INT8, shape, out -> {
            float[] values = weights.apply(spec);
            float[] scales = scales(values, columns, most);
            for (int i = 0; i < values.length; i++) {
                values[i] = Math.round(values[i] / scales[i / columns]);
            }
            out.write(bytes(layout.of(values)));
        });
        Initializer scales = new Initializer(
                spec.name() + ".scale",
                ElementType.FLOAT,
                List.of(spec.shape().get(0)),
                out -> LittleEndian.write(scales(weights.apply(spec), columns, most), out));
        return new QuantizedWeight(elements, scales);
    }

    /** Of each row, so that its largest element becomes {@code most}. */
    private static float[] scales(float[] values, int columns, int most) {
        float[] scales = new float[values.length / columns];
        for (int i = 0; i < values.length; i++) {
            int row = i / columns;
            scales[row] = Math.max(scales[row], Math.abs(values[i]) / most);
        }
        for (int row = 0; row < scales.length; row++) {
            scales[row] = scales[row] == 0 ? 1 : scales[row];
        }
        return scales;
    }

    private static byte[] bytes(float[] values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    /** (rows, columns) to (columns, rows). */
    static float[] transposed(float[] values, int rows, int columns) {
        float[] transposed = new float[values.length];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                transposed[column * rows + row] = values[row * columns + column];
            }
        }
        return transposed;
    }
}
