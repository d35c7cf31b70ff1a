package io.avocet.app;

import io.avocet.adapter.LabelDescriptions;
import io.avocet.benchmark.ModelRegistry;
import io.avocet.benchmark.TrainedModels.TrainedModel;
import io.avocet.data.LabelSet;
import io.avocet.eval.Calibration;
import io.avocet.eval.Prediction;
import io.avocet.store.Guesser;
import io.avocet.store.KeptPrediction;
import java.util.Optional;

/** Who guesses the labels of emails: the model that was trained last; the descriptions of the labels while there is none. */
public final class Guessers {
    private Guessers() {}

    /**
     * Chooses the guesser.
     *
     * @param newest the model that was trained last
     */
    public static Guesser of(Optional<TrainedModel> newest, LabelSet labels) {
        return newest.map(Guessers::trained).orElseGet(() -> zeroShot(LabelDescriptions.of(labels)));
    }

    /** Whether it has learned from labels, and is not the descriptions of the labels. */
    public static boolean isTrained(Guesser guesser) {
        return !guesser.model().equals(ModelRegistry.MINILM_ZEROSHOT);
    }

    /** A kept prediction as a classifier gives it. The descriptions are never sure. */
    public static Prediction prediction(Guesser guesser, KeptPrediction kept) {
        boolean hasThreshold = guesser.sureFrom() < Guesser.NEVER || !isTrained(guesser);
        return new Prediction(
                new LabelSet(guesser.labels()),
                kept.probabilities().stream()
                        .mapToDouble(probability -> probability)
                        .toArray(),
                hasThreshold ? guesser.sureFrom() : 0);
    }

    private static Guesser trained(TrainedModel model) {
        Calibration calibration = model.info().calibration();
        return new Guesser(
                model.name(),
                model.info().timestamp(),
                model.info().labels(),
                calibration == null || calibration.decided() == null ? Guesser.NEVER : calibration.unsureBelow());
    }

    private static Guesser zeroShot(LabelDescriptions descriptions) {
        return new Guesser(
                ModelRegistry.MINILM_ZEROSHOT,
                String.join("\n", descriptions.withLabels()),
                descriptions.labels().names(),
                Guesser.NEVER);
    }
}
