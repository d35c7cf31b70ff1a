package io.avocet.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CosineTest {
    private static final float[] EAST = {1, 0};

    @Test
    void itIsTheInnerProductOfVectorsOfLengthOne() {
        assertThat(Cosine.of(EAST, EAST)).isEqualTo(1);
        assertThat(Cosine.of(EAST, new float[] {0, 1})).isZero();
        assertThat(Cosine.of(EAST, new float[] {-1, 0})).isEqualTo(-1);
        assertThat(Cosine.of(new float[] {0.6f, 0.8f}, new float[] {0.8f, 0.6f}))
                .isCloseTo(0.96, within(1e-6));
    }

    @Test
    void everyComponentCountsHoweverManyThereAre() {
        for (int size = 1; size <= 9; size++) {
            float[] a = new float[size];
            float[] b = new float[size];
            double sum = 0;
            for (int i = 0; i < size; i++) {
                a[i] = i + 1;
                b[i] = 1 << i;
                sum += a[i] * b[i];
            }
            assertThat(Cosine.of(a, b)).isEqualTo(sum);
        }
    }

    @Test
    void vectorsOfDifferentSizesAreRefused() {
        assertThatThrownBy(() -> Cosine.of(EAST, new float[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Vectors of 2 and of 3 components");
    }
}
