package io.avocet.benchmark;

import java.util.Collection;
import java.util.Set;

/**
 * Which labelled emails a model has learned from, by content hash.
 *
 * @param training rows that it was trained on, but for those out of fold
 * @param outOfFold rows that it was trained on, but that models of its cross-validation predict that have not seen them
 * @param epochChoice rows that chose the best epoch of its training
 * @param source how this is known
 */
public record Learning(Set<String> training, Set<String> outOfFold, Set<String> epochChoice, Source source) {
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
        outOfFold = Set.copyOf(outOfFold);
        epochChoice = Set.copyOf(epochChoice);
    }

    public static Learning nothing() {
        return new Learning(Set.of(), Set.of(), Set.of(), Source.NOTHING);
    }

    public static Learning from(Collection<String> training, Collection<String> epochChoice) {
        return new Learning(Set.copyOf(training), Set.of(), Set.copyOf(epochChoice), Source.NAMED);
    }

    /** All rows that trained the model are predicted by models of its cross-validation. */
    public static Learning crossValidated(Collection<String> training) {
        return new Learning(Set.of(), Set.copyOf(training), Set.of(), Source.NAMED);
    }

    /** Each row is predicted by a model of its own, which has not seen it. */
    public static Learning eachOutOfFold() {
        return new Learning(Set.of(), Set.of(), Set.of(), Source.OUT_OF_FOLD);
    }

    public static Learning unknown() {
        return new Learning(Set.of(), Set.of(), Set.of(), Source.UNKNOWN);
    }
}
