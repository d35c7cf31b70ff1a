package io.avocet.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.run.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LossScaleTest {
    private final LossScale fp16 = new LossScale(Precision.FP16);

    @Test
    void twoThousandGoodUpdatesDoubleTheScale() {
        for (int i = 1; i < 2000; i++) {
            assertThat(fp16.accepts(1)).isTrue();
        }
        assertThat(fp16.scale()).isEqualTo(65536);
        fp16.accepts(1);
        assertThat(fp16.scale()).isEqualTo(131072);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.POSITIVE_INFINITY, Double.NaN})
    void anOverflowIsSkippedAndHalvesTheScale(double norm) {
        assertThat(fp16.accepts(norm)).isFalse();
        assertThat(fp16.scale()).isEqualTo(32768);
        assertThat(fp16.accepts(1)).isTrue();
        assertThat(fp16.scale()).isEqualTo(32768);
    }

    @Test
    void aScaleBelowOneIsExhausted() {
        for (int overflow = 1; overflow <= 16; overflow++) {
            fp16.accepts(Double.POSITIVE_INFINITY);
        }
        assertThat(fp16.scale()).isEqualTo(1);
        assertThat(fp16.isExhausted()).isFalse();
        fp16.accepts(Double.POSITIVE_INFINITY);
        assertThat(fp16.isExhausted()).isTrue();
    }

    @Test
    void anOverflowStartsTheCountOfGoodUpdatesAgain() {
        for (int i = 0; i < 1999; i++) {
            fp16.accepts(1);
        }
        fp16.accepts(Double.NaN);
        fp16.accepts(1);
        assertThat(fp16.scale()).isEqualTo(32768);
    }

    @ParameterizedTest
    @EnumSource(value = Precision.class, names = "FP16", mode = EnumSource.Mode.EXCLUDE)
    void otherPrecisionsNeedNone(Precision precision) {
        LossScale scale = new LossScale(precision);
        assertThat(scale.accepts(Double.NaN)).isTrue();
        assertThat(scale.scale()).isEqualTo(1);
    }
}
