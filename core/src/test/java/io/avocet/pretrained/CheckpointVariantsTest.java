package io.avocet.pretrained;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.golden.Golden;
import io.avocet.golden.GoldenCopy;
import io.avocet.golden.GoldenCopy.Stored;
import io.avocet.model.CompactVocabulary;
import io.avocet.model.ForwardMode;
import io.avocet.model.NetworkConfig;
import io.avocet.model.SequenceClassifier;
import io.avocet.model.TokenBatch;
import io.avocet.run.Precision;
import io.avocet.tensor.ComputeDevice;
import io.avocet.tensor.TensorScope;
import io.avocet.tensor.Tensors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The ways in which published checkpoints name the same weights, and what is saved of them. */
class CheckpointVariantsTest {
    private static final int LABELS = 10;

    @TempDir
    Path home;

    private Path folder;

    @BeforeEach
    void nameTheFolder() {
        folder = home.resolve("checkpoint");
    }

    @ParameterizedTest
    @FieldSource("io.avocet.golden.Golden#CLASSIFIERS")
    void namesWithoutTheNetworksPrefixMeanTheSame(String name) throws IOException {
        GoldenCopy.of(name, folder).weights(tensors -> rename(tensors, prefix(name) + "."));

        assertThat(GoldenCopy.header(folder).toString()).doesNotContain('"' + prefix(name) + ".");
        assertThat(logits(folder)).isDeepEqualTo(logits(Golden.folder(name)));
    }

    @Test
    void aBertWithoutAPoolerGetsAFreshOneThatIsNamed() throws IOException {
        GoldenCopy.of(Golden.BERT, folder)
                .weights(tensors -> tensors.keySet().removeIf(name -> name.startsWith("bert.pooler.")));

        try (LoadedForFineTuning loaded = load(folder)) {
            assertThat(loaded.report().freshHead())
                    .containsExactlyInAnyOrder("bert.pooler.dense.weight", "bert.pooler.dense.bias");
        }
    }

    @Test
    void theHeadForMaskedTokensOfModernBertBecomesTheClassifiers() throws IOException {
        GoldenCopy.of(Golden.MODERNBERT, folder).weights(tensors -> {
            tensors.keySet().removeIf(name -> name.startsWith("classifier."));
            tensors.put("decoder.bias", new Stored(List.of(1L), ByteBuffer.allocate(Float.BYTES)));
        });

        try (LoadedForFineTuning loaded = load(folder)) {
            assertThat(loaded.report().freshHead()).containsExactlyInAnyOrder("classifier.weight", "classifier.bias");
            assertThat(loaded.report().ignored()).containsExactly("decoder.bias");
        }
    }

    @ParameterizedTest
    @FieldSource("io.avocet.golden.Golden#CLASSIFIERS")
    void aSavedNetworkHasThePublishedNamesAndShapesAndComputesTheSame(String name) throws IOException {
        GoldenCopy.of(name, folder);
        try (LoadedForFineTuning loaded = load(Golden.folder(name))) {
            loaded.saveWeights(folder);
        }

        assertThat(shapes(folder)).isEqualTo(shapes(Golden.folder(name)));
        assertThat(logits(folder)).isDeepEqualTo(logits(Golden.folder(name)));
    }

    private static String prefix(String name) {
        return ConfigFile.read(Golden.folder(name)).config().prefix();
    }

    private static void rename(Map<String, Stored> tensors, String prefix) {
        Map<String, Stored> renamed = new LinkedHashMap<>();
        tensors.forEach((name, tensor) ->
                renamed.put(name.startsWith(prefix) ? name.substring(prefix.length()) : name, tensor));
        tensors.clear();
        tensors.putAll(renamed);
    }

    private static Map<String, String> shapes(Path checkpoint) throws IOException {
        Map<String, String> shapes = new LinkedHashMap<>();
        GoldenCopy.header(checkpoint).properties().stream()
                .filter(tensor -> !tensor.getKey().equals("__metadata__"))
                .forEach(tensor -> shapes.put(
                        tensor.getKey(),
                        tensor.getValue().get("dtype").textValue()
                                + tensor.getValue().get("shape")));
        return shapes;
    }

    private static LoadedForFineTuning load(Path checkpoint) {
        NetworkConfig config = ConfigFile.read(checkpoint).config();
        CompactVocabulary whole = CompactVocabulary.whole(config.vocabularySize());
        return Checkpoints.loadForFineTuning(checkpoint, config, LABELS, whole, ComputeDevice.CPU, 1);
    }

    private static float[][] logits(Path checkpoint) {
        NetworkConfig config = ConfigFile.read(checkpoint).config();
        try (TensorScope scope = new TensorScope();
                SequenceClassifier model =
                        Checkpoints.loadForClassifying(checkpoint, config, ComputeDevice.CPU, Precision.FP32)) {
            TokenBatch batch = TokenBatch.of(
                    List.of(new int[] {17, 200, 33, 401, 9}, new int[] {99, 45}), config.padding(), ComputeDevice.CPU);
            return Tensors.toRows(model.logits(batch, ForwardMode.inference(Precision.FP32)));
        }
    }
}
