package io.avocet.app;

import io.avocet.adapter.EmailEncoder;
import io.avocet.adapter.EmailVectors;
import io.avocet.benchmark.TrainedModels;
import io.avocet.benchmark.TrainedModels.TrainedModel;
import io.avocet.data.LabelLog;
import io.avocet.encoder.BuiltInEncoder;
import io.avocet.hub.BaseModels;
import io.avocet.run.DeviceChoice;
import io.avocet.run.Precision;
import io.avocet.run.PrecisionChoice;
import io.avocet.run.RunCancelled;
import io.avocet.run.RunListener;
import io.avocet.store.MailStore;
import io.avocet.tensor.Hardware;
import io.avocet.tensor.NativeEngine;
import io.avocet.trained.ModelsFolder;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/**
 * Prepares what labelling asks for at once: predictions of all emails that are labelled or to be labelled, by the model that was
 * trained last, and sentence vectors of those from which the next ones are chosen. Everything is kept in the store, group after
 * group, and what is there is not computed again, so the work may be ended at any moment.
 */
public final class PrepareMail {
    /** Emails from which the next ones are chosen: more make a batch hardly better, and a choice among these takes a second. */
    public static final int POOL = 20_000;

    private final BaseModels baseModels;

    public PrepareMail(BaseModels baseModels) {
        this.baseModels = baseModels;
    }

    /**
     * Works until all is prepared.
     *
     * @throws io.avocet.error.UserError if a model does not fit into memory or cannot be used
     * @throws RunCancelled if it was stopped; what was prepared is kept
     */
    public void run(PrepareRequest request, RunListener listener) {
        Optional<TrainedModel> newest = TrainedModels.discover(
                        ModelsFolder.open(request.modelsFolder()).models())
                .newest(request.labels());
        if (newest.isEmpty() && !Files.exists(request.store())) {
            return; // without mail there is only what a trained model thinks of the labelled emails
        }
        try (MailStore store = MailStore.openOrCreate(request.store());
                EmailVectors encoder = new EmailVectors(() -> encoder(request.threads(), listener), listener);
                WarmClassifier classifier = new WarmClassifier(request.threads())) {
            List<PreparedText> labelled = labelled(request);
            new MailPreparation(store, request.labels(), newest, encoder, classifier, listener).run(labelled);
        }
    }

    private static List<PreparedText> labelled(PrepareRequest request) {
        LabelLog log = new LabelLog(request.scoreFile());
        log.refresh();
        return log.labelled().stream()
                .map(entry -> new PreparedText(entry.id(), entry.email()))
                .toList();
    }

    private EmailEncoder encoder(int threads, RunListener listener) {
        NativeEngine.start(threads);
        Hardware hardware = Hardware.choose(DeviceChoice.CPU, PrecisionChoice.AUTO, Precision.FP32);
        return BuiltInEncoder.load(baseModels, hardware, listener);
    }
}
