package io.avocet.app;

import io.avocet.data.LabelSet;
import io.avocet.labelling.EmailPool;
import io.avocet.store.PreparedPool;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The prepared emails among which is chosen: those with a prediction of a model, if these are enough. */
final class Candidates {
    private final PreparedPool prepared;
    private final List<Integer> places;
    private final boolean haveProbabilities;

    /**
     * Leaves out emails without a prediction, if there are enough others.
     *
     * @param byModel whether the predictions are of a trained model; others are left out of account
     * @param least emails that are enough
     */
    Candidates(PreparedPool prepared, boolean byModel, long least) {
        this.prepared = prepared;
        List<Integer> all =
                IntStream.range(0, prepared.contentHashes().size()).boxed().toList();
        List<Integer> predicted = all.stream()
                .filter(place -> prepared.probabilities().get(place).isPresent())
                .toList();
        this.haveProbabilities = byModel && predicted.size() >= least;
        this.places = haveProbabilities ? predicted : all;
    }

    /** Whether no prepared email is left out. */
    boolean isOfAll() {
        return places.size() == prepared.contentHashes().size();
    }

    /** The email at a place of the pool. */
    String contentHash(int place) {
        return prepared.contentHashes().get(places.get(place));
    }

    /**
     * With the labelled emails after them.
     *
     * @param vectors of labelled emails; those without one are left out
     * @param labelled the label of each; those with another than these labels are left out
     * @param descriptions of the labels; null without descriptions
     */
    EmailPool pool(
            Map<String, float[]> vectors,
            Map<String, String> labelled,
            LabelSet labels,
            @Nullable List<float[]> descriptions) {
        List<float[]> all = new ArrayList<>();
        places.forEach(place -> all.add(prepared.vectors().get(place)));
        List<Integer> given = new ArrayList<>(Collections.nCopies(places.size(), EmailPool.UNLABELLED));
        vectors.forEach((email, vector) -> {
            String label = labelled.get(email);
            OptionalInt id = label == null ? OptionalInt.empty() : labels.id(label);
            if (id.isPresent()) {
                all.add(vector);
                given.add(id.getAsInt());
            }
        });
        return new EmailPool(
                all,
                given.stream().mapToInt(id -> id).toArray(),
                labels.size(),
                descriptions,
                haveProbabilities ? probabilities(all.size()) : null);
    }

    /** Of labelled emails, nothing is asked. */
    private List<double[]> probabilities(int size) {
        double[] none = new double[0];
        List<double[]> all = new ArrayList<>(Collections.nCopies(size, none));
        for (int place = 0; place < places.size(); place++) {
            all.set(place, doubles(prepared.probabilities().get(places.get(place))));
        }
        return all;
    }

    private static double[] doubles(Optional<float[]> numbers) {
        float[] known = numbers.orElseThrow();
        double[] doubles = new double[known.length];
        Arrays.setAll(doubles, i -> known[i]);
        return doubles;
    }
}
