package io.avocet.lab.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.data.Email;
import io.avocet.data.LabelledEmail;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FlippedLabelsTest {
    private static final List<String> LABELS = List.of("a", "b", "c");
    private static final List<LabelledEmail> ROWS = IntStream.range(0, 200)
            .mapToObj(i -> new LabelledEmail(new Email("row " + i, ""), LABELS.get(i % 3)))
            .toList();

    @Test
    void theNamedRowsHaveAnotherLabelThanBeforeAndNoOtherRowHas() {
        for (FlippedLabels.Kind kind : FlippedLabels.Kind.values()) {
            FlippedLabels flips = FlippedLabels.of(ROWS, 0.05, kind, 7);
            assertThat(flips.flipped()).hasSize(10);
            assertThat(IntStream.range(0, ROWS.size())
                            .boxed()
                            .filter(row -> !flips.rows()
                                    .get(row)
                                    .label()
                                    .equals(ROWS.get(row).label())))
                    .containsExactlyInAnyOrderElementsOf(flips.flipped());
        }
    }

    @Test
    void anAsymmetricFlipGivesEachLabelAlwaysTheSameOther() {
        FlippedLabels flips = FlippedLabels.of(ROWS, 0.4, FlippedLabels.Kind.ASYMMETRIC, 7);
        Map<String, String> wrong = new HashMap<>();
        for (int row : flips.flipped()) {
            String label = flips.rows().get(row).label();
            assertThat(wrong.merge(ROWS.get(row).label(), label, (first, next) -> first))
                    .isEqualTo(label);
        }
        assertThat(wrong.values()).containsExactlyInAnyOrderElementsOf(LABELS);
    }

    @Test
    void theSameSeedFlipsTheSameLabels() {
        assertThat(FlippedLabels.of(ROWS, 0.05, FlippedLabels.Kind.SYMMETRIC, 7))
                .isEqualTo(FlippedLabels.of(ROWS, 0.05, FlippedLabels.Kind.SYMMETRIC, 7))
                .isNotEqualTo(FlippedLabels.of(ROWS, 0.05, FlippedLabels.Kind.SYMMETRIC, 8));
    }
}
