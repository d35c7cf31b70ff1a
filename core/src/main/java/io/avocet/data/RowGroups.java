package io.avocet.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Rows in groups that a split keeps on one side. Rows are named by their place in a list, groups by numbers from 0 in the
 * order of their first rows.
 */
public final class RowGroups {
    private final int[] groupOfRow;
    private final int count;

    private RowGroups(int[] groupOfRow, int count) {
        this.groupOfRow = groupOfRow;
        this.count = count;
    }

    /**
     * Groups rows.
     *
     * @param keys one for each row; rows with the same key are a group
     */
    public static RowGroups of(int[] keys) {
        Map<Integer, Integer> groupOfKey = new HashMap<>();
        int[] groups = Arrays.stream(keys)
                .map(key -> groupOfKey.computeIfAbsent(key, added -> groupOfKey.size()))
                .toArray();
        return new RowGroups(groups, groupOfKey.size());
    }

    /** Each row a group of its own. */
    public static RowGroups ofSingleRows(int rows) {
        return new RowGroups(IntStream.range(0, rows).toArray(), rows);
    }

    /** The number of rows. */
    public int rows() {
        return groupOfRow.length;
    }

    /** The number of groups. */
    public int count() {
        return count;
    }

    /** The number of rows of the largest group; 0 without rows. */
    public int largest() {
        return members().stream().mapToInt(List::size).max().orElse(0);
    }

    /** The group that a row is in. */
    public int groupOf(int row) {
        return groupOfRow[row];
    }

    /** The group of each row: an array of the caller's own. */
    public int[] groupOfEachRow() {
        return groupOfRow.clone();
    }

    /** The rows of each group, ascending. */
    public List<List<Integer>> members() {
        List<List<Integer>> members = new ArrayList<>();
        for (int row = 0; row < groupOfRow.length; row++) {
            if (groupOfRow[row] == members.size()) {
                members.add(new ArrayList<>());
            }
            members.get(groupOfRow[row]).add(row);
        }
        return members;
    }

    /** The groups of some of the rows, which are numbered from 0 in the order given. */
    public RowGroups of(List<Integer> rows) {
        return of(rows.stream().mapToInt(row -> groupOfRow[row]).toArray());
    }

    /** The groups in the order in which their first rows come in an order of all rows. */
    int[] inOrder(int[] rows) {
        return Arrays.stream(rows).map(row -> groupOfRow[row]).distinct().toArray();
    }

    /** Rows of each group by label. Shape [groups, labels]. */
    int[][] labelCounts(List<LabelledEmail> rows, LabelSet labels) {
        requireGroupsOf(rows);
        int[][] counts = new int[count][labels.size()];
        for (int row = 0; row < groupOfRow.length; row++) {
            counts[groupOfRow[row]][labels.id(rows.get(row).label()).orElseThrow()]++;
        }
        return counts;
    }

    /** The number of groups in which each label occurs. */
    public int[] groupsOfEachLabel(List<LabelledEmail> rows, LabelSet labels) {
        int[] groups = new int[labels.size()];
        for (int[] counts : labelCounts(rows, labels)) {
            for (int label = 0; label < counts.length; label++) {
                groups[label] += counts[label] > 0 ? 1 : 0;
            }
        }
        return groups;
    }

    /** The members of each group whose rows do not all have the same label. */
    public List<List<Integer>> mixed(List<LabelledEmail> rows) {
        requireGroupsOf(rows);
        return members().stream()
                .filter(members -> members.stream()
                                .map(row -> rows.get(row).label())
                                .distinct()
                                .count()
                        > 1)
                .toList();
    }

    private void requireGroupsOf(List<LabelledEmail> rows) {
        if (rows.size() != groupOfRow.length) {
            throw new IllegalArgumentException(
                    "Groups of " + groupOfRow.length + " rows, but " + rows.size() + " rows");
        }
    }
}
