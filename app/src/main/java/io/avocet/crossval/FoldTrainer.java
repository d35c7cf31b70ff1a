package io.avocet.crossval;

import io.avocet.data.LabelledEmail;
import io.avocet.data.Split;
import io.avocet.run.RunListener;
import java.util.List;

/** Trains a model from scratch and predicts emails that it has not seen. */
@FunctionalInterface
public interface FoldTrainer {
    /**
     * Trains and predicts.
     *
     * @param rows that train, and that choose the epoch
     * @param held to be predicted
     * @throws io.avocet.run.RunCancelled if the listener cancels
     */
    FoldResult train(Split rows, List<LabelledEmail> held, long seed, RunListener listener);
}
