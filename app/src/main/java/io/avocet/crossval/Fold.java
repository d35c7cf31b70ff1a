package io.avocet.crossval;

import io.avocet.data.LabelledEmail;
import io.avocet.data.Split;
import io.avocet.eval.ClassifierAdapter;
import io.avocet.eval.Prediction;
import java.util.List;
import java.util.stream.Stream;

/**
 * One training of an evaluation: emails that are held out, and others.
 *
 * @param id the name of its file, such as {@code repeat-1-fold-3}
 * @param name for a person, such as {@code Fold 3 of 5}
 * @param repeat from 1
 * @param heldPlaces of the held-out rows among those that are scored
 * @param held the held-out rows
 * @param inner rows that train, and rows that choose the epoch
 */
record Fold(String id, String name, int repeat, List<Integer> heldPlaces, List<LabelledEmail> held, Split inner) {
    Fold {
        heldPlaces = List.copyOf(heldPlaces);
        held = List.copyOf(held);
    }

    /** All rows that the model learns from, whether they train or choose the epoch. */
    List<LabelledEmail> learned() {
        return Stream.concat(inner.training().stream(), inner.validation().stream())
                .toList();
    }

    /** The probabilities of the held-out rows by a classifier that is loaded. Shape [held][labels]. */
    List<double[]> predict(ClassifierAdapter classifier) {
        return classifier.classify(held.stream().map(LabelledEmail::email).toList()).stream()
                .map(Prediction::probabilities)
                .toList();
    }

    /** Whether a model has two labels to learn, and emails to choose its epoch by. */
    boolean canBeTrained() {
        return !inner.validation().isEmpty()
                && inner.training().stream()
                                .map(LabelledEmail::label)
                                .distinct()
                                .count()
                        > 1;
    }
}
