package io.avocet.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The rows of one file that stand while it is read: a decision replaces the earlier rows of its email, a label that is null removes them. */
final class StandingRows {
    private record Standing(LabelledEmail row, @Nullable UnreadText unread) {}

    /** By their number in the file. */
    private final Map<Integer, Standing> rows = new TreeMap<>();

    private final Map<String, List<Integer>> numbersByContent = new LinkedHashMap<>();
    private final Set<String> unlabelled = new LinkedHashSet<>();

    /** @param number of the row in the file, from 0 */
    void add(LabelledEmail row, int number, JsonRow read) {
        String content = row.email().contentHash();
        if (read.isDecision()) {
            removeAll(content);
        }
        unlabelled.remove(content);
        rows.put(number, new Standing(row, read.unread()));
        numbersByContent.computeIfAbsent(content, hash -> new ArrayList<>(1)).add(number);
    }

    void takeBack(Email email) {
        String content = email.contentHash();
        removeAll(content);
        unlabelled.add(content);
    }

    private void removeAll(String content) {
        List<Integer> numbers = numbersByContent.remove(content);
        if (numbers != null) {
            numbers.forEach(rows::remove);
        }
    }

    boolean isEmpty() {
        return rows.isEmpty() && unlabelled.isEmpty();
    }

    List<LabelledEmail> rows() {
        return rows.values().stream().map(Standing::row).toList();
    }

    List<Integer> numbers() {
        return List.copyOf(rows.keySet());
    }

    /** Content hashes of the emails whose last label is null. */
    Set<String> unlabelled() {
        return unlabelled;
    }

    /** Rows that have half their text under a key that is not read, by what to rename. */
    Map<String, Integer> unreadTexts() {
        Map<String, Integer> texts = new LinkedHashMap<>();
        for (Standing standing : rows.values()) {
            if (standing.unread() != null) {
                texts.merge(standing.unread().describe(), 1, Integer::sum);
            }
        }
        return texts;
    }
}
