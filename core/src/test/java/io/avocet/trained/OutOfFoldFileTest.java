package io.avocet.trained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.avocet.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutOfFoldFileTest {
    /** Two labels; trained by one row. */
    private static final TrainingInfo INFO = SampleTrainingInfo.standard();

    private static final String HASH = INFO.trainingHashes().get(0);

    @TempDir
    Path folder;

    @Test
    void whatIsWrittenIsReadToTheLastDigit() throws IOException {
        OutOfFoldFile.write(folder, List.of(HASH), List.of(new double[] {1 / 3.0, 2 / 3.0}));
        assertThat(folder.resolve("out_of_fold.jsonl"))
                .hasContent("{\"hash\":\"" + HASH + "\",\"probabilities\":[0.3333333333333333,0.6666666666666666]}");
        assertThat(OutOfFoldFile.read(folder, INFO))
                .containsOnlyKeys(HASH)
                .hasEntrySatisfying(
                        HASH, probabilities -> assertThat(probabilities).containsExactly(1 / 3.0, 2 / 3.0));
    }

    @Test
    void aFileThatIsMissingIsNamed() {
        assertBroken("NoSuchFileException");
    }

    @Test
    void aFileOfOtherEmailsIsNotThatOfTheModel() throws IOException {
        OutOfFoldFile.write(folder, List.of("f".repeat(64)), List.of(new double[] {0.5, 0.5}));
        assertBroken("it has other emails than training_hashes in training_info.json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{half | line 1 is not what it should be",
                "3 | line 1 is not what it should be",
                "{\"hash\": \"a\"} | a row has no hash, or not 2 probabilities from 0 to 1",
                "{\"hash\": \"a\", \"probabilities\": [1]} | a row has no hash, or not 2 probabilities from 0 to 1",
                "{\"hash\": \"a\", \"probabilities\": [1, 2]} | a row has no hash, or not 2 probabilities from 0 to 1",
            })
    void aDamagedFileSaysWhatIsWrong(String content, String reason) throws IOException {
        Files.writeString(folder.resolve(OutOfFoldFile.NAME), content);
        assertBroken(reason);
    }

    private void assertBroken(String reason) {
        assertThatThrownBy(() -> OutOfFoldFile.read(folder, INFO))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(folder.resolve("out_of_fold.jsonl") + " cannot be read: ")
                .hasMessageContaining(reason)
                .hasMessageEndingWith(" Train this model again.");
    }
}
