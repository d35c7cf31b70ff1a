package io.avocet.supervisor;

import io.avocet.data.Email;
import io.avocet.eval.Prediction;
import java.nio.file.Path;
import java.util.List;

/** Classifies in one child process on the CPU, which is kept while it is used and ended when it idles. */
public final class ClassificationWorker implements AutoCloseable {
    public ClassificationWorker(ChildJvm childJvm) {}

    /**
     * One prediction for each email, in order.
     *
     * @throws io.avocet.error.UserError if the model cannot be used, the worker is busy for too long, or its process fails
     */
    public List<Prediction> classify(Path modelFolder, List<Email> emails) {
        return List.of();
    }

    @Override
    public void close() {}
}
