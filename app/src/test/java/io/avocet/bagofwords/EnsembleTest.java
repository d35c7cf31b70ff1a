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
import io.avocet.regression.LogisticRegressions;
import io.avocet.trained.TrainingInfo;
import io.avocet.trained.WordsEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
        save(new Ensemble(LogisticRegressions.ofWords(Rows.ofThreeLabels(), LABELS, ClassWeighting.BALANCED), BLEND)
                .save(folder));
    }

    private void save(WordsEntry entry) throws IOException {
        new JsonMapper()
                .writeValue(folder.resolve(TrainingInfo.FILE_NAME).toFile(), Map.of("words", entry, "name", "any"));
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
        Files.delete(folder.resolve(BagOfWordsFile.NAME));
        assertThat(Ensemble.open(folder, LABELS)).isEmpty();
        Files.delete(folder.resolve(TrainingInfo.FILE_NAME));
        assertThat(Ensemble.open(folder, LABELS)).isEmpty();
    }

    @Test
    void aFileThatNothingNamesIsRefused() throws IOException {
        for (String info : new String[] {"{}", "{\"words\": null}"}) {
            Files.writeString(folder.resolve(TrainingInfo.FILE_NAME), info);
            assertRefused(
                    " is not named by training_info.json next to it, under 'words', so how to use it is not known."
                            + " Train this model again, or move the file away to use the transformer alone.");
        }
        Files.delete(folder.resolve(TrainingInfo.FILE_NAME));
        assertRefused(" is not named by training_info.json");
    }

    @Test
    void aFileOfAnotherTrainingIsRefused() {
        BagOfWordsFile.write(
                folder.resolve(BagOfWordsFile.NAME),
                LogisticRegressions.ofWords(Rows.ofThreeLabels(), LABELS, ClassWeighting.EQUAL));
        assertRefused(" is not the file that was trained with this model: its SHA-256 differs from words.sha256 in"
                + " training_info.json. Train this model again.");
    }

    @Test
    void aFolderOfAnEarlierVersionWhichHasNoHashIsOpened() throws IOException {
        save(WordsEntry.of(BagOfWordsFile.NAME, null, BLEND));
        assertThat(folder.resolve(TrainingInfo.FILE_NAME)).content().doesNotContain("sha256");
        assertThat(Ensemble.open(folder, LABELS)).isPresent();
    }

    @Test
    void aFileThatWasCutSendsToTheTraining() throws IOException {
        Path file = folder.resolve(BagOfWordsFile.NAME);
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 1000));
        assertRefused(" is damaged: ");
        assertRefused(". Train this model again, or choose another checkpoint.");
    }

    private void assertRefused(String what) {
        assertThatThrownBy(() -> Ensemble.open(folder, LABELS))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(folder.resolve(BagOfWordsFile.NAME).toString())
                .hasMessageContaining(what);
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
                .hasMessage(
                        folder.resolve(BagOfWordsFile.NAME) + " is missing, or not a file. Train this model again.");
    }
}
