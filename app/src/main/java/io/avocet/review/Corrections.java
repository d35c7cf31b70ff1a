package io.avocet.review;

import io.avocet.data.LabelLog.Entry;
import io.avocet.data.LabelSet;
import io.avocet.store.Guesser;
import io.avocet.store.KeptPrediction;
import io.avocet.store.KeptPredictions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * The labelled emails that the model that was trained last takes for something else than their label says.
 *
 * @param prepared labelled emails that the model has been asked of
 * @param of all labelled emails
 * @param decided labels that the model was trained or scored with, and that were kept or changed since
 * @param open those that the user has not decided on since the training, the most confident first
 */
public record Corrections(int prepared, int of, int decided, List<Correction> open) {
    /**
     * A label that the model sees otherwise.
     *
     * @param seen whether the model was trained on this email with this label
     */
    public record Correction(Doubt doubt, boolean seen) {}

    /**
     * What a model was made of.
     *
     * @param trained when
     * @param trainingHashes content hashes of the rows that it was trained on
     * @param validationHashes content hashes of the rows that it was scored on
     * @param labels that it has rows of
     */
    public record Training(
            Instant trained, Set<String> trainingHashes, Set<String> validationHashes, Set<String> labels) {
        public Training {
            trainingHashes = Set.copyOf(trainingHashes);
            validationHashes = Set.copyOf(validationHashes);
            labels = Set.copyOf(labels);
        }

        private boolean isDecided(Entry row) {
            return row.labelledAt() != null && row.labelledAt().isAfter(trained);
        }

        private boolean knew(Entry row) {
            return trainingHashes.contains(row.id()) || validationHashes.contains(row.id());
        }
    }

    public Corrections {
        open = List.copyOf(open);
    }

    /** Of no model: nothing is asked. */
    public static Corrections none(List<Entry> labelled) {
        return new Corrections(0, labelled.size(), 0, List.of());
    }

    /**
     * Compares what the model says with the labels as they are now. A label that is not in the set, or of which the model has no row,
     * is never compared.
     *
     * @param predictions of the model
     * @param labelled the rows of all labelled emails
     * @param labels that can be given
     */
    public static Corrections of(
            KeptPredictions predictions, Training training, List<Entry> labelled, LabelSet labels) {
        List<Correction> open = new ArrayList<>();
        int prepared = 0;
        int decided = 0;
        for (Entry row : labelled) {
            KeptPrediction prediction = predictions.byEmail().get(row.id());
            prepared += prediction == null ? 0 : 1;
            if (training.isDecided(row)) {
                decided += training.knew(row) ? 1 : 0;
            } else if (prediction != null
                    && labels.id(String.valueOf(row.label())).isPresent()
                    && training.labels().contains(row.label())
                    && !prediction.label().equals(row.label())) {
                open.add(new Correction(
                        doubt(row, prediction, predictions.guesser()),
                        training.trainingHashes().contains(row.id())));
            }
        }
        open.sort(Comparator.comparing((Correction each) -> each.doubt().pLikely())
                .reversed()
                .thenComparing(each -> each.doubt().row().line()));
        return new Corrections(prepared, labelled.size(), decided, open);
    }

    private static Doubt doubt(Entry row, KeptPrediction prediction, Guesser guesser) {
        int label = guesser.labels().indexOf(row.label());
        double pLabel = label < 0 ? 0 : prediction.probabilities().get(label);
        return new Doubt(row, prediction.label(), pLabel, prediction.confidence());
    }
}
