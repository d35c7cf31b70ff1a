package io.avocet.app;

import io.avocet.bagofwords.Ensemble;
import io.avocet.data.PreparedData;
import io.avocet.finetune.TrainingSession;
import io.avocet.train.TrainingOutcome;
import java.util.Optional;

/** The validation rows choose the epoch, and say how good the model is. */
record SplitCourse(PreparedData data, double targetAccuracy) implements TrainingCourse {
    @Override
    public TrainingOutcome train(TrainingSession session, Runnable keep) {
        return session.train(keep);
    }

    @Override
    public ValidationScore score(TrainingOutcome outcome, Optional<Ensemble> ensemble) {
        return ValidationScore.of(data, outcome, ensemble, targetAccuracy);
    }
}
