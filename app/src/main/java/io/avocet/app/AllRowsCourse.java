package io.avocet.app;

import io.avocet.bagofwords.Ensemble;
import io.avocet.crossval.OutOfFoldRows;
import io.avocet.data.PreparedData;
import io.avocet.data.SplitMethod;
import io.avocet.finetune.TrainingSession;
import io.avocet.train.TrainingOutcome;
import io.avocet.trained.OutOfFoldFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * All rows train. Their cross-validation chooses the epoch, and says how good the model is.
 *
 * @param unseen what the models of the folds say of the rows that they have not seen
 */
record AllRowsCourse(OutOfFoldRows unseen, SplitMethod split, double targetAccuracy) implements TrainingCourse {
    /** The epoch that is the best in the middle of the folds: their median, rounded up between two. */
    int lastEpoch() {
        List<Integer> sorted = unseen.bestEpochs().stream().sorted().toList();
        int size = sorted.size();
        return (sorted.get((size - 1) / 2) + sorted.get(size / 2) + 1) / 2;
    }

    @Override
    public PreparedData data() {
        return PreparedData.unsplit(unseen.usable(), split, unseen.groups());
    }

    @Override
    public TrainingOutcome train(TrainingSession session, Runnable keep) {
        TrainingOutcome outcome = session.trainTo(lastEpoch());
        keep.run();
        return outcome;
    }

    @Override
    public ValidationScore score(TrainingOutcome outcome, Optional<Ensemble> ensemble) {
        return ValidationScore.of(unseen, targetAccuracy);
    }

    @Override
    public void save(Path folder) throws IOException {
        OutOfFoldFile.write(folder, data().trainingHashes(), unseen.probabilities());
    }
}
