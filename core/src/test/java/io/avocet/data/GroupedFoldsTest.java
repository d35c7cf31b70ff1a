package io.avocet.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupedFoldsTest {
    private static final LabelSet LABELS = new LabelSet(List.of("a", "b", "c"));

    @Test
    void singleRowsOfALabelAreSpreadWithinOneRowAndSoAreAll() {
        Random random = new Random(1);
        for (int round = 0; round < 100; round++) {
            List<LabelledEmail> rows = rows(random.nextInt(80), random.nextInt(9), 7);
            GroupedFolds folds = GroupedFolds.of(rows, RowGroups.ofSingleRows(rows.size()), LABELS, 5, round, 0);
            for (String label : LABELS.names()) {
                assertThat(spread(folds, rows, label)).as(label).isLessThanOrEqualTo(1);
            }
            int[] sizes =
                    IntStream.range(0, 5).map(fold -> folds.held(fold).size()).toArray();
            assertThat(max(sizes) - min(sizes)).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void aGroupIsInOneFoldAndEachRowIsHeldOnce() {
        Random random = new Random(2);
        for (int round = 0; round < 100; round++) {
            List<LabelledEmail> rows = rows(40, 20, 10);
            RowGroups groups = RowGroups.of(
                    rows.stream().mapToInt(row -> random.nextInt(25)).toArray());
            GroupedFolds folds = GroupedFolds.of(rows, groups, LABELS, 4, round, 0);
            List<Integer> held = new ArrayList<>();
            for (int fold = 0; fold < folds.count(); fold++) {
                assertThat(folds.held(fold)).isNotEmpty();
                held.addAll(folds.held(fold));
                List<Integer> both = new ArrayList<>(folds.held(fold));
                both.addAll(folds.training(fold));
                assertThat(both).hasSize(rows.size()).doesNotHaveDuplicates();
            }
            assertThat(held).hasSize(rows.size()).doesNotHaveDuplicates();
            for (List<Integer> members : groups.members()) {
                assertThat(members.stream().map(folds::foldOf).distinct()).hasSize(1);
            }
        }
    }

    @Test
    void aLabelOfTwoGroupsIsInTwoFolds() {
        List<LabelledEmail> rows = rows(50, 6, 2);
        int[] keys = IntStream.range(0, rows.size()).toArray();
        Arrays.fill(keys, 50, 53, 50);
        Arrays.fill(keys, 53, 56, 53);
        GroupedFolds folds = GroupedFolds.of(rows, RowGroups.of(keys), LABELS, 5, 42, 0);
        assertThat(folds.foldOf(50)).isNotEqualTo(folds.foldOf(53));
        assertThat(folds.foldOf(56)).isNotEqualTo(folds.foldOf(57));
    }

    @Test
    void foldsDoNotDependOnTheOrderOfTheRows() {
        List<LabelledEmail> rows = rows(40, 20, 10);
        RowGroups groups =
                RowGroups.of(IntStream.range(0, 70).map(row -> row / 3).toArray());
        GroupedFolds folds = GroupedFolds.of(rows, groups, LABELS, 5, 42, 1);
        List<Integer> order = new ArrayList<>(IntStream.range(0, 70).boxed().toList());
        Collections.shuffle(order, new Random(3));
        GroupedFolds shuffled =
                GroupedFolds.of(order.stream().map(rows::get).toList(), groups.of(order), LABELS, 5, 42, 1);
        for (int fold = 0; fold < 5; fold++) {
            assertThat(shuffled.held(fold).stream().map(order::get)).isEqualTo(folds.held(fold));
        }
    }

    @Test
    void seedAndRepeatGiveOtherFolds() {
        List<LabelledEmail> rows = rows(40, 20, 10);
        RowGroups groups = RowGroups.ofSingleRows(70);
        List<Integer> first = GroupedFolds.of(rows, groups, LABELS, 5, 42, 0).held(0);
        assertThat(GroupedFolds.of(rows, groups, LABELS, 5, 42, 0).held(0)).isEqualTo(first);
        assertThat(GroupedFolds.of(rows, groups, LABELS, 5, 42, 1).held(0)).isNotEqualTo(first);
        assertThat(GroupedFolds.of(rows, groups, LABELS, 5, 43, 0).held(0)).isNotEqualTo(first);
    }

    @Test
    void moreFoldsThanGroupsAndLessThanTwoAreRefused() {
        List<LabelledEmail> rows = rows(4, 0, 0);
        RowGroups groups = RowGroups.of(new int[] {1, 1, 2, 3});
        for (int folds : new int[] {-1, 1, 4}) {
            assertThatThrownBy(() -> GroupedFolds.of(rows, groups, LABELS, folds, 1, 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(folds + " folds of 3 groups");
        }
    }

    private static int spread(GroupedFolds folds, List<LabelledEmail> rows, String label) {
        int[] counts = IntStream.range(0, folds.count())
                .map(fold -> (int) folds.held(fold).stream()
                        .filter(row -> rows.get(row).label().equals(label))
                        .count())
                .toArray();
        return max(counts) - min(counts);
    }

    private static int max(int[] values) {
        return Arrays.stream(values).max().orElseThrow();
    }

    private static int min(int[] values) {
        return Arrays.stream(values).min().orElseThrow();
    }

    private static List<LabelledEmail> rows(int... counts) {
        List<LabelledEmail> rows = new ArrayList<>();
        for (int label = 0; label < counts.length; label++) {
            for (int i = 0; i < counts[label]; i++) {
                rows.add(new LabelledEmail(new Email("s" + rows.size(), "body"), LABELS.name(label)));
            }
        }
        return rows;
    }
}
