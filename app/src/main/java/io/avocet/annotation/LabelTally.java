package io.avocet.annotation;

import io.avocet.data.LabelSet;
import io.avocet.words.Count;
import io.avocet.words.Shown;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How many emails have which label now.
 *
 * @param ofSet all labels of the set in its order, those that no email has among them
 * @param others emails of each label that is not in the set, by name
 */
public record LabelTally(Map<String, Integer> ofSet, Map<String, Integer> others) {
    private static final int LABELS_NAMED = 10;

    public LabelTally {
        ofSet = Collections.unmodifiableMap(new LinkedHashMap<>(ofSet));
        others = Collections.unmodifiableMap(new TreeMap<>(others));
    }

    /**
     * Counts.
     *
     * @param labels of the emails, as {@link io.avocet.data.LabelLog#labels} has them
     */
    public static LabelTally of(Map<String, String> labels, LabelSet set) {
        Map<String, Integer> ofSet = new LinkedHashMap<>();
        set.names().forEach(name -> ofSet.put(name, 0));
        Map<String, Integer> others = new TreeMap<>();
        labels.values().forEach(label -> (ofSet.containsKey(label) ? ofSet : others).merge(label, 1, Integer::sum));
        return new LabelTally(ofSet, others);
    }

    /** What to say of the labels that are not in the set; empty if there are none. */
    public Optional<String> warning(Path file) {
        if (others.isEmpty()) {
            return Optional.empty();
        }
        int emails = others.values().stream().mapToInt(Integer::intValue).sum();
        String named = others.entrySet().stream()
                .limit(LABELS_NAMED)
                .map(other -> "'" + Shown.text(other.getKey()) + "' (" + other.getValue() + ")")
                .collect(Collectors.joining(", "));
        int more = others.size() - LABELS_NAMED;
        return Optional.of(file + ": " + Count.of(emails, "email") + (emails == 1 ? " has" : " have")
                + " a label that is not in the label set: " + named
                + (more > 0 ? " and " + Count.of(more, "more label") : "")
                + ". These labels stay in the file; trainings leave the emails out until they are relabelled, or the set"
                + " names the labels.");
    }
}
