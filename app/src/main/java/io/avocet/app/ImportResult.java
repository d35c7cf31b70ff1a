package io.avocet.app;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an import found.
 *
 * @param fresh emails that are new
 * @param known emails that were there already
 * @param leftOut emails that a mail program has marked as deleted
 * @param labels emails that had a label, new or known, by their label
 * @param reasons why emails were refused, and how many for each
 */
public record ImportResult(long fresh, long known, long leftOut, Map<String, Long> labels, Map<String, Long> reasons) {
    public ImportResult {
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        reasons = Collections.unmodifiableMap(new LinkedHashMap<>(reasons));
    }

    /** All emails that were seen. */
    public long emails() {
        return fresh + known + leftOut + refused();
    }

    public long refused() {
        return sum(reasons);
    }

    public long labelled() {
        return sum(labels);
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
