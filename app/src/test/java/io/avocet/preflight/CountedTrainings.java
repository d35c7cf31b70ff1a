package io.avocet.preflight;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.avocet.checkpoint.SafetensorsWriter;
import io.avocet.checkpoint.TensorSpec;
import io.avocet.data.LabelSet;
import io.avocet.golden.Golden;
import io.avocet.golden.GoldenCopy;
import io.avocet.model.CompactVocabulary;
import io.avocet.model.NetworkConfig;
import io.avocet.model.ParameterShapes;
import io.avocet.preflight.TrainingMemory.Batch;
import io.avocet.pretrained.Checkpoints;
import io.avocet.pretrained.ConfigFile;
import io.avocet.pretrained.LoadedForFineTuning;
import io.avocet.recipe.TrainingMethod;
import io.avocet.recipe.TrainingSettings;
import io.avocet.run.Precision;
import io.avocet.tensor.ComputeDevice;
import io.avocet.tensor.NativeEngine;
import io.avocet.train.BatchOrder;
import io.avocet.train.EncodedTexts;
import io.avocet.train.WeightedTrainer;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Loader;

/**
 * A program of its own that trains small networks while libtorch says on standard error how many bytes all tensors have: at each
 * block that it allocates or frees.
 */
final class CountedTrainings {
    private CountedTrainings() {}

    static final List<Case> CASES = List.of(
            new Case("fp32", Golden.DEBERTA, Precision.FP32, false, 1, new Batch(8, 96)),
            new Case("bf16", Golden.DEBERTA, Precision.BF16, false, 1, new Batch(8, 96)),
            new Case("bf16-long", Golden.DEBERTA, Precision.BF16, false, 1, new Batch(2, 384)),
            new Case("bf16-accumulating", Golden.DEBERTA, Precision.BF16, false, 2, new Batch(8, 96)),
            new Case("fp32-checkpointing", Golden.XLM_ROBERTA, Precision.FP32, true, 2, new Batch(4, 192)),
            new Case("bf16-checkpointing", Golden.XLM_ROBERTA, Precision.BF16, true, 2, new Batch(4, 192)),
            new Case("bf16-roberta", Golden.XLM_ROBERTA, Precision.BF16, false, 1, new Batch(8, 96)),
            new Case("bf16-distilbert", Golden.DISTILBERT, Precision.BF16, false, 1, new Batch(8, 96)),
            new Case("fp32-modernbert", Golden.MODERNBERT, Precision.FP32, false, 1, new Batch(8, 96)),
            new Case("bf16-modernbert", Golden.MODERNBERT, Precision.BF16, false, 1, new Batch(2, 384)),
            new Case("modernbert-checkpointing", Golden.MODERNBERT, Precision.BF16, true, 2, new Batch(4, 192)));

    /** One training, of a network that has the kind of a golden one and is larger. */
    record Case(String name, String model, Precision precision, boolean checkpointing, int accumulation, Batch batch) {
        TrainingMemory memory(Path folder) {
            NetworkConfig config = ConfigFile.read(folder.resolve(model)).config();
            return new TrainingMemory(
                    config,
                    settings(),
                    LabelSet.CANONICAL.size(),
                    vocabulary(config).size(),
                    batch);
        }

        private TrainingSettings settings() {
            return new TrainingSettings(
                    1,
                    batch.texts(),
                    accumulation,
                    1e-4,
                    precision,
                    checkpointing,
                    batch.tokens(),
                    1,
                    TrainingMethod.STANDARD);
        }

        private CompactVocabulary vocabulary(NetworkConfig config) {
            return CompactVocabulary.of(texts(config).sequences().stream(), config.padTokenId());
        }

        /** Two updates' texts. */
        private EncodedTexts texts(NetworkConfig config) {
            Random random = new Random(1);
            List<int[]> sequences = Stream.generate(
                            () -> random.ints(batch.tokens(), 4, 400).toArray())
                    .limit(2L * accumulation * batch.texts())
                    .toList();
            return new EncodedTexts(sequences, Collections.nCopies(sequences.size(), 3), config.padding());
        }

        private void train(Path folder) {
            NetworkConfig config = ConfigFile.read(folder.resolve(model)).config();
            EncodedTexts texts = texts(config).in(vocabulary(config));
            double[] weights = new double[LabelSet.CANONICAL.size()];
            Arrays.fill(weights, 1);
            try (LoadedForFineTuning loaded = Checkpoints.loadForFineTuning(
                            folder.resolve(model), config, weights.length, vocabulary(config), ComputeDevice.CPU, 1);
                    WeightedTrainer trainer = new WeightedTrainer(
                            loaded.model(), ComputeDevice.CPU, settings(), LabelSet.CANONICAL, weights, event -> {})) {
                trainer.train(texts, texts, BatchOrder.sequential(texts.size(), batch.texts()), () -> {});
            }
        }
    }

    /** Trains every case in the networks of a folder, after its name on standard error. */
    public static void main(String[] arguments) throws IOException {
        NativeEngine.start(1);
        // Two flags of libtorch: count, and say so.
        new BytePointer(Loader.addressof("FLAGS_caffe2_report_cpu_memory_usage")).put((byte) 1);
        new IntPointer(Loader.addressof("FLAGS_caffe2_log_level")).put(0);
        FileOutputStream error = new FileOutputStream(FileDescriptor.err); // open to the end: libtorch writes there too
        for (Case training : CASES) {
            error.write((training.name() + "\n").getBytes(StandardCharsets.UTF_8));
            training.train(Path.of(arguments[0]));
        }
    }

    /** Writes networks of 3 million parameters into a folder, with the dropout of the published ones. */
    static void writeNetworks(Path folder) throws IOException {
        for (String model : List.of(Golden.DEBERTA, Golden.XLM_ROBERTA, Golden.DISTILBERT, Golden.MODERNBERT)) {
            Path checkpoint = GoldenCopy.of(model, folder.resolve(model))
                    .config(CountedTrainings::enlarge)
                    .folder();
            writeWeights(ConfigFile.read(checkpoint).config(), checkpoint.resolve("model.safetensors"));
        }
    }

    /** Under the keys of each network. */
    private static void enlarge(ObjectNode config) {
        List.of("hidden_size", "pooler_hidden_size", "dim").forEach(key -> config.put(key, 256));
        List.of("intermediate_size", "hidden_dim").forEach(key -> config.put(key, 1024));
        List.of("num_hidden_layers", "n_layers").forEach(key -> config.put(key, 4));
        List.of("num_attention_heads", "n_heads").forEach(key -> config.put(key, 8));
        List.of("hidden_dropout_prob", "attention_probs_dropout_prob", "dropout", "attention_dropout", "mlp_dropout")
                .forEach(key -> config.put(key, 0.1));
        config.put("max_position_embeddings", 512).remove("layer_types");
    }

    private static void writeWeights(NetworkConfig config, Path file) {
        List<TensorSpec> specs = ParameterShapes.of(config, LabelSet.CANONICAL.size()).specs().stream()
                .map(weight -> new TensorSpec(weight.name(), weight.shape()))
                .toList();
        Random random = new Random(1);
        try (SafetensorsWriter writer = SafetensorsWriter.create(file, specs)) {
            for (TensorSpec spec : specs) {
                int elements = Math.toIntExact(spec.shape().stream().reduce(1L, Math::multiplyExact));
                ByteBuffer bytes = ByteBuffer.allocate(elements * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
                IntStream.range(0, elements).forEach(i -> bytes.putFloat((float) random.nextGaussian() * 0.02f));
                writer.append(spec.name(), bytes.flip());
            }
        }
    }
}
