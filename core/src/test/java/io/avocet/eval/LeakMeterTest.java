package io.avocet.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.avocet.data.LabelSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeakMeterTest {
    private static final LabelSet LABELS = new LabelSet(List.of("a", "b", "c"));

    @Test
    void rowsWithAndWithoutATwinAreScoredApart() {
        LeakMeter leak = LeakMeter.of(LABELS, new int[] {0, 0, 1, 1, 2}, new int[] {0, 0, 0, 1, 1}, new boolean[] {
            true, true, false, false, false
        });
        assertThat(leak.withTwin()).isEqualTo(new LeakMeter.Part(2, 1, 1));
        // Without: a is predicted once and never right, b is right once of two with two predictions, c is missed.
        assertThat(leak.withoutTwin()).isEqualTo(new LeakMeter.Part(3, 0.5 / 3, 1 / 3.0));
        assertThat(leak.share()).isCloseTo(0.4, within(1e-12));
    }

    @Test
    void aSideWithoutRowsHasNoScore() {
        LeakMeter leak = LeakMeter.of(LABELS, new int[] {0}, new int[] {1}, new boolean[] {false});
        assertThat(leak.withTwin()).isNull();
        assertThat(leak.share()).isZero();
    }
}
