package io.avocet.bagofwords;

import static io.avocet.bagofwords.Rows.LABELS;
import static io.avocet.bagofwords.Rows.UNHAPPY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.avocet.data.ClassWeighting;
import io.avocet.data.LabelSet;
import io.avocet.error.UserError;
import io.avocet.eval.Blend;
import io.avocet.eval.BlendRule;
import io.avocet.trained.TrainingInfo;
import io.avocet.trained.WordsEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnsembleTest {
    private static final Blend BLEND = new Blend(BlendRule.LINEAR, 0.25);

    @TempDir
    Path folder;

    @BeforeEach
    void save() throws IOException {
        WordsEntry entry = WordsEntry.of(BagOfWordsFile.NAME, BLEND);
        new JsonMapper()
                .writeValue(folder.resolve(TrainingInfo.FILE_NAME).toFile(), Map.of("words", entry, "name", "any"));
        BagOfWordsFile.write(
                folder.resolve(BagOfWordsFile.NAME),
                BagOfWords.train(Rows.ofThreeLabels(), LABELS, ClassWeighting.BALANCED));
    }

    @Test
    void itBlendsAsTheModelsFolderSays() {
        Ensemble ensemble = Ensemble.open(folder, LABELS).orElseThrow();
        double[] transformer = {0.25, 0.25, 0.25, 0.25};
        double[] words = ensemble.words().probabilities(UNHAPPY);
        assertThat(ensemble.blend()).isEqualTo(BLEND);
        assertThat(ensemble.probabilities(UNHAPPY, transformer))
                .isEqualTo(BLEND.probabilities(transformer, words))
                .isNotEqualTo(words);
    }

    @Test
    void aFolderThatNamesNoWordsHasNone() throws IOException {
        Files.writeString(folder.resolve(TrainingInfo.FILE_NAME), "{}");
        assertThat(Ensemble.open(folder, LABELS)).isEmpty();
        Files.delete(folder.resolve(TrainingInfo.FILE_NAME));
        assertThat(Ensemble.open(folder, LABELS)).isEmpty();
    }

    @Test
    void labelsThatDifferAreRefused() {
        LabelSet others = new LabelSet(List.of("rejected", "hired", "digest", "öffer \"1\""));
        assertThatThrownBy(() -> Ensemble.open(folder, others))
                .isInstanceOf(UserError.class)
                .hasMessage(folder.resolve(BagOfWordsFile.NAME) + " has the labels " + LABELS.names()
                        + "; those of the transformer next to it are " + others.names() + ". Train this model again.");
    }

    @Test
    void aFileThatIsNamedAndMissingIsRefused() throws IOException {
        Files.delete(folder.resolve(BagOfWordsFile.NAME));
        assertThatThrownBy(() -> Ensemble.open(folder, LABELS))
                .isInstanceOf(UserError.class)
                .hasMessage(folder.resolve(BagOfWordsFile.NAME) + " is missing, or no file. Train this model again.");
    }
}
