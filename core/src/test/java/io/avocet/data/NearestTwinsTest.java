package io.avocet.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTwinsTest {
    private static final String TEMPLATE =
            "thank you for your application to our company we will read it with care and come back to you in";

    private static final List<LabelledEmail> ROWS = List.of(
            row("2 weeks from us", "submitted"),
            row("3 weeks from them all", "rejected"),
            row("5 weeks from us", "rejected"),
            row("9 weeks from us", "submitted"),
            new LabelledEmail(new Email("lunch", "see you at noon in the small room"), "neutral"));

    private final NearestTwins twins = new NearestTwins(ROWS, NearDuplicates.groups(ROWS));

    @Test
    void theTwinIsTheMostSimilarRowOfTheGroupThatHasAnotherLabel() {
        assertThat(twins.ofOtherLabel(0)).containsSame(ROWS.get(2));
        assertThat(twins.ofOtherLabel(1)).containsSame(ROWS.get(0)); // the first of two equals
    }

    @Test
    void aRowWithoutANearDuplicateHasNoTwin() {
        assertThat(twins.ofOtherLabel(4)).isEmpty();
    }

    @Test
    void rowsOfOneLabelAreNoTwinsOfEachOther() {
        List<LabelledEmail> same = List.of(row("2 weeks", "submitted"), row("4 weeks", "submitted"));
        NearestTwins ofSame = new NearestTwins(same, NearDuplicates.groups(same));
        assertThat(ofSame.ofOtherLabel(0)).isEmpty();
    }

    private static LabelledEmail row(String end, String label) {
        return new LabelledEmail(new Email("Your application", TEMPLATE + " " + end), label);
    }
}
