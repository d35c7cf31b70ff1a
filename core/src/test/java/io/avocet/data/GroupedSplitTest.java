package io.avocet.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupedSplitTest {
    private static final LabelSet LABELS = new LabelSet(List.of("a", "b", "c", "d"));

    @Test
    void withoutNearDuplicatesItIsTheStratifiedSplit() {
        List<LabelledEmail> rows = rows(60, 30, 9, 2);
        for (long seed = 0; seed < 20; seed++) {
            assertThat(StratifiedSplit.of(rows, RowGroups.ofSingleRows(rows.size()), LABELS, seed))
                    .isEqualTo(StratifiedSplit.of(rows, LABELS, seed));
        }
    }

    @Test
    void aGroupIsOnOneSideAndEachRowOnExactlyOne() {
        Random random = new Random(1);
        for (int round = 0; round < 200; round++) {
            Grouped grouped = Grouped.random(random, true);
            Split split = grouped.split(round);
            assertThat(Twins.ofValidation(split, grouped.rows, grouped.groups)).doesNotContain(true);
            assertThat(new HashSet<>(split.training())).doesNotContainAnyElementsOf(split.validation());
            assertThat(split.training().size() + split.validation().size()).isEqualTo(grouped.rows.size());
        }
    }

    @Test
    void aLabelOfTwoGroupsOrMoreIsOnBothSidesAndOneOfOneGroupTrains() {
        Random random = new Random(2);
        for (int round = 0; round < 500; round++) {
            Grouped grouped = Grouped.random(random, false);
            int[] groups = grouped.groups.groupsOfEachLabel(grouped.rows, LABELS);
            Split split = grouped.split(round);
            int[] training = counts(split.training());
            int[] validation = counts(split.validation());
            for (int label = 0; label < LABELS.size(); label++) {
                if (groups[label] > 1) {
                    assertThat(training[label]).isPositive();
                    assertThat(validation[label]).isPositive();
                } else {
                    assertThat(validation[label]).isZero();
                }
            }
        }
    }

    @Test
    void sharesAreThoseOfTheStratifiedSplitWhereSingleRowsFillTheGaps() {
        List<LabelledEmail> rows = rows(60, 30, 10, 10);
        int[] keys = IntStream.range(0, rows.size())
                .map(row -> row % 10 < 3 ? row / 10 : 1000 + row)
                .toArray(); // three of each ten rows are a group
        for (long seed = 0; seed < 50; seed++) {
            Split split = StratifiedSplit.of(rows, RowGroups.of(keys), LABELS, seed);
            assertThat(counts(split.validation())).containsExactly(12, 6, 2, 2);
        }
    }

    @Test
    void noGroupCanChangeSidesToBringTheSharesNearer() {
        Random random = new Random(3);
        for (int round = 0; round < 200; round++) {
            Grouped grouped = Grouped.random(random, false);
            int[] groups = grouped.groups.groupsOfEachLabel(grouped.rows, LABELS);
            int[] all = counts(grouped.rows);
            int[] splittable = IntStream.range(0, all.length)
                    .map(label -> groups[label] > 1 ? all[label] : 0)
                    .toArray();
            int[] share = Shares.of(splittable, Arrays.stream(splittable).sum() / 5);
            int[] validation = counts(grouped.split(round).validation());
            int[][] counts = grouped.groups.labelCounts(grouped.rows, LABELS);
            boolean[] validates = grouped.validates(round);
            for (int group = 0; group < counts.length; group++) {
                for (int label = 0; label < all.length; label++) {
                    int size = counts[group][label];
                    int moved = validation[label] + (validates[group] ? -size : size);
                    if (size > 0 && groups[label] > 1 && moved > 0 && moved < all[label]) {
                        assertThat(Math.abs(moved - share[label]))
                                .isGreaterThanOrEqualTo(Math.abs(validation[label] - share[label]));
                    }
                }
            }
        }
    }

    @Test
    void eachGroupValidatesForSomeSeeds() {
        List<LabelledEmail> rows = rows(40, 40, 0, 0);
        RowGroups groups =
                RowGroups.of(IntStream.range(0, 80).map(row -> row / 2).toArray());
        Set<Integer> seen = new HashSet<>();
        for (long seed = 0; seed < 60; seed++) {
            Split split = StratifiedSplit.of(rows, groups, LABELS, seed);
            assertThat(counts(split.validation())).startsWith(8, 8);
            split.validation().forEach(row -> seen.add(groups.groupOf(rows.indexOf(row))));
        }
        assertThat(seen).hasSize(40);
    }

    @Test
    void theSplitDoesNotDependOnTheOrderOfTheRows() {
        Random random = new Random(4);
        for (int round = 0; round < 50; round++) {
            Grouped grouped = Grouped.random(random, true);
            List<Integer> order = new ArrayList<>(
                    IntStream.range(0, grouped.rows.size()).boxed().toList());
            Collections.shuffle(order, random);
            List<LabelledEmail> shuffled = order.stream().map(grouped.rows::get).toList();
            assertThat(StratifiedSplit.of(shuffled, grouped.groups.of(order), LABELS, round))
                    .isEqualTo(grouped.split(round));
        }
    }

    @Test
    void groupsOfTwoLabelsLeaveBothLabelsOnBothSides() {
        List<LabelledEmail> rows = rows(10, 10, 0, 0);
        int[] keys = IntStream.range(0, 20).map(row -> row % 10 / 5).toArray(); // two groups of five rows of each label
        Split split = StratifiedSplit.of(rows, RowGroups.of(keys), LABELS, 1);
        assertThat(counts(split.validation())).startsWith(5, 5);
    }

    /** @param groups of {@code rows} */
    private record Grouped(List<LabelledEmail> rows, RowGroups groups) {
        /** Groups of one to six rows, a few with two labels. */
        static Grouped random(Random random, boolean mixed) {
            List<LabelledEmail> rows = new ArrayList<>();
            List<Integer> keys = new ArrayList<>();
            int count = 8 + random.nextInt(60);
            for (int group = 0; group < count; group++) {
                int label = Math.min(random.nextInt(6), LABELS.size() - 1);
                int size = random.nextInt(3) == 0 ? 1 + random.nextInt(6) : 1;
                for (int i = 0; i < size; i++) {
                    boolean other = mixed && random.nextInt(5) == 0;
                    rows.add(row(rows.size(), other ? random.nextInt(LABELS.size()) : label));
                    keys.add(group);
                }
            }
            return new Grouped(
                    rows, RowGroups.of(keys.stream().mapToInt(Integer::intValue).toArray()));
        }

        Split split(long seed) {
            return StratifiedSplit.of(rows, groups, LABELS, seed);
        }

        boolean[] validates(long seed) {
            Map<LabelledEmail, Integer> groupOfRow = new HashMap<>();
            IntStream.range(0, rows.size()).forEach(row -> groupOfRow.put(rows.get(row), groups.groupOf(row)));
            boolean[] validates = new boolean[groups.count()];
            split(seed).validation().forEach(row -> validates[groupOfRow.getOrDefault(row, -1)] = true);
            return validates;
        }
    }

    private static List<LabelledEmail> rows(int... counts) {
        List<LabelledEmail> rows = new ArrayList<>();
        for (int label = 0; label < counts.length; label++) {
            for (int i = 0; i < counts[label]; i++) {
                rows.add(row(rows.size(), label));
            }
        }
        return rows;
    }

    private static LabelledEmail row(int number, int label) {
        return new LabelledEmail(new Email("s" + number, "body"), LABELS.name(label));
    }

    private static int[] counts(List<LabelledEmail> rows) {
        return rows.isEmpty()
                ? new int[LABELS.size()]
                : TrainingRows.counts(TrainingRows.labelIds(rows, LABELS), LABELS);
    }
}
