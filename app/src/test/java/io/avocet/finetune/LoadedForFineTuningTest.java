package io.avocet.finetune;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.golden.Golden;
import io.avocet.golden.GoldenCopy;
import io.avocet.hub.BaseModels;
import io.avocet.model.CompactVocabulary;
import io.avocet.model.NetworkConfig;
import io.avocet.pretrained.Checkpoints;
import io.avocet.pretrained.ConfigFile;
import io.avocet.pretrained.LoadedForFineTuning;
import io.avocet.tensor.ComputeDevice;
import io.avocet.tensor.TensorScope;
import io.avocet.tensor.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the built-in base model, whose table has 30,522 rows. */
@Tag("slow")
class LoadedForFineTuningTest {
    private static final int LABELS = 10;

    private static final String TABLE = "bert.embeddings.word_embeddings.weight";

    @TempDir
    Path folder;

    private Path base;
    private NetworkConfig config;
    private CompactVocabulary vocabulary;

    @BeforeEach
    void findTheBuiltInModel() {
        base = new BaseModels(Map.of("HOME", folder.toString()))
                .resolve(BaseModels.ALL_MINILM_L6_V2)
                .folder();
        config = ConfigFile.read(base).config();
        vocabulary = CompactVocabulary.of(Stream.of(new int[] {101, 1023, 1024, 4000, 30521}), config.padTokenId());
    }

    @Test
    void theTableHasTheRowsOfTheVocabularyAlone() {
        float[] whole =
                weights(base, CompactVocabulary.whole(config.vocabularySize())).get(TABLE);
        float[] compact = weights(base, vocabulary).get(TABLE);

        int columns = config.hiddenSize();
        int[] ids = vocabulary.ids();
        assertThat(compact).hasSize(ids.length * columns);
        for (int row = 0; row < ids.length; row++) {
            assertThat(Arrays.copyOfRange(compact, row * columns, (row + 1) * columns))
                    .as("row of token %d", ids[row])
                    .isEqualTo(Arrays.copyOfRange(whole, ids[row] * columns, (ids[row] + 1) * columns));
        }
    }

    @Test
    void aNetworkIsSavedWithEveryRowOfTheBasesTable() throws IOException {
        try (LoadedForFineTuning loaded = load(base, vocabulary)) {
            loaded.saveWeights(folder);
            assertThat(loaded.trainedCount())
                    .isEqualTo(loaded.parameterCount()
                            - (long) (config.vocabularySize() - vocabulary.size()) * config.hiddenSize());
        }
        Files.copy(base.resolve("config.json"), folder.resolve("config.json"));

        CompactVocabulary whole = CompactVocabulary.whole(config.vocabularySize());
        Map<String, float[]> ofBase = weights(base, whole);
        Map<String, float[]> saved = weights(folder, whole);
        assertThat(saved.keySet()).isEqualTo(ofBase.keySet());
        saved.forEach((name, values) -> assertThat(values).as(name).isEqualTo(ofBase.get(name)));
    }

    @Test
    void weightsInFloat16AreReadExactly() throws IOException {
        Path golden = Golden.folder(Golden.BERT);
        config = ConfigFile.read(golden).config();
        CompactVocabulary some = CompactVocabulary.of(Stream.of(new int[] {5, 493}), config.padTokenId());
        Map<String, float[]> exact = weights(golden, some);
        Path half =
                GoldenCopy.of(Golden.BERT, folder.resolve("half")).inFloat16().folder();

        Map<String, float[]> read = weights(half, some);

        assertThat(read.keySet()).isEqualTo(exact.keySet());
        exact.forEach((name, values) -> {
            for (int i = 0; i < values.length; i++) {
                values[i] = GoldenCopy.float16(values[i]);
            }
            assertThat(read.get(name)).as(name).isEqualTo(values);
        });
    }

    private Map<String, float[]> weights(Path checkpoint, CompactVocabulary tokens) {
        try (TensorScope scope = new TensorScope();
                LoadedForFineTuning loaded = load(checkpoint, tokens)) {
            Map<String, float[]> weights = new LinkedHashMap<>();
            loaded.model().parameters().byName().forEach((name, tensor) -> weights.put(name, Tensors.toFloats(tensor)));
            return weights;
        }
    }

    private LoadedForFineTuning load(Path checkpoint, CompactVocabulary tokens) {
        return Checkpoints.loadForFineTuning(checkpoint, config, LABELS, tokens, ComputeDevice.CPU, 1);
    }
}
