package io.avocet.model;

import io.avocet.checkpoint.DebertaConfig;
import io.avocet.checkpoint.ModelConfig;
import io.avocet.checkpoint.SafetensorsWriter;
import io.avocet.checkpoint.StoredType;
import io.avocet.checkpoint.TensorEntry;
import io.avocet.checkpoint.TensorSpec;
import io.avocet.checkpoint.WeightFiles;
import io.avocet.checkpoint.WeightReport;
import io.avocet.checkpoint.XlmRobertaConfig;
import io.avocet.model.deberta.DebertaClassifier;
import io.avocet.model.xlmroberta.XlmRobertaClassifier;
import io.avocet.run.Precision;
import io.avocet.tensor.ComputeDevice;
import io.avocet.tensor.NativeEngine;
import io.avocet.tensor.NoGrad;
import io.avocet.tensor.PackedLinear;
import io.avocet.tensor.TensorScope;
import io.avocet.tensor.Tensors;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Networks from checkpoint folders and back, tensor by tensor: there is never a second copy of all weights. */
public final class Checkpoints {
    private static final int CHUNK_BYTES = 1 << 28;

    private Checkpoints() {}

    /**
     * A network with the checkpoint's own head.
     *
     * @param precision number format in which the weights of matrix products are held
     * @throws io.avocet.error.UserError if weights are missing, unexpected or of another shape
     */
    public static SequenceClassifier loadForClassifying(
            Path folder, ModelConfig config, ComputeDevice device, Precision precision) {
        NativeEngine.start();
        ParameterShapes shapes = ParameterShapes.of(config, config.labels().size());
        try (WeightFiles files = WeightFiles.open(folder)) {
            report(shapes, files).requireUsable(folder, false);
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            try {
                for (String name : shapes.byName().keySet()) {
                    ScalarType type = isMatrixProduct(name) ? ComputeDevice.scalarType(precision) : ScalarType.Float;
                    tensors.put(name, packed(read(files, entry(files, name), device, type)));
                }
                return network(config, new Parameters(tensors));
            } catch (RuntimeException | OutOfMemoryError e) {
                tensors.values().forEach(Tensor::close); // others may go on without this model
                throw e;
            }
        }
    }

    /**
     * A network to fine-tune: float32, with a head of {@code labels} classes. Head weights that are missing or of another
     * shape start afresh: normal with the config's {@code initializer_range}, zero bias.
     */
    public static LoadedForFineTuning loadForFineTuning(
            Path folder, ModelConfig config, int labels, ComputeDevice device, long seed) {
        NativeEngine.start();
        ParameterShapes shapes = ParameterShapes.of(config, labels);
        try (WeightFiles files = WeightFiles.open(folder)) {
            WeightReport report = report(shapes, files);
            report.requireUsable(folder, true);
            torch.manual_seed(seed);
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            shapes.byName()
                    .forEach((name, shape) -> tensors.put(
                            name,
                            report.freshHead().contains(name)
                                    ? fresh(name, shape, config.initializerRange(), device)
                                    : read(files, entry(files, name), device, ScalarType.Float)));
            return new LoadedForFineTuning(network(config, new Parameters(tensors)), report);
        }
    }

    /**
     * A network that is ready to train.
     *
     * @param report which weights started afresh, and which of the checkpoint's were ignored
     */
    public record LoadedForFineTuning(SequenceClassifier model, WeightReport report) {
        /** The number of weights. */
        public long parameterCount() {
            return model.parameters().count();
        }
    }

    /** Writes {@code model.safetensors} in float32 under the published names. */
    public static void saveWeights(SequenceClassifier model, Path folder) {
        Map<String, Tensor> tensors = model.parameters().byName();
        List<TensorSpec> specs = tensors.entrySet().stream()
                .map(entry -> new TensorSpec(entry.getKey(), shapeOf(entry.getValue())))
                .toList();
        try (SafetensorsWriter writer = SafetensorsWriter.create(folder.resolve("model.safetensors"), specs)) {
            tensors.forEach((name, tensor) -> append(writer, name, tensor));
        }
    }

    private static SequenceClassifier network(ModelConfig config, Parameters parameters) {
        if (config instanceof DebertaConfig deberta) {
            return new DebertaClassifier(deberta, parameters);
        }
        return new XlmRobertaClassifier((XlmRobertaConfig) config, parameters);
    }

    private static WeightReport report(ParameterShapes shapes, WeightFiles files) {
        return WeightReport.compare(shapes.byName(), files.entries(), shapes.head());
    }

    private static TensorEntry entry(WeightFiles files, String name) {
        return files.find(name).orElseThrow(() -> new IllegalStateException(name + " was found complete before"));
    }

    /** Whether a weight belongs to a {@link Linear}; embeddings and norms stay float32. */
    private static boolean isMatrixProduct(String name) {
        return !name.contains("LayerNorm") && !name.contains("embeddings");
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

    private static Tensor read(WeightFiles files, TensorEntry entry, ComputeDevice device, ScalarType type) {
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            long[] shape = entry.shape().stream().mapToLong(Long::longValue).toArray();
            Tensor stored = torch.empty(
                    shape,
                    ComputeDevice.CPU.options(scalarType(entry.type())),
                    new org.bytedeco.pytorch.MemoryFormatOptional());
            BytePointer memory = Tensors.bytes(stored);
            for (long position = 0; position < entry.byteLength(); position += CHUNK_BYTES) {
                files.read(entry, position, chunk(memory, position, entry.byteLength()));
            }
            return scope.keep(Tensors.to(stored, device, type));
        }
    }

    private static void append(SafetensorsWriter writer, String name, Tensor tensor) {
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            Tensor onHost = Tensors.to(tensor.detach(), ComputeDevice.CPU, ScalarType.Float)
                    .contiguous();
            BytePointer memory = Tensors.bytes(onHost);
            for (long position = 0; position < onHost.nbytes(); position += CHUNK_BYTES) {
                writer.append(name, chunk(memory, position, onHost.nbytes()));
            }
        }
    }

    private static ByteBuffer chunk(BytePointer memory, long position, long length) {
        return new BytePointer(memory)
                .position(position)
                .limit(Math.min(length, position + CHUNK_BYTES))
                .asByteBuffer();
    }

    private static Tensor fresh(String name, List<Long> shape, double deviation, ComputeDevice device) {
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            long[] sizes = shape.stream().mapToLong(Long::longValue).toArray();
            Tensor drawn = torch.randn(sizes, ComputeDevice.CPU.options(ScalarType.Float));
            double factor = name.endsWith(".bias") ? 0 : deviation;
            return scope.keep(Tensors.to(drawn.mul(Tensors.scalar(factor)), device, ScalarType.Float));
        }
    }

    private static List<Long> shapeOf(Tensor tensor) {
        return java.util.stream.LongStream.range(0, tensor.dim())
                .mapToObj(tensor::size)
                .toList();
    }

    private static ScalarType scalarType(StoredType type) {
        return switch (type) {
            case F32 -> ScalarType.Float;
            case F16 -> ScalarType.Half;
            case BF16 -> ScalarType.BFloat16;
        };
    }
}
