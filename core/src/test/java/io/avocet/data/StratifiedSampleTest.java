package io.avocet.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StratifiedSampleTest {
    private static final List<LabelledEmail> ROWS = rows();

    @Test
    void sharesAreProportionalAndEachLabelThatOccursIsThere() {
        List<LabelledEmail> sample = StratifiedSample.of(ROWS, LabelSet.CANONICAL, 25, 7);
        assertThat(sample).hasSize(25).doesNotHaveDuplicates();
        assertThat(sample).filteredOn(row -> row.label().equals("digest")).hasSize(20);
        assertThat(sample).filteredOn(row -> row.label().equals("rejected")).hasSize(4);
        assertThat(sample).filteredOn(row -> row.label().equals("hired")).hasSize(1);
    }

    @Test
    void theOrderOfTheRowsDoesNotMatterAndTheSeedDoes() {
        List<LabelledEmail> reversed = new ArrayList<>(ROWS);
        Collections.reverse(reversed);
        List<LabelledEmail> sample = StratifiedSample.of(ROWS, LabelSet.CANONICAL, 25, 7);
        assertThat(StratifiedSample.of(reversed, LabelSet.CANONICAL, 25, 7)).isEqualTo(sample);
        assertThat(StratifiedSample.of(ROWS, LabelSet.CANONICAL, 25, 8)).isNotEqualTo(sample);
    }

    @Test
    void aSampleAsLargeAsAllRowsHasThemAll() {
        assertThat(StratifiedSample.of(ROWS, LabelSet.CANONICAL, 1000, 7)).containsExactlyInAnyOrderElementsOf(ROWS);
    }

    private static List<LabelledEmail> rows() {
        List<LabelledEmail> rows = new ArrayList<>();
        add(rows, "digest", 80);
        add(rows, "rejected", 18);
        add(rows, "hired", 2);
        return List.copyOf(rows);
    }

    private static void add(List<LabelledEmail> rows, String label, int count) {
        IntStream.range(0, count).forEach(i -> rows.add(new LabelledEmail(Email.of(label, "body " + i), label)));
    }
}
