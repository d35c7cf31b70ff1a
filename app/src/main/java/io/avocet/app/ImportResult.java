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
 * @param labelled emails that had a label, new or known
 * @param reasons why emails were refused, and how many for each
 */
public record ImportResult(long fresh, long known, long leftOut, long labelled, Map<String, Long> reasons) {
    public ImportResult {
        reasons = Collections.unmodifiableMap(new LinkedHashMap<>(reasons));
    }

    public long refused() {
        return reasons.values().stream().mapToLong(Long::longValue).sum();
    }
}
