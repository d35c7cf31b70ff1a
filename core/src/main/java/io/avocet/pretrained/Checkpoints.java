package io.avocet.pretrained;

import io.avocet.checkpoint.WeightReport;
import io.avocet.model.CompactVocabulary;
import io.avocet.model.NetworkConfig;
import io.avocet.model.ParameterShapes;
import io.avocet.model.Parameters;
import io.avocet.model.SentenceEncoder;
import io.avocet.model.SequenceClassifier;
import io.avocet.model.WeightSpec;
import io.avocet.run.Precision;
import io.avocet.tensor.ComputeDevice;
import io.avocet.tensor.NativeEngine;
import io.avocet.tensor.NoGrad;
import io.avocet.tensor.PackedLinear;
import io.avocet.tensor.TensorScope;
import io.avocet.tensor.Tensors;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Networks from checkpoint folders and back, tensor by tensor: there is never a second copy of all weights. */
public final class Checkpoints {
    private Checkpoints() {}

    /**
     * A network with the checkpoint's own head.
     *
     * @param precision number format in which the weights of matrix products are held
     * @throws io.avocet.error.UserError if weights are missing, unexpected or of another shape
     */
    public static SequenceClassifier loadForClassifying(
            Path folder, NetworkConfig config, ComputeDevice device, Precision precision) {
        NativeEngine.start();
        int labels = config.labels().size();
        ParameterShapes shapes = ParameterShapes.of(config, labels);
        try (StoredWeights stored = StoredWeights.open(folder, config)) {
            stored.compare(shapes).requireUsable(folder, false);
            return new SequenceClassifier(config, labels, frozen(shapes, stored, device, precision));
        }
    }

    /** The encoder of a checkpoint, whatever its head. */
    public static SentenceEncoder loadEncoder(
            Path folder, NetworkConfig config, ComputeDevice device, Precision precision) {
        NativeEngine.start();
        ParameterShapes shapes = ParameterShapes.ofEncoder(config);
        try (StoredWeights stored = StoredWeights.open(folder, config)) {
            stored.compare(ParameterShapes.of(config, 1)).requireUsable(folder, true);
            return new SentenceEncoder(config, frozen(shapes, stored, device, precision));
        }
    }

    /** The weights in the formats in which a network that does not learn reads them. */
    private static Parameters frozen(
            ParameterShapes shapes, StoredWeights stored, ComputeDevice device, Precision precision) {
        return parameters(shapes, spec -> {
            ScalarType type = spec.isEncoderMatrix() ? ComputeDevice.scalarType(precision) : ScalarType.Float;
            return packed(stored.read(spec, device, type));
        });
    }

    /**
     * A network to fine-tune: float32, with a head of {@code labels} classes. Head weights that are missing or of another
     * shape start afresh: normal with the config's {@code initializer_range}, zero bias.
     *
     * @param vocabulary the tokens of the run; the network reads sequences in its numbers
     */
    public static LoadedForFineTuning loadForFineTuning(
            Path folder,
            NetworkConfig config,
            int labels,
            CompactVocabulary vocabulary,
            ComputeDevice device,
            long seed) {
        NativeEngine.start();
        ParameterShapes shapes = ParameterShapes.of(config, labels);
        StoredWeights stored = StoredWeights.open(folder, config);
        try {
            WeightReport report = stored.compare(shapes);
            report.requireUsable(folder, true);
            torch.manual_seed(seed);
            Parameters parameters = parameters(shapes, spec -> {
                if (report.freshHead().contains(spec.name())) {
                    return fresh(spec, config.initializerRange(), device);
                }
                return spec.use() == WeightSpec.Use.WORD_EMBEDDINGS
                        ? stored.readRows(spec, vocabulary.ids(), device)
                        : stored.read(spec, device, ScalarType.Float);
            });
            SequenceClassifier model = new SequenceClassifier(config, labels, parameters);
            return new LoadedForFineTuning(model, report, shapes, vocabulary, stored);
        } catch (RuntimeException | OutOfMemoryError e) {
            stored.close();
            throw e;
        }
    }

    private static Parameters parameters(ParameterShapes shapes, Function<WeightSpec, Tensor> load) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        try {
            for (WeightSpec spec : shapes.specs()) {
                tensors.put(spec.name(), load.apply(spec));
            }
            return new Parameters(shapes.specs(), tensors);
        } catch (RuntimeException | OutOfMemoryError e) {
            tensors.values().forEach(Tensor::close); // others may go on without this model
            throw e;
        }
    }

    /** The weight of a bfloat16 product on a CPU in the order in which the processor reads it best; others as they are. */
    private static Tensor packed(Tensor tensor) {
        if (tensor.is_cuda() || !Tensors.hasType(tensor, ScalarType.BFloat16) || tensor.dim() != 2) {
            return tensor;
        }
        if (!PackedLinear.isAvailable()) {
            return tensor;
        }
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            Tensor packed = scope.keep(PackedLinear.pack(tensor));
            tensor.close();
            return packed;
        }
    }

    private static Tensor fresh(WeightSpec spec, double deviation, ComputeDevice device) {
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            if (spec.use() == WeightSpec.Use.MATRIX) {
                return scope.keep(Tensors.to(
                        randomNormal(spec.shape()).mul(Tensors.scalar(deviation)), device, ScalarType.Float));
            }
            boolean isBias = spec.name().endsWith("bias"); // a norm's weight starts at 1
            Tensor ones = torch.ones(sizes(spec.shape()), ComputeDevice.CPU.options(ScalarType.Float));
            return scope.keep(Tensors.to(ones.mul(Tensors.scalar(isBias ? 0 : 1)), device, ScalarType.Float));
        }
    }

    private static Tensor randomNormal(List<Long> shape) {
        return torch.randn(sizes(shape), ComputeDevice.CPU.options(ScalarType.Float));
    }

    private static long[] sizes(List<Long> shape) {
        return shape.stream().mapToLong(Long::longValue).toArray();
    }
}
