package io.avocet.tensor;

import io.avocet.run.Precision;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** The rate and the correctness of matrix products on the processor: what every other figure follows from. */
public final class MatrixProducts {
    /** Rows and columns of a factor; a product takes milliseconds, and its factors do not fit into a core's own cache. */
    private static final int SIZE = 1024;

    private static final int WARM_UPS = 2;

    /** Nanoseconds after which no other product is begun: a processor without the number format may take seconds for one. */
    private static final long TIME_LIMIT_NANOS = 3_000_000_000L;

    private static final double OPERATIONS = 2.0 * SIZE * SIZE * SIZE;
    private static final long SEED = 42;

    private MatrixProducts() {}

    /**
     * Billions of operations a second, for each product; an addition and a multiplication are two.
     *
     * @param products at most; fewer, but one at least, where they take long
     */
    public static List<Double> gigaflops(Precision precision, int products) {
        NativeEngine.start();
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            ScalarType type = ComputeDevice.scalarType(precision);
            Tensor left = Tensors.to(random(SIZE), type); // (SIZE, SIZE)
            Tensor right = Tensors.to(random(SIZE), type); // (SIZE, SIZE)
            List<Double> rates = new ArrayList<>();
            long begun = System.nanoTime();
            for (int i = 0; i < WARM_UPS + products; i++) {
                long start = System.nanoTime();
                torch.mm(left, right).close();
                long end = System.nanoTime();
                boolean isLast = end - begun > TIME_LIMIT_NANOS;
                if (i >= WARM_UPS || isLast) {
                    rates.add(OPERATIONS / (end - start));
                }
                if (isLast) {
                    break;
                }
            }
            return rates;
        }
    }

    /** The largest difference of a product from the one in Java's double precision, as a share of the largest value. */
    public static double error(Precision precision) {
        NativeEngine.start();
        int size = 64;
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            ScalarType type = ComputeDevice.scalarType(precision);
            Tensor left = Tensors.to(random(size), type); // (size, size)
            Tensor right = Tensors.to(random(size), type); // (size, size)
            float[][] product = Tensors.toRows(torch.mm(left, right));
            float[][] a = Tensors.toRows(left);
            float[][] b = Tensors.toRows(right);
            double error = 0;
            double largest = 0;
            for (int row = 0; row < size; row++) {
                for (int column = 0; column < size; column++) {
                    double sum = 0;
                    for (int k = 0; k < size; k++) {
                        sum += (double) a[row][k] * b[k][column];
                    }
                    error = Math.max(error, Math.abs(product[row][column] - sum));
                    largest = Math.max(largest, Math.abs(sum));
                }
            }
            return error / largest;
        }
    }

    /** Values between 0 and 1, the same each time. */
    private static Tensor random(int size) {
        torch.manual_seed(SEED);
        return torch.rand(new long[] {size, size}, ComputeDevice.CPU.options(ScalarType.Float));
    }
}
