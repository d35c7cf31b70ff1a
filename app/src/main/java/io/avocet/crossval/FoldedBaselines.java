package io.avocet.crossval;

import io.avocet.adapter.EmailEncoder;
import io.avocet.adapter.EmailVectors;
import io.avocet.baseline.BagOfWordsBaseline;
import io.avocet.baseline.EmbeddingCache;
import io.avocet.baseline.MajorityBaseline;
import io.avocet.baseline.NearestNeighboursBaseline;
import io.avocet.data.Email;
import io.avocet.data.LabelSet;
import io.avocet.data.LabelledEmail;
import io.avocet.error.UserError;
import io.avocet.eval.ClassifierAdapter;
import io.avocet.run.RunCancelled;
import io.avocet.run.RunEvent;
import io.avocet.run.RunListener;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** The baselines of the benchmark on the same folds. They need no rows to choose an epoch by, so all that are not held out train. */
final class FoldedBaselines {
    private final List<Fold> folds;
    private final LabelSet labels;
    private final Supplier<EmailEncoder> encoder;
    private final RunListener listener;

    /** @param encoder loads the built-in sentence encoder */
    FoldedBaselines(List<Fold> folds, LabelSet labels, Supplier<EmailEncoder> encoder, RunListener listener) {
        this.folds = folds;
        this.labels = labels;
        this.encoder = encoder;
        this.listener = listener;
    }

    /** How a kind of baseline is made from rows. */
    private interface Training extends BiFunction<List<LabelledEmail>, LabelSet, ClassifierAdapter> {}

    /**
     * The probabilities of each fold's held-out rows by each baseline, in the order of the folds. One that cannot be had is missing,
     * and a warning says why.
     *
     * @throws RunCancelled if the listener cancels
     */
    Map<String, List<List<double[]>>> predict() {
        Map<String, List<List<double[]>>> ofBaseline = new LinkedHashMap<>();
        ofBaseline.put(MajorityBaseline.NAME, predict(MajorityBaseline::train));
        ofBaseline.put(BagOfWordsBaseline.NAME, predict(BagOfWordsBaseline::train));
        try {
            EmbeddingCache cache = vectors();
            ofBaseline.put(
                    NearestNeighboursBaseline.NAME,
                    predict((rows, set) -> NearestNeighboursBaseline.train(rows, set, cache, cache)));
        } catch (UserError e) {
            listener.on(new RunEvent.Warning(NearestNeighboursBaseline.NAME + " is left out: " + e.getMessage()));
        }
        return ofBaseline;
    }

    /** The vectors of all rows; the encoder is gone when this returns. */
    private EmbeddingCache vectors() {
        try (EmailVectors vectors = new EmailVectors(encoder, listener)) {
            EmbeddingCache cache = new EmbeddingCache(vectors::ofMany);
            cache.vectors(emails(folds.get(0).held()));
            cache.vectors(emails(folds.get(0).learned()));
            return cache;
        }
    }

    private List<List<double[]>> predict(Training train) {
        List<List<double[]>> ofFold = new ArrayList<>();
        for (Fold fold : folds) {
            if (listener.isCancelled()) {
                throw new RunCancelled("");
            }
            try (ClassifierAdapter baseline = train.apply(fold.learned(), labels)) {
                baseline.load();
                ofFold.add(fold.predict(baseline));
            }
        }
        return ofFold;
    }

    private static List<Email> emails(List<LabelledEmail> rows) {
        return rows.stream().map(LabelledEmail::email).toList();
    }
}
