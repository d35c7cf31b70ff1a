package io.avocet.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FairSampleTest {
    @Test
    void everythingIsTakenWhereItIsNotMore() {
        List<FolderWindow> windows = List.of(window("a", 1, 10), window("b", 1, 5));
        for (Integer most : new Integer[] {null, 15, 99}) {
            assertThat(FairSample.of(windows, most))
                    .isEqualTo(windows.stream().map(FolderWindow::uids).toList());
        }
    }

    @Test
    void eachStretchOfTimeHasItsShare() {
        for (int most : new int[] {10, 137, 1_000, 4_999}) {
            List<Long> chosen =
                    FairSample.of(List.of(window("a", 1, 10_000)), most).get(0);
            assertThat(chosen).hasSize(most).isSorted().doesNotHaveDuplicates();
            for (int tenth = 0; tenth < 10; tenth++) {
                long from = tenth * 1_000L;
                assertThat(chosen.stream()
                                .filter(uid -> uid > from && uid <= from + 1_000)
                                .count())
                        .isBetween(most / 10 - 3L, most / 10 + 3L);
            }
        }
    }

    @Test
    void foldersAreSampledInProportion() {
        List<List<Long>> chosen = FairSample.of(List.of(window("large", 1, 9_000), window("small", 501, 1_500)), 500);
        assertThat(chosen.get(0)).hasSizeBetween(445, 455);
        assertThat(chosen.get(1)).hasSize(500 - chosen.get(0).size());
    }

    @Test
    void whenMailComesNoneOfTheOldIsChosenAnew() {
        TreeSet<Long> before =
                new TreeSet<>(FairSample.of(List.of(window("a", 1, 2_000)), 100).get(0));
        for (int last = 2_001; last <= 2_400; last++) {
            List<Long> now = FairSample.of(List.of(window("a", 1, last)), 100).get(0);
            assertThat(now).allMatch(uid -> uid > 2_000 || before.contains(uid));
        }
        assertThat(FairSample.of(List.of(window("a", 1, 2_000)), 300).get(0))
                .as("a smaller choice is part of a larger one")
                .containsAll(before);
    }

    @Test
    void gapsBetweenUidsDoNotMatter() {
        List<Long> even = IntStream.range(0, 4_000).mapToObj(i -> 2L * i).toList();
        List<Long> chosen =
                FairSample.of(List.of(new FolderWindow("a", 1, even)), 400).get(0);
        assertThat(chosen.stream().filter(uid -> uid < 4_000).count()).isBetween(196L, 204L);
    }

    private static FolderWindow window(String folder, long first, long last) {
        return new FolderWindow(
                folder, 1, LongStream.rangeClosed(first, last).boxed().toList());
    }
}
