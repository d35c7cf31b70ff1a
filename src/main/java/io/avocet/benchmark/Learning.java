package io.avocet.benchmark;

import java.util.Collection;
import java.util.Set;

/**
 * Which labelled emails a model has learned from, by content hash.
 *
 * @param training rows that it was trained on
 * @param epochChoice rows that chose the best epoch of its training
 * @param source how this is known
 */
public record Learning(Set<String> training, Set<String> epochChoice, Source source) {
    /** How it is known which rows a model has seen. */
    public enum Source {
        /** It never saw a label. */
        NOTHING,
        /** The rows are named. */
        NAMED,
        /** Each row was predicted by a model that had not seen it. */
        OUT_OF_FOLD,
        /** It was trained elsewhere, on rows that are not recorded. */
        UNKNOWN
    }

    public Learning {
        training = Set.copyOf(training);
        epochChoice = Set.copyOf(epochChoice);
    }

    public static Learning nothing() {
        return new Learning(Set.of(), Set.of(), Source.NOTHING);
    }

    public static Learning from(Collection<String> training, Collection<String> epochChoice) {
        return new Learning(Set.copyOf(training), Set.copyOf(epochChoice), Source.NAMED);
    }

    public static Learning outOfFold() {
        return new Learning(Set.of(), Set.of(), Source.OUT_OF_FOLD);
    }

    public static Learning unknown() {
        return new Learning(Set.of(), Set.of(), Source.UNKNOWN);
    }
}
