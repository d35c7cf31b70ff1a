package io.avocet.lab.labelling;

import io.avocet.data.LabelSet;
import io.avocet.data.LabelledEmail;
import java.util.List;

/** Trains a model from scratch and predicts with it. */
interface Learner extends AutoCloseable {
    /**
     * Trains and predicts.
     *
     * @param labelled that train, one or more
     * @param others whose labels are not looked at
     * @return probabilities of the others, in label order
     * @throws io.avocet.run.RunCancelled if the run is cancelled
     */
    List<double[]> predict(List<LabelledEmail> labelled, List<LabelledEmail> others, LabelSet labels, long seed);

    @Override
    void close();
}
