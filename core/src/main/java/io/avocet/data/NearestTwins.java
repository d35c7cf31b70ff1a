package io.avocet.data;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** For a labelled email, the near-duplicate of another label that is most similar to it: one of the two labels is often wrong. */
public final class NearestTwins {
    private final List<LabelledEmail> rows;
    private final Map<Integer, Group> groupOfRow = new HashMap<>();

    /**
     * Compares the rows of groups with more than one label.
     *
     * @param groups of {@code rows}
     */
    public NearestTwins(List<LabelledEmail> rows, RowGroups groups) {
        this.rows = List.copyOf(rows);
        for (List<Integer> members : groups.mixed(rows)) {
            Group group = new Group(
                    members,
                    Shingles.ofAll(members.stream()
                            .map(row -> rows.get(row).email().embeddingText())
                            .toList()));
            members.forEach(row -> groupOfRow.put(row, group));
        }
    }

    /** @param shingles of each member */
    private record Group(List<Integer> members, List<long[]> shingles) {}

    /**
     * The most similar row of the same group with another label, the first of equals; empty if there is none.
     *
     * @param row its place in the rows
     */
    public Optional<LabelledEmail> ofOtherLabel(int row) {
        Group group = groupOfRow.get(row);
        if (group == null) {
            return Optional.empty();
        }
        long[] own = group.shingles().get(group.members().indexOf(row));
        LabelledEmail nearest = null;
        double best = -1;
        for (int member = 0; member < group.members().size(); member++) {
            LabelledEmail other = rows.get(group.members().get(member));
            double similarity = jaccard(own, group.shingles().get(member));
            if (!other.label().equals(rows.get(row).label()) && similarity > best) {
                nearest = other;
                best = similarity;
            }
        }
        return Optional.ofNullable(nearest);
    }

    /** Common elements by all elements of two sets, each ascending. */
    private static double jaccard(long[] one, long[] other) {
        int common = 0;
        int i = 0;
        int j = 0;
        while (i < one.length && j < other.length) {
            int order = Long.compare(one[i], other[j]);
            common += order == 0 ? 1 : 0;
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
        return (double) common / (one.length + other.length - common);
    }
}
