package io.avocet.app;

import io.avocet.checkpoint.DebertaConfig;
import io.avocet.checkpoint.ModelConfig;
import io.avocet.error.UserError;
import io.avocet.model.ParameterShapes;
import io.avocet.run.Precision;
import io.avocet.run.TrainingSettings;
import io.avocet.tensor.ComputeDevice;
import io.avocet.tensor.Hardware;
import io.avocet.tensor.MemoryUse;

/** Refuses a run or a model that would not fit, before it starts or is loaded. */
public final class MemoryPreflight {
    /** Weight, gradient and AdamW's two moments, all float32. */
    private static final int BYTES_PER_PARAMETER = 16;

    /** The JVM, libtorch's code and the buffers of its matrix products. */
    private static final long PROCESS_BYTES = 700_000_000;

    /** Tokens of a usual zero-shot pair or fine-tune text; a batch of longer ones may still not fit. */
    private static final int USUAL_TOKENS = 256;

    private MemoryPreflight() {}

    /**
     * Compares what a model needs for classifying with what is free.
     *
     * @param batchSize texts of one forward pass at most
     * @throws UserError with both figures, if it does not fit
     */
    public static void checkLoading(ModelConfig config, Hardware hardware, int batchSize) {
        ParameterShapes shapes = ParameterShapes.of(config, config.labels().size());
        long embeddings = shapes.countWordEmbeddings();
        int productBytes = hardware.precision() == Precision.FP32 ? Float.BYTES : Short.BYTES;
        long weights = Float.BYTES * embeddings + productBytes * (shapes.count() - embeddings);
        long needed = weights + activationBytesOfOneLayer(config, hardware.precision(), batchSize, USUAL_TOKENS);
        long free = MemoryUse.freeBytes(hardware.device());
        if (needed > free) {
            throw new UserError(
                    UserError.Kind.OUT_OF_MEMORY,
                    "needs about " + MemoryUse.inWords(needed) + " on "
                            + hardware.device().id() + ", and " + MemoryUse.inWords(free)
                            + " are free. Stop other programs that hold it, or choose a smaller model.");
        }
    }

    /**
     * Compares what a run needs with what is free.
     *
     * @param longest tokens of the longest training text
     * @throws UserError with both figures, if it does not fit
     */
    static void check(ModelConfig config, int labels, TrainingSettings settings, int longest, ComputeDevice device) {
        long needed = neededBytes(config, labels, settings, longest);
        long free = MemoryUse.freeBytes(device);
        if (needed > free) {
            throw new UserError(
                    UserError.Kind.OUT_OF_MEMORY,
                    "This run needs about " + MemoryUse.inWords(needed) + " on " + device.id() + ", and "
                            + MemoryUse.inWords(free) + " are free. Stop other programs that hold it (a language-model"
                            + " server such as Peregrine's vLLM holds about 5.7 GB), lower --batch-size (now "
                            + settings.batchSize() + ") or choose a smaller --model.");
        }
    }

    /** An estimate of the peak, from the tensors that are alive together at the end of a forward pass. */
    static long neededBytes(ModelConfig config, int labels, TrainingSettings settings, int longest) {
        ParameterShapes shapes = ParameterShapes.of(config, labels);
        long products = shapes.count() - shapes.countWordEmbeddings();
        boolean reduced = settings.precision() != Precision.FP32;
        long perLayer = activationBytesOfOneLayer(config, settings.precision(), settings.batchSize(), longest);
        long layers = config.layers();
        long activations;
        long castWeights = reduced ? 2 * products : 0;
        if (settings.gradientCheckpointing()) {
            long layerInputs = 2 * layers * settings.batchSize() * longest * config.hiddenSize() * Float.BYTES;
            activations = perLayer + layerInputs;
            castWeights /= layers;
        } else {
            activations = perLayer * layers;
        }
        return PROCESS_BYTES + BYTES_PER_PARAMETER * shapes.count() + castWeights + activations;
    }

    /**
     * What one encoder layer keeps for its backward pass: of each token some 14 vectors of the hidden size and 3 of the
     * feed-forward size; of each pair of tokens some 4 scores a head, and as many again where relative positions are
     * scored too.
     */
    private static long activationBytesOfOneLayer(ModelConfig config, Precision precision, int batchSize, long tokens) {
        long bytes = precision == Precision.FP32 ? 4 : 3; // the residual stream stays float32
        long vectors = 14L * config.hiddenSize() + 3L * config.intermediateSize();
        long scores = (config instanceof DebertaConfig ? 8L : 4L) * config.heads() * tokens;
        return bytes * batchSize * tokens * (vectors + scores);
    }
}
