package io.avocet.benchmark;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How a model classifies. */
public enum AdapterKind {
    ZERO_SHOT("zero-shot"),
    RERANKER("reranker"),
    EMBEDDING("embedding"),
    FINE_TUNED("fine-tuned");

    private final String id;

    AdapterKind(String id) {
        this.id = id;
    }

    /** The name in files and tables. */
    public String id() {
        return id;
    }

    public static Optional<AdapterKind> of(String id) {
        return Arrays.stream(values()).filter(kind -> kind.id.equals(id)).findFirst();
    }

    public static List<String> ids() {
        return Arrays.stream(values()).map(AdapterKind::id).toList();
    }
}
