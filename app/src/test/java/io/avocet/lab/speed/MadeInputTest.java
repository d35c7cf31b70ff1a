package io.avocet.lab.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.avocet.app.rehearsal.MadeCheckpoint;
import io.avocet.data.LabelSet;
import io.avocet.data.LabelledEmail;
import io.avocet.golden.GoldenCopy;
import io.avocet.hub.BaseModels;
import io.avocet.model.NetworkConfig;
import io.avocet.model.ParameterShapes;
import io.avocet.model.SequenceClassifier;
import io.avocet.pretrained.Checkpoints;
import io.avocet.pretrained.ConfigFile;
import io.avocet.run.Precision;
import io.avocet.tensor.ComputeDevice;
import io.avocet.tensor.Tensors;
import io.avocet.text.Tokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MadeInputTest {
    private final Path builtIn =
            new BaseModels(System.getenv()).resolve(BaseModels.ALL_MINILM_L6_V2).folder();

    @TempDir
    Path folder;

    @Test
    void madeEmailsHaveTheLengthsOfRealOnes() throws IOException {
        List<LabelledEmail> emails = emails(512, 42);
        try (Tokenizer tokenizer = Tokenizer.open(builtIn)) {
            List<int[]> ids = tokenizer.encodeAll(
                    emails.stream().map(row -> row.email().fineTuneText()).toList(), 512);
            assertThat(ids.stream().mapToInt(row -> row.length).average().orElseThrow())
                    .isBetween(80.0, 90.0);
            assertThat(ids.stream().mapToInt(row -> row.length).max().orElseThrow())
                    .isBetween(95, 120);
        }
    }

    @Test
    void madeEmailsAreTheSameForTheSameSeedAndAllDifferent() throws IOException {
        assertThat(emails(100, 42)).isEqualTo(emails(100, 42)).isNotEqualTo(emails(100, 43));
        assertThat(emails(512, 42).stream().map(row -> row.email().contentHash()))
                .doesNotHaveDuplicates();
        assertThat(emails(20, 42)).extracting(LabelledEmail::label).containsAll(LabelSet.CANONICAL.names());
    }

    @Test
    void aMadeCheckpointLoadsAsAClassifierOfTenLabels() throws IOException {
        MadeCheckpoint.write("rehearsal", builtIn, folder);

        NetworkConfig config = ConfigFile.read(folder).config();
        assertThat(config.labels()).isEqualTo(LabelSet.CANONICAL.names());
        assertThat(GoldenCopy.header(folder).size() - 1)
                .isEqualTo(ParameterShapes.of(config, 10).specs().size());
        try (SequenceClassifier model =
                Checkpoints.loadForClassifying(folder, config, ComputeDevice.CPU, Precision.FP32)) {
            float[] norm = Tensors.toFloats(model.parameters().get("bert.embeddings.LayerNorm.weight"));
            float[] bias = Tensors.toFloats(model.parameters().get("bert.pooler.dense.bias"));
            float[] weights = Tensors.toFloats(model.parameters().get("bert.pooler.dense.weight"));
            assertThat(norm).containsOnly(1f);
            assertThat(bias).containsOnly(0f);
            assertThat(deviation(weights)).isCloseTo(0.02, withinPercentage(2));
        }
    }

    @Test
    void theShapesHaveTheSizesOfThePublishedModels() throws IOException {
        for (Map.Entry<String, Long> shape : Map.of(
                        "minilm", 22L, "bge-small", 33L, "deberta-small", 141L, "bge-m3", 567L)
                .entrySet()) {
            Path config = Files.createDirectory(folder.resolve(shape.getKey()));
            try (InputStream json =
                    MadeInputTest.class.getResourceAsStream("/io/avocet/shapes/" + shape.getKey() + ".json")) {
                Files.copy(json, config.resolve("config.json"));
            }
            assertThat(ParameterShapes.of(ConfigFile.read(config).config(), 2).count() / 1_000_000)
                    .as(shape.getKey())
                    .isEqualTo(shape.getValue());
        }
    }

    private List<LabelledEmail> emails(int count, long seed) throws IOException {
        return MadeEmails.make(builtIn.resolve("tokenizer.json"), count, seed);
    }

    private static double deviation(float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares / values.length);
    }
}
