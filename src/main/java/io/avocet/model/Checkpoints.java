package io.avocet.model;

import io.avocet.checkpoint.DebertaConfig;
import io.avocet.checkpoint.ModelConfig;
import io.avocet.checkpoint.TensorEntry;
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
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
            Path folder, ModelConfig config, ComputeDevice device, Precision precision) {
        NativeEngine.start();
        ParameterShapes shapes = ParameterShapes.of(config, config.labels().size());
        try (WeightFiles files = WeightFiles.open(folder)) {
            report(shapes, files).requireUsable(folder, false);
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            try {
                for (String name : shapes.byName().keySet()) {
                    boolean isProduct = isEncoderProduct(name) && !shapes.head().contains(name);
                    ScalarType type = isProduct ? ComputeDevice.scalarType(precision) : ScalarType.Float;
                    tensors.put(name, packed(StoredTensors.read(files, entry(files, name), device, type)));
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
     *
     * @param vocabulary the tokens of the run; the network reads sequences in its numbers
     */
    public static LoadedForFineTuning loadForFineTuning(
            Path folder,
            ModelConfig config,
            int labels,
            CompactVocabulary vocabulary,
            ComputeDevice device,
            long seed) {
        NativeEngine.start();
        ParameterShapes shapes = ParameterShapes.of(config, labels);
        WeightFiles files = WeightFiles.open(folder);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        try {
            WeightReport report = report(shapes, files);
            report.requireUsable(folder, true);
            torch.manual_seed(seed);
            shapes.byName().forEach((name, shape) -> {
                Tensor tensor;
                if (report.freshHead().contains(name)) {
                    tensor = fresh(name, shape, config.initializerRange(), device);
                } else if (name.equals(shapes.wordEmbeddings())) {
                    tensor = StoredTensors.readRows(files, entry(files, name), vocabulary.ids(), device);
                } else {
                    tensor = StoredTensors.read(files, entry(files, name), device, ScalarType.Float);
                }
                tensors.put(name, tensor);
            });
            SequenceClassifier model = network(config, new Parameters(tensors));
            return new LoadedForFineTuning(model, report, shapes, vocabulary, files);
        } catch (RuntimeException | OutOfMemoryError e) {
            tensors.values().forEach(Tensor::close);
            files.close();
            throw e;
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

    /** Whether a weight belongs to a {@link Linear} of the encoder; embeddings and norms stay float32. */
    private static boolean isEncoderProduct(String name) {
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

    private static Tensor fresh(String name, List<Long> shape, double deviation, ComputeDevice device) {
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            long[] sizes = shape.stream().mapToLong(Long::longValue).toArray();
            Tensor drawn = torch.randn(sizes, ComputeDevice.CPU.options(ScalarType.Float));
            double factor = name.endsWith(".bias") ? 0 : deviation;
            return scope.keep(Tensors.to(drawn.mul(Tensors.scalar(factor)), device, ScalarType.Float));
        }
    }
}
