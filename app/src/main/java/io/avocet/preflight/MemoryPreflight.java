package io.avocet.preflight;

import io.avocet.error.Setting;
import io.avocet.error.UserError;
import io.avocet.machine.NvidiaDriver;
import io.avocet.model.CompactVocabulary;
import io.avocet.model.NetworkConfig;
import io.avocet.model.ParameterShapes;
import io.avocet.preflight.TrainingMemory.Batch;
import io.avocet.recipe.TrainingSettings;
import io.avocet.run.Precision;
import io.avocet.tensor.ComputeDevice;
import io.avocet.tensor.Hardware;
import io.avocet.tensor.MemoryUse;
import io.avocet.train.EncodedTexts;
import io.avocet.words.ByteSize;
import java.util.List;

/** Refuses a run or a model that would not fit, before it starts or is loaded. */
public final class MemoryPreflight {
    /** On the host, in addition to the tensors: the JVM, libtorch, its compiled kernels, and what malloc leaves unused between blocks. */
    private static final long PROCESS_BYTES = 1_000_000_000;

    /** On a GPU, in addition to the tensors: room for cuBLAS to work in, and for rounding. */
    private static final long GPU_RESERVE_BYTES = 400_000_000;

    /** Tokens of a usual zero-shot pair or fine-tune text; a batch of longer ones may still not fit. */
    private static final int USUAL_TOKENS = 256;

    private MemoryPreflight() {}

    /**
     * Compares what a model needs for classifying with what is free.
     *
     * @param batchSize texts in work at once
     * @throws UserError with both figures, if it does not fit
     */
    public static void checkLoading(NetworkConfig config, Hardware hardware, int batchSize) {
        ParameterShapes shapes = ParameterShapes.of(config, config.labels().size());
        long embeddings = shapes.wordEmbeddings().elements();
        int productBytes = hardware.precision() == Precision.FP32 ? Float.BYTES : Short.BYTES;
        long weights = Float.BYTES * embeddings + productBytes * (shapes.count() - embeddings);
        Batch batch = new Batch(batchSize, USUAL_TOKENS);
        long needed = weights
                + TrainingMemory.keptByOneLayer(config, hardware.precision(), batch)
                + TrainingMemory.passing(config, hardware.precision(), batch);
        long free = MemoryUse.freeBytes(hardware.device());
        if (needed > free) {
            throw new UserError(
                    UserError.Kind.OUT_OF_MEMORY,
                    "needs about " + ByteSize.inWords(needed) + " on "
                            + hardware.device().id() + ", and " + ByteSize.inWords(free)
                            + " are free. Stop other programs that hold it, or choose a smaller model.");
        }
    }

    /**
     * Compares what a run needs with what is free.
     *
     * @param vocabulary tokens that occur, whose embeddings are trained
     * @throws UserError with both figures, if it does not fit
     */
    public static void check(
            NetworkConfig config,
            int labels,
            TrainingSettings settings,
            EncodedTexts training,
            CompactVocabulary vocabulary,
            ComputeDevice device) {
        Batch largest = new Batch(Math.min(settings.batchSize(), training.size()), training.longestBatch());
        long tensors = new TrainingMemory(config, settings, labels, vocabulary.size(), largest).bytes();
        long needed = tensors + (device == ComputeDevice.CUDA ? GPU_RESERVE_BYTES : PROCESS_BYTES);
        long free = MemoryUse.freeBytes(device);
        if (needed > free) {
            throw new UserError(
                    UserError.Kind.OUT_OF_MEMORY,
                    "This run needs about " + ByteSize.inWords(needed) + " on " + device.id() + ", and "
                            + ByteSize.inWords(free) + " are free. Stop other programs that hold it (a language-model"
                            + " server such as Peregrine's vLLM holds about 5.7 GB), lower " + Setting.BATCH_SIZE
                            + " (now "
                            + settings.batchSize() + ") or choose a smaller model." + holders(device));
        }
    }

    /** Which programs use the rest of a GPU, as its driver reports; nothing for a CPU. */
    private static String holders(ComputeDevice device) {
        List<String> holders = device == ComputeDevice.CUDA ? NvidiaDriver.holdersNow() : List.of();
        return holders.isEmpty() ? "" : " Programs that hold it now: " + String.join("; ", holders) + ".";
    }
}
