package io.avocet.data;

import io.avocet.words.Count;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says which near-duplicates have different labels: one of them is often wrong. */
public final class MixedGroups {
    private static final int GROUPS_NAMED = 3;

    private MixedGroups() {}

    /** No warning, or one that names the first rows of the first groups by file and line. */
    public static List<String> warnings(List<LabelledEmail> rows, RowGroups groups) {
        List<List<Integer>> mixed = groups.mixed(rows);
        if (mixed.isEmpty()) {
            return List.of();
        }
        int more = mixed.size() - GROUPS_NAMED;
        return List.of(Count.of(mixed.size(), "group")
                + " of near-duplicates with more than one label: "
                + mixed.stream()
                        .limit(GROUPS_NAMED)
                        .map(members ->
                                described(members.stream().map(rows::get).toList()))
                        .collect(Collectors.joining("; "))
                + (more > 0 ? "; and " + more + " more" : "") + ". Check these labels.");
    }

    /** A group by labels: {@code 'digest' (a.jsonl:17 and 2 more), 'neutral' (a.jsonl:3)}. */
    public static String described(List<LabelledEmail> group) {
        Map<String, List<LabelledEmail>> byLabel =
                group.stream().collect(Collectors.groupingBy(LabelledEmail::label, TreeMap::new, Collectors.toList()));
        return byLabel.entrySet().stream()
                .map(entry -> "'" + entry.getKey() + "' (" + place(entry.getValue()) + ")")
                .collect(Collectors.joining(", "));
    }

    private static String place(List<LabelledEmail> rows) {
        List<String> words = new ArrayList<>();
        rows.stream()
                .flatMap(row -> Stream.ofNullable(row.origin()))
                .findFirst()
                .ifPresent(origin -> words.add(origin.place()));
        if (words.isEmpty()) {
            return DataPreparation.emails(rows.size());
        }
        if (rows.size() > 1) {
            words.add("and " + (rows.size() - 1) + " more");
        }
        return String.join(" ", words);
    }
}
