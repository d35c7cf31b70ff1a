package io.avocet.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.avocet.checkpoint.TensorEntry;
import io.avocet.checkpoint.WeightFiles;
import io.avocet.data.LabelSet;
import io.avocet.golden.Golden;
import io.avocet.model.CompactVocabulary;
import io.avocet.model.NetworkConfig;
import io.avocet.model.ParameterShapes;
import io.avocet.pretrained.Checkpoints;
import io.avocet.pretrained.ConfigFile;
import io.avocet.pretrained.LoadedForFineTuning;
import io.avocet.recipe.TrainingMethod;
import io.avocet.recipe.TrainingSettings;
import io.avocet.run.Precision;
import io.avocet.tensor.ComputeDevice;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Training only the embedding rows in use against training the whole table: float32, every update clipped. */
@Tag("slow")
class CompactTrainingTest {
    /** Absolute for weights, relative for norms and losses: what the order of summation in the norm may change. */
    private static final double TOLERANCE = 1e-6;

    private static final int TRAINING_ROWS = 16;
    private static final int VALIDATION_ROWS = 6;

    /** Their gradient is zero but for rounding, which AdamW turns into full steps. */
    private static final Pattern ROUNDING_ONLY = Pattern.compile(".*attention[.](self[.]key|k_lin)[.]bias");

    @TempDir
    Path folder;

    private record Run(List<UpdateRecord> updates, Map<String, byte[]> saved) {
        byte[] bytes(String tensor) {
            return Objects.requireNonNull(saved.get(tensor), tensor);
        }
    }

    @ParameterizedTest
    @MethodSource("io.avocet.golden.Golden#checkpointings")
    void trainingTheRowsInUseEqualsTrainingTheWholeTable(String name, boolean checkpointing) throws IOException {
        NetworkConfig config = ConfigFile.read(Golden.folder(name)).config();
        EncodedTexts training = texts(name, 0, TRAINING_ROWS);
        EncodedTexts validation = texts(name, TRAINING_ROWS, TRAINING_ROWS + VALIDATION_ROWS);
        Run whole = train(name, CompactVocabulary.whole(config.vocabularySize()), training, validation, checkpointing);
        CompactVocabulary inUse = CompactVocabulary.of(
                Stream.of(training, validation).flatMap(texts -> texts.sequences().stream()), config.padTokenId());
        Run compact = train(name, inUse, training, validation, checkpointing);

        assertSameUpdates(compact.updates(), whole.updates());
        whole.saved().forEach((tensor, bytes) -> {
            if (!ROUNDING_ONLY.matcher(tensor).matches()) {
                assertThat(largestDifference(compact.bytes(tensor), bytes))
                        .as(tensor)
                        .isLessThan(TOLERANCE);
            }
        });
        assertOtherRowsAreTheBases(name, compact, training, validation);
    }

    private static void assertSameUpdates(List<UpdateRecord> compact, List<UpdateRecord> whole) {
        assertThat(compact).hasSameSizeAs(whole).hasSizeGreaterThan(5);
        for (int i = 0; i < compact.size(); i++) {
            double norm = whole.get(i).gradientNorm();
            assertThat(norm).as("norm of update %d, which is to be clipped", i).isGreaterThan(1);
            assertThat(compact.get(i).gradientNorm())
                    .as("norm of update %d", i)
                    .isCloseTo(norm, within(TOLERANCE * norm));
            assertThat(compact.get(i).loss())
                    .as("loss of update %d", i)
                    .isCloseTo(
                            whole.get(i).loss(), within(TOLERANCE * whole.get(i).loss()));
        }
    }

    /** Rows of validation texts alone are among these. */
    private static void assertOtherRowsAreTheBases(
            String name, Run compact, EncodedTexts training, EncodedTexts validation) throws IOException {
        NetworkConfig config = ConfigFile.read(Golden.folder(name)).config();
        Set<Integer> trained = tokens(training);
        assertThat(trained)
                .hasSizeLessThan(config.vocabularySize() - 50)
                .doesNotContainAnyElementsOf(List.of(config.padTokenId()));
        assertThat(tokens(validation)).anyMatch(token -> !trained.contains(token));

        Map<String, byte[]> base = weights(Golden.folder(name));
        String table = ParameterShapes.of(config, 10).wordEmbeddings().name();
        int rowBytes = Float.BYTES * config.hiddenSize();
        for (int token = 0; token < config.vocabularySize(); token++) {
            boolean same = Arrays.equals(
                    compact.bytes(table),
                    token * rowBytes,
                    (token + 1) * rowBytes,
                    base.get(table),
                    token * rowBytes,
                    (token + 1) * rowBytes);
            assertThat(same).as("row of token %d is the base's", token).isEqualTo(!trained.contains(token));
        }
    }

    private Run train(
            String name,
            CompactVocabulary vocabulary,
            EncodedTexts training,
            EncodedTexts validation,
            boolean checkpointing)
            throws IOException {
        JsonNode golden = Golden.read(name, "golden.json");
        NetworkConfig config = ConfigFile.read(Golden.folder(name)).config();
        TrainingSettings settings =
                new TrainingSettings(3, 4, 2, 2e-3, Precision.FP32, checkpointing, 512, 42, TrainingMethod.STANDARD);
        try (LoadedForFineTuning loaded = Checkpoints.loadForFineTuning(
                        Golden.folder(name), config, 10, vocabulary, ComputeDevice.CPU, 42);
                WeightedTrainer trainer = new WeightedTrainer(
                        loaded.model(),
                        ComputeDevice.CPU,
                        settings,
                        LabelSet.CANONICAL,
                        Golden.doubles(golden.get("class_weights")),
                        event -> {})) {
            BatchOrder order = BatchOrder.sequential(training.size(), settings.batchSize());
            List<UpdateRecord> updates = trainer.train(
                            training.in(vocabulary), validation.in(vocabulary), order, () -> {})
                    .updates();
            Path saved = Files.createTempDirectory(folder, "saved");
            loaded.saveWeights(saved);
            return new Run(updates, weights(saved));
        }
    }

    private static EncodedTexts texts(String name, int from, int to) {
        JsonNode run = Golden.read(name, "golden.json").get("training");
        List<int[]> sequences = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        for (int row = from; row < to; row++) {
            sequences.add(Golden.ints(run.get("sequences").get(row)));
            labels.add(run.get("labels").get(row).intValue());
        }
        return new EncodedTexts(
                sequences, labels, ConfigFile.read(Golden.folder(name)).config().padding());
    }

    private static Set<Integer> tokens(EncodedTexts texts) {
        return texts.sequences().stream().flatMapToInt(IntStream::of).boxed().collect(Collectors.toSet());
    }

    private static Map<String, byte[]> weights(Path checkpoint) {
        try (WeightFiles files = WeightFiles.open(checkpoint)) {
            Map<String, byte[]> weights = new LinkedHashMap<>();
            for (TensorEntry entry : files.entries()) {
                byte[] bytes = new byte[Math.toIntExact(entry.byteLength())];
                files.read(entry, 0, ByteBuffer.wrap(bytes));
                weights.put(entry.name(), bytes);
            }
            return weights;
        }
    }

    private static double largestDifference(byte[] some, byte[] others) {
        FloatBuffer a = ByteBuffer.wrap(some).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        FloatBuffer b = ByteBuffer.wrap(others).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        assertThat(a.capacity()).isEqualTo(b.capacity());
        return IntStream.range(0, a.capacity())
                .mapToDouble(i -> Math.abs((double) a.get(i) - b.get(i)))
                .max()
                .orElseThrow();
    }
}
