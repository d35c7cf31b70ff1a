package io.avocet.crossval;

import io.avocet.data.LabelSet;
import io.avocet.data.LabelledEmail;
import io.avocet.data.Split;
import io.avocet.eval.Blend;
import io.avocet.finetune.FineTuning;
import io.avocet.finetune.TrainingSession;
import io.avocet.regression.LogisticRegressions;
import io.avocet.run.RunCancelled;
import io.avocet.run.RunListener;
import io.avocet.tensor.NativeEngine;
import io.avocet.train.TrainingOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Trains as a fine-tuning run does: the transformer, and the bag of words next to it if there is to be one. */
public final class RecipeTrainer implements FoldTrainer {
    private final FineTuning tuning;
    private final Optional<Blend> blend;
    private final LabelSet labels;

    public RecipeTrainer(FineTuning tuning, Optional<Blend> blend, LabelSet labels) {
        this.tuning = tuning;
        this.blend = blend;
        this.labels = labels;
    }

    @Override
    public FoldResult train(Split rows, List<LabelledEmail> held, long seed, RunListener listener) {
        List<double[]> ofTransformer = new ArrayList<>();
        TrainingOutcome outcome;
        try (TrainingSession session =
                tuning.load(new FineTuning.Rows(rows.training(), rows.validation(), held), labels, seed, listener)) {
            outcome = session.train(() -> {
                ofTransformer.clear();
                ofTransformer.addAll(session.unseenProbabilities());
            });
        }
        NativeEngine.trimMemory(); // the network is gone, and the words take memory of their own
        if (listener.isCancelled()) {
            throw new RunCancelled(outcome.updates().size());
        }
        List<double[]> probabilities = blend.map(both -> LogisticRegressions.ensemble(rows.training(), labels, both)
                        .probabilities(held, ofTransformer))
                .orElse(ofTransformer);
        return new FoldResult(outcome.keptEpoch(), outcome.history().size(), probabilities);
    }
}
