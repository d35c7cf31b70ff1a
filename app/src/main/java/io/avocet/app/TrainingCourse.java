package io.avocet.app;

import io.avocet.bagofwords.Ensemble;
import io.avocet.data.PreparedData;
import io.avocet.finetune.TrainingSession;
import io.avocet.train.TrainingOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Which rows train a model, how far it is trained, and how it is known how good it is. */
interface TrainingCourse {
    PreparedData data();

    /**
     * The training itself.
     *
     * @param keep saves the weights as they are, in place of those that it saved before
     */
    TrainingOutcome train(TrainingSession session, Runnable keep);

    /**
     * How good the model is.
     *
     * @param ensemble the bag of words next to the transformer, if there is one
     */
    ValidationScore score(TrainingOutcome outcome, Optional<Ensemble> ensemble);

    /** Saves what the model's folder has besides. */
    default void save(Path folder) throws IOException {}
}
