package io.avocet.preflight;

import io.avocet.model.LayerMemory;
import io.avocet.model.NetworkConfig;
import io.avocet.model.ParameterShapes;
import io.avocet.recipe.TrainingSettings;
import io.avocet.recipe.WeightSelection;
import io.avocet.run.Precision;

/**
 * The tensors that a training holds when it holds most, counted from their shapes.
 *
 * @param labels classes of the head
 * @param vocabulary tokens that occur, whose embeddings are trained
 * @param largest the batch with the longest texts
 */
record TrainingMemory(NetworkConfig config, TrainingSettings settings, int labels, int vocabulary, Batch largest) {
    /** One forward and backward pass: so many texts, each padded to so many tokens. */
    record Batch(int texts, int tokens) {
        long allTokens() {
            return (long) texts * tokens;
        }
    }

    /** Weight and AdamW's two moments, float32. */
    private static final int BYTES_PER_PARAMETER = 12;

    private static final int BYTES_PER_GRADIENT = 4;

    /** Of the sum from which averaged weights come. */
    private static final int BYTES_PER_SUMMED_WEIGHT = 4;

    /** Bytes of an element of a dropout mask. */
    private static final long MASK = Short.BYTES;

    /** Bytes of all tensors. */
    long bytes() {
        long gradients = BYTES_PER_GRADIENT * parameters();
        boolean gradientsAreThere = settings.gradientCheckpointing() || settings.accumulationSteps() > 1;
        // Otherwise a layer's gradients come while its activations go.
        long most = gradientsAreThere ? gradients + activations() : Math.max(gradients, activations());
        int kept = BYTES_PER_PARAMETER + (averages() ? BYTES_PER_SUMMED_WEIGHT : 0);
        return kept * parameters() + most;
    }

    private boolean averages() {
        return settings.method().selection() == WeightSelection.AVERAGE;
    }

    /** What the backward pass needs, cast weights included, and what attention holds for a moment. */
    private long activations() {
        long layer = keptByOneLayer(config, settings.precision(), largest);
        long others = keptByOthers() + passing(config, settings.precision(), largest);
        if (settings.gradientCheckpointing()) {
            long layerInputs = config.layers() * largest.allTokens() * config.hiddenSize() * Float.BYTES;
            return layerInputs + castWeights() / config.layers() + layer + others;
        }
        int wholeLayers = config.readsEveryToken() ? config.layers() : config.layers() - 1;
        return castWeights() + layer * wholeLayers + others;
    }

    /** The number of weights that are trained. */
    private long parameters() {
        long unused = (long) (config.vocabularySize() - vocabulary) * config.hiddenSize();
        return shapes().count() - unused;
    }

    /** The 16-bit copies of the weights of matrix products. */
    private long castWeights() {
        ParameterShapes shapes = shapes();
        return settings.precision() == Precision.FP32
                ? 0
                : Short.BYTES * (shapes.count() - shapes.wordEmbeddings().elements());
    }

    private ParameterShapes shapes() {
        return ParameterShapes.of(config, labels);
    }

    /**
     * What an encoder layer keeps for its backward pass. Of each token: six vectors of the hidden size and two or more of
     * the feed-forward size in the format of products, the inputs of both LayerNorms in float32, two dropout masks. Of each
     * pair of tokens and head: the probability before and after dropout, and the mask.
     */
    static long keptByOneLayer(NetworkConfig config, Precision precision, Batch batch) {
        long format = bytesOf(precision);
        LayerMemory memory = config.layerMemory();
        long vectors = config.hiddenSize() * (6 * format + 2L * Float.BYTES + 2 * MASK)
                + config.intermediateSize() * (memory.feedForwardVectors() * format + memory.feedForwardMasks() * MASK);
        long scores = (2 * format + MASK) * config.heads() * batch.tokens();
        return batch.allTokens() * (vectors + scores);
    }

    /** What the embeddings keep, and the last layer, which computes one token: the keys, the values and their input. */
    private long keptByOthers() {
        return largest.allTokens() * config.hiddenSize() * (3 * bytesOf(settings.precision()) + 6);
    }

    /**
     * What attention holds for a moment: scores and their gradients, of relative positions too where there are such, which
     * are twice as wide.
     */
    static long passing(NetworkConfig config, Precision precision, Batch batch) {
        return config.layerMemory().attentionMatrices()
                * bytesOf(precision)
                * config.heads()
                * batch.allTokens()
                * batch.tokens();
    }

    private static long bytesOf(Precision precision) {
        return precision == Precision.FP32 ? Float.BYTES : Short.BYTES;
    }
}
