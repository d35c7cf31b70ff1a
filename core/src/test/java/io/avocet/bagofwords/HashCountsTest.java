package io.avocet.bagofwords;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HashCountsTest {
    @Test
    void itCountsAsAMapDoesThroughAllItsGrowth() {
        Random random = new Random(1);
        Map<Long, Integer> expected = new HashMap<>();
        HashCounts counts = new HashCounts();
        for (int i = 0; i < 50_000; i++) {
            long hash = (long) random.nextInt(20_000) << 24; // many want the same slots
            counts.add(hash, 1 + i % 3);
            expected.merge(hash, 1 + i % 3, Integer::sum);
        }

        Map<Long, Integer> visited = new HashMap<>();
        counts.forEach((hash, count) -> assertThat(visited.put(hash, count)).isNull());
        assertThat(visited).isEqualTo(expected);
        assertThat(expected)
                .allSatisfy((hash, count) -> assertThat(counts.get(hash)).isEqualTo(count));
        assertThat(counts.get(1)).isZero();
    }
}
