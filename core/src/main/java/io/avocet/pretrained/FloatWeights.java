package io.avocet.pretrained;

import io.avocet.error.UserError;
import io.avocet.model.NetworkConfig;
import io.avocet.model.ParameterShapes;
import io.avocet.model.WeightSpec;
import io.avocet.run.Precision;
import io.avocet.tensor.ComputeDevice;
import io.avocet.tensor.NativeEngine;
import io.avocet.tensor.TensorScope;
import io.avocet.tensor.Tensors;
import java.nio.file.Path;
import java.util.List;

/** The weights of a classifier as plain numbers. They stay on disk until they are read, one weight at a time. */
public final class FloatWeights implements AutoCloseable {
    private final Path folder;
    private final List<WeightSpec> specs;
    private final StoredWeights stored;

    private FloatWeights(Path folder, List<WeightSpec> specs, StoredWeights stored) {
        this.folder = folder;
        this.specs = specs;
        this.stored = stored;
    }

    /**
     * Opens the weights of a checkpoint with its own head.
     *
     * @throws UserError if weights are missing, unexpected or of another shape
     */
    public static FloatWeights open(Path folder, NetworkConfig config) {
        NativeEngine.start();
        ParameterShapes shapes = ParameterShapes.of(config, config.labels().size());
        StoredWeights stored = StoredWeights.open(folder, config);
        try {
            stored.compare(shapes).requireUsable(folder, false);
            return new FloatWeights(folder, shapes.specs(), stored);
        } catch (RuntimeException e) {
            stored.close();
            throw e;
        }
    }

    /** All weights, in the order of the forward pass. */
    public List<WeightSpec> specs() {
        return specs;
    }

    /**
     * The elements of a weight, row by row.
     *
     * @throws UserError if one is no number
     */
    public float[] read(WeightSpec spec) {
        try (TensorScope scope = new TensorScope()) {
            float[] elements =
                    Tensors.toFloats(stored.read(spec, ComputeDevice.CPU, ComputeDevice.scalarType(Precision.FP32)));
            for (float element : elements) {
                if (!Float.isFinite(element)) {
                    throw new UserError(
                            UserError.Kind.BAD_INPUT,
                            folder + ": " + spec.name() + " holds " + element
                                    + ", which is no number. The weights are damaged: train or fetch the model again.");
                }
            }
            return elements;
        }
    }

    @Override
    public void close() {
        stored.close();
    }
}
