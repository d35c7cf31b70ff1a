package io.avocet.app;

import io.avocet.adapter.EmailGroups;
import io.avocet.adapter.FineTunedModel;
import io.avocet.data.Email;
import io.avocet.data.EmailSource;
import io.avocet.data.SourcedEmail;
import io.avocet.eval.Prediction;
import io.avocet.run.Precision;
import io.avocet.tensor.Hardware;
import io.avocet.tensor.NativeEngine;
import io.avocet.trained.ModelsFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/**
 * Classifies a stream of emails with a trained model, in input order and in constant memory. While one group of emails passes
 * through the network, the next is read and tokenized.
 */
public final class ClassifyEmails {
    /**
     * Classifies until the source ends.
     *
     * @param output receives each email with its prediction, in input order
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
        NativeEngine.start(request.compute().threads());
        Hardware hardware =
                Hardware.choose(request.compute().device(), request.compute().precision(), Precision.FP16);
        try (FineTunedModel model = load(folder, hardware, request)) {
            return classify(source, output, cancelled, model, new EmailGroups(request.batchSize()));
        }
    }

    private static FineTunedModel load(Path folder, Hardware hardware, ClassifyRequest request) {
        FineTunedModel model = request.raw()
                ? FineTunedModel.loadTransformer(folder, hardware, request.batchSize())
                : FineTunedModel.load(folder, hardware, request.batchSize());
        return model.unsureBelow(request.unsureBelow().orElse(model.unsureBelow()));
    }

    private static long classify(
            EmailSource source,
            BiConsumer<Email, Prediction> output,
            BooleanSupplier cancelled,
            FineTunedModel model,
            EmailGroups sizes)
            throws IOException {
        try (Ahead<Group> groups = new Ahead<>(() -> nextGroup(source, sizes.size(), model))) {
            long classified = 0;
            Optional<Group> next = groups.next(cancelled);
            while (next.isPresent()) {
                List<Email> emails = next.get().emails();
                List<Prediction> predictions = model.classify(next.get().encoded());
                for (int i = 0; i < emails.size(); i++) {
                    output.accept(emails.get(i), predictions.get(i));
                }
                classified += emails.size();
                sizes.passed(emails.size());
                next = groups.next(cancelled);
            }
            return classified;
        }
    }

    private record Group(List<Email> emails, FineTunedModel.Encoded encoded) {}

    /** The next emails, bodies cut at once to what the model reads, so that long ones take no room; empty at the end. */
    private static Optional<Group> nextGroup(EmailSource source, int count, FineTunedModel model) throws IOException {
        List<Email> emails = new ArrayList<>(count);
        while (emails.size() < count) {
            Optional<SourcedEmail> next = source.next();
            if (next.isEmpty()) {
                break;
            }
            emails.add(next.get().email().cutForFineTuning());
        }
        return emails.isEmpty() ? Optional.empty() : Optional.of(new Group(emails, model.encode(emails)));
    }
}
