package io.avocet.eval;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.data.LabelSet;
import io.avocet.data.RowGroups;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupBootstrapTest {
    private static final LabelSet LABELS = new LabelSet(List.of("a", "b"));
    private static final int[] GOLD =
            IntStream.range(0, 100).map(email -> email % 2).toArray();
    private static final int[] RIGHT_BUT_FOR_TWENTY = IntStream.range(0, 100)
            .map(email -> email < 20 ? 1 - email % 2 : email % 2)
            .toArray();
    private static final RowGroups TENS =
            RowGroups.of(IntStream.range(0, 100).map(email -> email / 10).toArray());

    @Test
    void emailsThatAreRightTogetherMakeTheIntervalWider() {
        Interval single = accuracy(RowGroups.ofSingleRows(100));
        Interval grouped = accuracy(TENS);
        assertThat(grouped.high() - grouped.low()).isGreaterThan(2 * (single.high() - single.low()));
        assertThat(grouped.contains(0.8)).isTrue();
    }

    @Test
    void singleEmailsAsGroupsGiveTheIntervalOfEmails() {
        assertThat(accuracy(RowGroups.ofSingleRows(100)))
                .isEqualTo(BootstrapInterval.of(LABELS, GOLD, RIGHT_BUT_FOR_TWENTY, ConfusionMatrix::accuracy, 3));
    }

    /** Twenty emails in two groups: two decisive groups settle nothing, twenty decisive emails do. */
    @Test
    void decisiveEmailsOfOneGroupCountOnce() {
        PairedBootstrap single = PairedBootstrap.of(LABELS, GOLD, GOLD, RIGHT_BUT_FOR_TWENTY, 3);
        PairedBootstrap grouped = PairedBootstrap.of(LABELS, GOLD, GOLD, RIGHT_BUT_FOR_TWENTY, TENS, 3);
        assertThat(single.decisive()).isEqualTo(20);
        assertThat(single.verdict()).isEqualTo(Verdict.BETTER);
        assertThat(grouped.decisive()).isEqualTo(2);
        assertThat(grouped.verdict()).isEqualTo(Verdict.CANNOT_TELL);
        assertThat(grouped.difference()).isEqualTo(single.difference());
    }

    private static Interval accuracy(RowGroups groups) {
        return BootstrapInterval.of(LABELS, GOLD, RIGHT_BUT_FOR_TWENTY, groups, ConfusionMatrix::accuracy, 3);
    }
}
