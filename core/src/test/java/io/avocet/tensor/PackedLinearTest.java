package io.avocet.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackedLinearTest {
    /** Two orders of float32 sums, each rounded to bfloat16 once: they differ by one step of its 8-bit mantissa at most. */
    private static final double RELATIVE_TOLERANCE = 1.0 / (1 << 7);

    private static final double ABSOLUTE_TOLERANCE = 1e-3; // where terms cancel out

    @BeforeAll
    static void onlyWhereItIsUsed() {
        assumeTrue(PackedLinear.isAvailable(), "this processor has no products of bfloat16, so nothing is packed");
    }

    @ParameterizedTest
    @CsvSource({"1, 768, 768", "90, 768, 3072", "90, 3072, 768", "1408, 768, 768", "7, 256, 1024"})
    void aPackedProductEqualsThePlainOneUpToItsLastBit(long rows, long in, long out) {
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            Tensor x = random(rows, in);
            Tensor weight = random(out, in);
            Tensor bias = random(out);
            Tensor plain = torch.linear(x, weight, Tensors.optional(bias));
            Tensor packed = PackedLinear.apply(x, PackedLinear.pack(weight), bias);
            assertThat(packed.allclose(plain, RELATIVE_TOLERANCE, ABSOLUTE_TOLERANCE, false))
                    .isTrue();
        }
    }

    @Test
    void aGeluBehindItSeesTheSumsBeforeTheyAreRounded() {
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            Tensor x = random(64, 256);
            Tensor weight = random(128, 256);
            Tensor bias = random(128);
            Tensor exact = torch.gelu(torch.linear(
                    Tensors.to(x, ScalarType.Float),
                    Tensors.to(weight, ScalarType.Float),
                    Tensors.optional(Tensors.to(bias, ScalarType.Float))));
            Tensor fused = PackedLinear.applyGelu(x, PackedLinear.pack(weight), bias);
            Tensor inSteps = torch.gelu(PackedLinear.apply(x, PackedLinear.pack(weight), bias));
            assertThat(meanError(fused, exact)).isLessThan(meanError(inSteps, exact));
        }
    }

    private static double meanError(Tensor given, Tensor exact) {
        return Tensors.to(given, ScalarType.Float).sub(exact).abs().mean().item_double();
    }

    /** Normally distributed, in bfloat16. */
    private static Tensor random(long... shape) {
        torch.manual_seed(shape[0]);
        return Tensors.to(torch.randn(shape), ScalarType.BFloat16);
    }
}
