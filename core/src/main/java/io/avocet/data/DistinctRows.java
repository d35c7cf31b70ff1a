package io.avocet.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Collapses rows that a fine-tuned model cannot tell apart. The last of them is kept, with its label. */
public final class DistinctRows {
    private final Map<String, LabelledEmail> rowByHash = new LinkedHashMap<>();
    private final Set<String> conflicting = new HashSet<>();
    private final Set<Path> conflictingFiles = new LinkedHashSet<>();
    private final Map<String, Integer> changes = new LinkedHashMap<>();
    private int duplicates;

    /** Adds the rows of a file; it takes back what earlier files say of its emails without a label. */
    public void add(ScoreFile file) {
        rowByHash.keySet().removeAll(file.unlabelled());
        for (LabelledEmail row : file.rows()) {
            String hash = row.email().contentHash();
            LabelledEmail earlier = rowByHash.put(hash, row);
            if (earlier == null) {
                continue;
            }
            duplicates++;
            if (!earlier.label().equals(row.label())) {
                conflicting.add(hash);
                conflictingFiles.add(file.path());
                changes.merge("'" + earlier.label() + "' became '" + row.label() + "'", 1, Integer::sum);
            }
        }
    }

    public List<LabelledEmail> rows() {
        return new ArrayList<>(rowByHash.values());
    }

    /** Rows that were replaced by a later one. */
    public int duplicates() {
        return duplicates;
    }

    /** Emails that occur with more than one label. */
    int conflicts() {
        return conflicting.size();
    }

    /** Says which labels were overruled, how often, and in which files the later label is. */
    String describeConflicts() {
        String files = conflictingFiles.stream().map(Path::toString).collect(Collectors.joining(", "));
        String changed = changes.entrySet().stream()
                .map(change -> change.getKey() + " " + change.getValue() + "x")
                .collect(Collectors.joining(", "));
        return files + ": " + DataPreparation.emails(conflicting.size())
                + " with more than one label; the last label was taken (" + changed + ").";
    }
}
