package io.avocet.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.model.Padding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchOrderTest {
    private static final int ROWS = 401;
    private static final int BATCH_SIZE = 16;

    private final EncodedTexts texts = texts();
    private final BatchOrder order = BatchOrder.groupedByLength(texts, BATCH_SIZE, 42);

    @Test
    void eachRowStandsInExactlyOneBatch() {
        for (int epoch = 1; epoch <= 3; epoch++) {
            assertThat(order.batches(epoch).stream().flatMap(List::stream))
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, ROWS).boxed().toList());
        }
    }

    @Test
    void allBatchesButOneAreFull() {
        assertThat(order.batches(1))
                .hasSize(26)
                .filteredOn(batch -> batch.size() < BATCH_SIZE)
                .hasSize(1);
    }

    @Test
    void theSameSeedGivesTheSameOrderAndAnotherSeedAnother() {
        assertThat(BatchOrder.groupedByLength(texts, BATCH_SIZE, 42).batches(2)).isEqualTo(order.batches(2));
        assertThat(BatchOrder.groupedByLength(texts, BATCH_SIZE, 43).batches(2)).isNotEqualTo(order.batches(2));
    }

    @Test
    void whichRowsShareABatchChangesFromEpochToEpoch() {
        Set<Set<Integer>> first = order.batches(1).stream().map(Set::copyOf).collect(Collectors.toSet());
        Set<Set<Integer>> second = order.batches(2).stream().map(Set::copyOf).collect(Collectors.toSet());
        assertThat(Collections.disjoint(first, second)).isTrue();
    }

    @Test
    void similarLengthsShareABatchSoThatLessThanHalfOfARandomOrdersPaddingIsLeft() {
        List<Integer> shuffled =
                new ArrayList<>(IntStream.range(0, ROWS).boxed().toList());
        Collections.shuffle(shuffled, new Random(1));
        assertThat(padding(order.batches(1))).isLessThan(padding(BatchOrder.chunks(shuffled, BATCH_SIZE)) / 2);
    }

    /** In the order of lengths the longest text would be in the last batch or, for the blur, in the one before. */
    @Test
    void theBatchesComeInRandomOrder() {
        int longest = IntStream.range(0, ROWS)
                .boxed()
                .max(Comparator.comparing(this::length))
                .orElseThrow();
        Set<Integer> places = IntStream.rangeClosed(1, 10)
                .mapToObj(order::batches)
                .map(batches -> IntStream.range(0, batches.size())
                        .filter(batch -> batches.get(batch).contains(longest))
                        .findFirst()
                        .orElseThrow())
                .collect(Collectors.toSet());
        assertThat(places).hasSizeGreaterThan(5);
    }

    @Test
    void aFullLastBatchIsFollowedByNone() {
        assertThat(BatchOrder.chunks(List.of(1, 2, 3, 4), 2)).containsExactly(List.of(1, 2), List.of(3, 4));
    }

    @Test
    void theSequentialOrderKeepsTheRowsAsTheyAre() {
        assertThat(BatchOrder.sequential(5, 2).batches(7)).containsExactly(List.of(0, 1), List.of(2, 3), List.of(4));
    }

    private int padding(List<List<Integer>> batches) {
        int padding = 0;
        for (List<Integer> batch : batches) {
            int longest = batch.stream().mapToInt(this::length).max().orElseThrow();
            padding += batch.stream().mapToInt(row -> longest - length(row)).sum();
        }
        return padding;
    }

    private int length(int row) {
        return texts.sequences().get(row).length;
    }

    /** Lengths as of emails cut at 400 characters: from a few tokens to some 120. */
    private static EncodedTexts texts() {
        Random random = new Random(5);
        List<int[]> sequences = IntStream.range(0, ROWS)
                .mapToObj(i -> new int[5 + random.nextInt(115)])
                .toList();
        return new EncodedTexts(sequences, Collections.nCopies(ROWS, 0), new Padding(0, 512));
    }
}
