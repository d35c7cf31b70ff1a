package io.avocet.app;

import io.avocet.adapter.FineTunedModel;
import io.avocet.data.Email;
import io.avocet.error.UserError;
import io.avocet.eval.Prediction;
import io.avocet.model.NetworkConfig;
import io.avocet.preflight.MemoryPreflight;
import io.avocet.pretrained.ConfigFile;
import io.avocet.run.DeviceChoice;
import io.avocet.run.Precision;
import io.avocet.run.PrecisionChoice;
import io.avocet.run.RunCancelled;
import io.avocet.tensor.Hardware;
import io.avocet.tensor.NativeEngine;
import io.avocet.trained.ModelsFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Classifies on the CPU and keeps the last model in memory, until another is requested or it was trained again. */
public final class WarmClassifier implements AutoCloseable {
    private static final int BATCH_SIZE = 32;

    private final int threads;
    private @Nullable Path folder;
    private @Nullable Object version;
    private @Nullable FineTunedModel model;

    /** One that computes with all cores. */
    public WarmClassifier() {
        this(0);
    }

    /**
     * One that leaves cores to others.
     *
     * @param threads to compute with; 0 for one for each core
     */
    public WarmClassifier(int threads) {
        this.threads = threads;
    }

    /**
     * One prediction for each email, in order.
     *
     * @param modelFolder a trained model
     * @param cancelled asked between batches
     * @throws UserError if the folder holds no model that can be used
     * @throws RunCancelled if the work was cancelled
     */
    public List<Prediction> classify(Path modelFolder, List<Email> emails, BooleanSupplier cancelled) {
        FineTunedModel loaded = model(modelFolder);
        List<Prediction> predictions = new ArrayList<>(emails.size());
        for (int start = 0; start < emails.size(); start += BATCH_SIZE) {
            if (cancelled.getAsBoolean()) {
                throw new RunCancelled("Stopped after " + start + " emails.");
            }
            predictions.addAll(loaded.classify(emails.subList(start, Math.min(emails.size(), start + BATCH_SIZE))));
        }
        return predictions;
    }

    private FineTunedModel model(Path modelFolder) {
        Object now =
                ModelsFolder.stamp(modelFolder); // before loading: what changes meanwhile is loaded again next time
        if (model != null && modelFolder.equals(folder) && now.equals(version)) {
            return model;
        }
        close();
        NativeEngine.start(threads);
        Hardware hardware = Hardware.choose(DeviceChoice.CPU, PrecisionChoice.AUTO, Precision.FP32);
        requireMemory(modelFolder, hardware);
        FineTunedModel loaded = FineTunedModel.load(modelFolder, hardware, BATCH_SIZE);
        folder = modelFolder;
        version = now;
        model = loaded;
        return loaded;
    }

    private static void requireMemory(Path modelFolder, Hardware hardware) {
        NetworkConfig config = ConfigFile.read(modelFolder).config();
        try {
            MemoryPreflight.checkLoading(config, hardware, BATCH_SIZE);
        } catch (UserError e) {
            throw new UserError(e.kind(), modelFolder.getFileName() + " " + e.getMessage(), e);
        }
    }

    /** Lets go of the model's memory. */
    @Override
    public void close() {
        if (model != null) {
            model.close();
            model = null;
        }
    }
}
