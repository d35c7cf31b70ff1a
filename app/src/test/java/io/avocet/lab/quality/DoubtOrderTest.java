package io.avocet.lab.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DoubtOrderTest {
    @Test
    void precisionIsOfAsManyRowsAsThereAreToFind() {
        assertThat(new DoubtOrder(List.of(3, 0, 1, 2), Set.of(3, 1)).precision())
                .isEqualTo(0.5);
        assertThat(new DoubtOrder(List.of(3, 1, 0, 2), Set.of(3, 1)).precision())
                .isEqualTo(1);
    }

    @Test
    void theAreaIsTheShareOfPairsInOrder() {
        // Pairs: 3 before 0 and 2, 1 before 2 only: three of four.
        assertThat(new DoubtOrder(List.of(3, 0, 1, 2), Set.of(3, 1)).areaUnderRoc())
                .isEqualTo(0.75);
        assertThat(new DoubtOrder(List.of(0, 2, 1, 3), Set.of(3, 1)).areaUnderRoc())
                .isZero();
    }
}
