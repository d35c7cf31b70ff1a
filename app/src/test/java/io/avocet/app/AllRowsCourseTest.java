package io.avocet.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.crossval.OutOfFoldRows;
import io.avocet.data.LabelSet;
import io.avocet.data.RowGroups;
import io.avocet.data.SplitMethod;
import io.avocet.data.UsableRows;
import java.util.List;
import org.junit.jupiter.api.Test;

class AllRowsCourseTest {
    @Test
    void theLastEpochIsTheMedianOfTheBestOnesRoundedUpBetweenTwo() {
        assertThat(lastEpoch(8, 3, 4)).isEqualTo(4);
        assertThat(lastEpoch(2, 8)).isEqualTo(5);
        assertThat(lastEpoch(7, 2, 4, 5)).isEqualTo(5);
        assertThat(lastEpoch(1, 1)).isEqualTo(1);
    }

    private static int lastEpoch(Integer... bestEpochs) {
        OutOfFoldRows unseen = new OutOfFoldRows(
                "any",
                new UsableRows(LabelSet.CANONICAL, List.of(), List.of(), 0, 0),
                RowGroups.of(new int[0]),
                List.of(),
                List.of(),
                List.of(bestEpochs));
        return new AllRowsCourse(unseen, SplitMethod.GROUPED, 0.95).lastEpoch();
    }
}
