package io.avocet.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.avocet.eval.Probabilities;
import io.avocet.eval.Temperature;
import io.avocet.golden.Golden;
import io.avocet.model.ForwardMode;
import io.avocet.model.NetworkConfig;
import io.avocet.model.SequenceClassifier;
import io.avocet.model.TokenBatch;
import io.avocet.onnx.graph.GraphFile;
import io.avocet.pretrained.Checkpoints;
import io.avocet.pretrained.ConfigFile;
import io.avocet.pretrained.FloatWeights;
import io.avocet.run.Precision;
import io.avocet.tensor.ComputeDevice;
import io.avocet.tensor.NoGrad;
import io.avocet.tensor.TensorScope;
import io.avocet.tensor.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The exported networks in ONNX Runtime against the engine. */
class ExportedNetworkTest {
    /** What the file is to hold: sums in another order differ by a hundredth of it. */
    private static final Offset<Float> TOLERANCE = Offset.offset(1e-4f);

    /** The golden weights are random and small, so 8 bits are near; logits are around 1. */
    private static final float EIGHT_BITS = 0.1f;

    private static final Temperature TEMPERATURE = new Temperature(1.7);

    @TempDir
    Path folder;

    static final List<String> CLASSIFIERS = Golden.CLASSIFIERS;

    @ParameterizedTest
    @FieldSource("CLASSIFIERS")
    void theGoldenLogitsAreEqual(String model) throws IOException {
        JsonNode golden = Golden.read(model, "golden.json");
        List<int[]> sequences = Golden.sequences(golden.get("input_ids"), golden.get("attention_mask"));
        try (OnnxModel onnx = export(model, false)) {
            List<float[]> logits = onnx.run(sequences, longest(sequences)).logits();
            for (int row = 0; row < logits.size(); row++) {
                assertRow(
                        logits.get(row),
                        floats(Golden.doubles(golden.get("logits").get(row))));
            }
        }
    }

    @ParameterizedTest
    @FieldSource("CLASSIFIERS")
    void logitsOfTextsOfAllLengthsAreThoseOfTheEngine(String model) throws IOException {
        NetworkConfig config = ConfigFile.read(Golden.folder(model)).config();
        int most = config.maxTokens();
        List<List<int[]>> batches = List.of(
                List.of(random(config, 1)),
                List.of(random(config, 2)),
                List.of(random(config, most)),
                List.of(random(config, 1), random(config, 13), random(config, most), random(config, most / 2)));
        try (OnnxModel onnx = export(model, false)) {
            for (List<int[]> batch : batches) {
                float[][] expected = engineLogits(model, config, batch);
                List<float[]> logits = onnx.run(batch, longest(batch)).logits();
                for (int row = 0; row < expected.length; row++) {
                    assertRow(logits.get(row), expected[row]);
                }
            }
        }
    }

    @ParameterizedTest
    @FieldSource("CLASSIFIERS")
    void paddingChangesNothing(String model) throws IOException {
        NetworkConfig config = ConfigFile.read(Golden.folder(model)).config();
        List<int[]> text = List.of(random(config, 9));
        try (OnnxModel onnx = export(model, false)) {
            assertRow(
                    onnx.run(text, 9 + 30).logits().get(0),
                    onnx.run(text, 9).logits().get(0));
        }
    }

    @ParameterizedTest
    @FieldSource("CLASSIFIERS")
    void probabilitiesHaveTheTemperature(String model) throws IOException {
        NetworkConfig config = ConfigFile.read(Golden.folder(model)).config();
        List<int[]> batch = List.of(random(config, 20), random(config, 7));
        try (OnnxModel onnx = export(model, false)) {
            OnnxModel.Outputs outputs = onnx.run(batch, 20);
            for (int row = 0; row < batch.size(); row++) {
                double[] own = Probabilities.softmax(outputs.logits().get(row));
                assertRow(outputs.probabilities().get(row), floats(TEMPERATURE.applyTo(own)));
            }
        }
    }

    @ParameterizedTest
    @FieldSource("CLASSIFIERS")
    void eightBitsAreNear(String model) throws IOException {
        NetworkConfig config = ConfigFile.read(Golden.folder(model)).config();
        List<int[]> batch = List.of(random(config, 30), random(config, 12));
        float[][] expected = engineLogits(model, config, batch);
        try (OnnxModel onnx = export(model, true)) {
            List<float[]> logits = onnx.run(batch, 30).logits();
            for (int row = 0; row < expected.length; row++) {
                for (int label = 0; label < expected[row].length; label++) {
                    assertThat(logits.get(row)[label])
                            .as(model)
                            .isNotEqualTo(expected[row][label])
                            .isCloseTo(expected[row][label], Offset.offset(EIGHT_BITS));
                }
            }
        }
    }

    @Test
    void theTensorsOfALargeGraphAreInAFileOfTheirOwn() throws IOException {
        NetworkConfig config = ConfigFile.read(Golden.folder(Golden.BERT)).config();
        List<int[]> text = List.of(random(config, 9));
        float[][] expected = engineLogits(Golden.BERT, config, text);
        try (OnnxModel onnx = export(Golden.BERT, false, 10_000)) {
            assertThat(Files.size(folder.resolve("model.onnx_data"))).isGreaterThan(100_000);
            assertRow(onnx.run(text, 9).logits().get(0), expected[0]);
        }
    }

    private OnnxModel export(String model, boolean int8) throws IOException {
        return export(model, int8, Integer.MAX_VALUE);
    }

    private OnnxModel export(String model, boolean int8, long maxMessageBytes) throws IOException {
        NetworkConfig config = ConfigFile.read(Golden.folder(model)).config();
        try (FloatWeights weights = FloatWeights.open(Golden.folder(model), config)) {
            new GraphFile(
                            ClassifierGraph.of(config, weights.specs(), weights::read, TEMPERATURE, int8),
                            Map.of(),
                            maxMessageBytes)
                    .write(folder.resolve("model.onnx"), "avocet", "test");
        }
        return OnnxModel.open(folder, config.padTokenId());
    }

    private static float[][] engineLogits(String model, NetworkConfig config, List<int[]> batch) {
        try (SequenceClassifier network = Checkpoints.loadForClassifying(
                        Golden.folder(model), config, ComputeDevice.CPU, Precision.FP32);
                TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            network.freeze(Precision.FP32);
            return Tensors.toRows(network.logits(
                    TokenBatch.of(batch, config.padding(), ComputeDevice.CPU), ForwardMode.inference(Precision.FP32)));
        }
    }

    /** Tokens that are not padding. */
    private static int[] random(NetworkConfig config, int tokens) {
        return new Random(tokens)
                .ints(0, config.vocabularySize())
                .filter(id -> id != config.padTokenId())
                .limit(tokens)
                .toArray();
    }

    private static int longest(List<int[]> sequences) {
        return sequences.stream().mapToInt(ids -> ids.length).max().orElseThrow();
    }

    private static void assertRow(float[] found, float[] expected) {
        assertThat(found).hasSize(expected.length);
        for (int label = 0; label < found.length; label++) {
            assertThat(found[label]).isCloseTo(expected[label], TOLERANCE);
        }
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
