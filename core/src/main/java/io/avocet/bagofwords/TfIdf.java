package io.avocet.bagofwords;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Texts as sparse vectors of length 1. A feature is an n-gram that two or more of the fitted texts have; its value is
 * {@code (1 + ln(tf)) * (1 + ln((1 + texts) / (1 + df)))}, divided by the length.
 */
final class TfIdf {
    private static final int LEAST_DOCUMENT_FREQUENCY = 2;

    private final Function<String, long[]> nGrams;
    private final int offset;
    private final Term[] terms; // by hash, ascending
    private final long[] hashes; // of the terms

    /**
     * An n-gram that is a feature.
     *
     * @param number of the feature, from 1
     * @param idf inverse document frequency
     */
    record Term(long hash, int number, float idf) {}

    private TfIdf(Function<String, long[]> nGrams, int offset, Term[] terms) {
        this.nGrams = nGrams;
        this.offset = offset;
        this.terms = terms;
        this.hashes = Arrays.stream(terms).mapToLong(Term::hash).toArray();
    }

    /**
     * Finds the features.
     *
     * @param nGrams the hashes of a text's n-grams in ascending order
     * @param offset the indices of the features follow on this one
     */
    static TfIdf fit(List<String> texts, Function<String, long[]> nGrams, int offset) {
        HashCounts documentFrequency = new HashCounts();
        for (String text : texts) {
            Arrays.stream(nGrams.apply(text)).distinct().forEach(hash -> documentFrequency.add(hash, 1));
        }
        List<Term> terms = new ArrayList<>();
        documentFrequency.forEach((hash, df) -> {
            if (df >= LEAST_DOCUMENT_FREQUENCY) {
                double idf = 1 + Math.log((1.0 + texts.size()) / (1.0 + df));
                terms.add(new Term(hash, terms.size() + 1, (float) idf));
            }
        });
        terms.sort(Comparator.comparingLong(Term::hash));
        return new TfIdf(nGrams, offset, terms.toArray(Term[]::new));
    }

    /**
     * The features that were fitted before, numbered in the order of their hashes.
     *
     * @param hashes strictly ascending
     * @param idf one for each hash
     */
    static TfIdf of(long[] hashes, float[] idf, Function<String, long[]> nGrams, int offset) {
        Term[] terms = IntStream.range(0, hashes.length)
                .mapToObj(place -> new Term(hashes[place], place + 1, idf[place]))
                .toArray(Term[]::new);
        return new TfIdf(nGrams, offset, terms);
    }

    /** The features in ascending order of their hashes. */
    List<Term> terms() {
        return List.of(terms);
    }

    /** The index of a feature in {@link #vector}. */
    int index(Term term) {
        return offset + term.number();
    }

    /** The greatest index of a feature, or the offset if there is none. */
    int lastIndex() {
        return offset + terms.length;
    }

    /** The features that a text has, in ascending order of their indices. */
    List<Feature> vector(String text) {
        long[] found = nGrams.apply(text);
        List<Feature> features = new ArrayList<>();
        double squares = 0;
        int place = 0; // both lists ascend
        for (int first = 0, next; first < found.length; first = next) {
            next = first + 1;
            while (next < found.length && found[next] == found[first]) {
                next++;
            }
            place = Arrays.binarySearch(hashes, place, hashes.length, found[first]);
            if (place >= 0) {
                double value = (1 + Math.log(next - first)) * terms[place].idf();
                squares += value * value;
                features.add(new Feature(index(terms[place]), value));
            } else {
                place = -place - 1; // where it would be
            }
        }
        double length = Math.sqrt(squares);
        features.replaceAll(feature -> new Feature(feature.index(), feature.value() / length));
        features.sort(Comparator.comparingInt(Feature::index));
        return features;
    }
}
