package io.avocet.model.deberta;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.avocet.checkpoint.ConfigJson;
import io.avocet.checkpoint.StrictJson;
import io.avocet.golden.Golden;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DebertaConfigTest {
    @TempDir
    Path folder;

    @Test
    void aDebertaConfigIsReadWithItsHead() {
        DebertaConfig config = read(Golden.folder(Golden.DEBERTA));

        assertThat(config.vocabularySize()).isEqualTo(512);
        assertThat(config.hiddenSize()).isEqualTo(32);
        assertThat(config.layers()).isEqualTo(3);
        assertThat(config.heads()).isEqualTo(4);
        assertThat(config.intermediateSize()).isEqualTo(64);
        assertThat(config.layerNormEps()).isEqualTo(1e-7);
        assertThat(config.hiddenDropout()).isZero();
        assertThat(config.initializerRange()).isEqualTo(0.02);
        assertThat(config.padTokenId()).isZero();
        assertThat(config.positions()).isEqualTo(512);
        assertThat(config.positionBuckets()).isEqualTo(16);
        assertThat(config.maxRelativePositions()).isEqualTo(512);
        assertThat(config.contentToPosition()).isTrue();
        assertThat(config.positionToContent()).isTrue();
        assertThat(config.normalizeRelativeEmbeddings()).isTrue();
        assertThat(config.poolerHiddenSize()).isEqualTo(32);
        assertThat(config.labels())
                .hasSize(10)
                .startsWith("interview_scheduled")
                .endsWith("hired");
    }

    @Test
    void attentionKindsAreAListOrOneStringWithBars() throws IOException {
        deberta("{'pos_att_type': 'P2C | c2p'}");
        assertThat(read(folder)).matches(config -> config.contentToPosition() && config.positionToContent());

        deberta("{'pos_att_type': ['c2p']}");
        assertThat(read(folder)).matches(config -> config.contentToPosition() && !config.positionToContent());
    }

    @Test
    void aRangeThatIsGivenIsNotReplacedByTheMaximum() throws IOException {
        deberta("{'max_relative_positions': 128}");
        assertThat(read(folder).maxRelativePositions()).isEqualTo(128);
    }

    @Test
    void relativeEmbeddingsAreNotNormalizedWhereTheKeyIsAbsent() throws IOException {
        deberta("{'norm_rel_ebd': null}");
        assertThat(read(folder).normalizeRelativeEmbeddings()).isFalse();
    }

    @Test
    void classifierDropoutIsTheHiddenOneUnlessItIsGiven() throws IOException {
        deberta("{'hidden_dropout_prob': 0.25, 'cls_dropout': null}");
        assertThat(read(folder).classifierDropout()).isEqualTo(0.25);

        deberta("{'hidden_dropout_prob': 0.25, 'cls_dropout': 0.15}");
        assertThat(read(folder).classifierDropout()).isEqualTo(0.15);
    }

    private static DebertaConfig read(Path folder) {
        return DebertaConfig.of(ConfigJson.read(folder));
    }

    /** The golden config with changed keys, given as JSON with single quotes. */
    private void deberta(String changes) throws IOException {
        ObjectNode config = StrictJson.readObject(Golden.folder(Golden.DEBERTA).resolve("config.json"), 100_000);
        config.setAll((ObjectNode) StrictJson.MAPPER.readTree(changes.replace('\'', '"')));
        StrictJson.MAPPER.writeValue(folder.resolve("config.json").toFile(), config);
    }
}
