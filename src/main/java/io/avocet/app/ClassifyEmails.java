package io.avocet.app;

import io.avocet.adapter.CheckpointTextClassifier;
import io.avocet.adapter.FineTunedAdapter;
import io.avocet.checkpoint.ModelsFolder;
import io.avocet.data.Email;
import io.avocet.data.EmailSource;
import io.avocet.data.SourcedEmail;
import io.avocet.eval.ClassifierAdapter;
import io.avocet.eval.Prediction;
import io.avocet.run.Precision;
import io.avocet.tensor.Hardware;
import io.avocet.tensor.NativeEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/** Classifies a stream of emails with a trained model, in input order and in constant memory. */
public final class ClassifyEmails {
    /** Batches that are sorted by length together: enough to pad little, few enough to answer soon. */
    private static final int BATCHES_IN_FLIGHT = 16;

    /**
     * Classifies until the source ends.
     *
     * @param output told each email with its prediction, in input order
     * @param cancelled asked between groups of batches; true ends the work there
     * @return emails classified
     * @throws IOException if the source itself fails
     */
    public long run(
            ClassifyRequest request,
            EmailSource source,
            BiConsumer<Email, Prediction> output,
            BooleanSupplier cancelled)
            throws IOException {
        Path folder = ModelsFolder.open(request.modelsFolder()).model(request.model());
        NativeEngine.start(request.threads());
        Hardware hardware = Hardware.choose(request.device(), request.precision(), Precision.FP16);
        try (ClassifierAdapter model = new FineTunedAdapter(
                request.model(),
                folder.toString(),
                () -> CheckpointTextClassifier.load(folder, hardware, request.batchSize()))) {
            model.load();
            long classified = 0;
            while (!cancelled.getAsBoolean()) {
                List<Email> emails = nextEmails(source, request.batchSize() * BATCHES_IN_FLIGHT);
                if (emails.isEmpty()) {
                    break;
                }
                List<Prediction> predictions = model.classify(emails);
                for (int i = 0; i < emails.size(); i++) {
                    output.accept(emails.get(i), predictions.get(i));
                }
                classified += emails.size();
            }
            return classified;
        }
    }

    /** The next emails, bodies cut at once to what the model reads, so that long ones take no room. */
    private static List<Email> nextEmails(EmailSource source, int count) throws IOException {
        List<Email> emails = new ArrayList<>(count);
        while (emails.size() < count) {
            Optional<SourcedEmail> next = source.next();
            if (next.isEmpty()) {
                break;
            }
            emails.add(next.get().email().cutForFineTuning());
        }
        return emails;
    }
}
