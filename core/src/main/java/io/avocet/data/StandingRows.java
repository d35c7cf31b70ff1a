package io.avocet.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rows of one file that stand while it is read: a decision replaces the earlier rows of its email, a label that is null removes them. */
final class StandingRows {
    private record Standing(
            LabelledEmail row, boolean isOfSet, @Nullable UnreadText unread) {}

    private final LabelSet labels;

    /** By their number in the file. */
    private final Map<Integer, Standing> rows = new TreeMap<>();

    private final Map<String, List<Integer>> numbersByContent = new LinkedHashMap<>();
    private final Set<String> unlabelled = new LinkedHashSet<>();

    StandingRows(LabelSet labels) {
        this.labels = labels;
    }

    /** @param number of the row in the file, from 0 */
    void add(LabelledEmail row, int number, JsonRow read) {
        String content = row.email().contentHash();
        if (read.isDecision()) {
            removeAll(content);
        }
        unlabelled.remove(content);
        rows.put(number, new Standing(row, labels.id(row.label()).isPresent(), read.unread()));
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

    private Stream<Standing> ofSet() {
        return rows.values().stream().filter(Standing::isOfSet);
    }

    /** Those whose label is in the set. */
    List<LabelledEmail> rows() {
        return ofSet().map(Standing::row).toList();
    }

    List<Integer> numbers() {
        return rows.entrySet().stream()
                .filter(row -> row.getValue().isOfSet())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The labels of the other rows. */
    List<String> otherLabels() {
        return rows.values().stream()
                .filter(row -> !row.isOfSet())
                .map(row -> row.row().label())
                .toList();
    }

    /** Content hashes of the emails whose last label is null. */
    Set<String> unlabelled() {
        return unlabelled;
    }

    /** Rows that have half their text under a key that is not read, by what to rename. */
    Map<String, Integer> unreadTexts() {
        Map<String, Integer> texts = new LinkedHashMap<>();
        ofSet().map(Standing::unread).forEach(unread -> {
            if (unread != null) {
                texts.merge(unread.describe(), 1, Integer::sum);
            }
        });
        return texts;
    }
}
