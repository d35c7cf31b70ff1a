package io.avocet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.avocet.Console;
import io.avocet.Console.Result;
import io.avocet.testing.ScoreRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class FinetuneScoreFileTest {
    private static final int BAD_INPUT = 3;
    private static final int NOT_FOUND = 4;

    @TempDir
    Path home;

    @Test
    void aMissingScoreFileIsNamedWithWhatToDo() {
        Path missing = home.resolve("none.jsonl");
        assertRefused(
                TinyFinetune.run(home, "--score-file", missing.toString()),
                NOT_FOUND,
                "Error: Labelled emails not found: " + missing
                        + ". Copy data/email_score.jsonl.example there, or name another file as --score-file.");
    }

    @Test
    void theScoreFileLiesInTheInstallationUnlessNamed() throws IOException {
        Path usual = home.resolve("data/email_score.jsonl");
        assertRefused(TinyFinetune.run(home), NOT_FOUND, "Labelled emails not found: " + usual + ".");

        ScoreRows.three().write(usual);
        assertThat(TinyFinetune.run(home).exitCode()).isZero();
    }

    @Test
    void anEmptyScoreFileIsRefused() throws IOException {
        String file = new ScoreRows().line("").write(home.resolve("empty.jsonl"));
        assertRefused(TinyFinetune.run(home, "--score-file", file), BAD_INPUT, file + " is empty.");
    }

    @Test
    void moreThanATenthOfBadRowsIsRefusedWithTheirLines() throws IOException {
        ScoreRows rows = ScoreRows.three()
                .line("{\"subject\": \"" + ScoreRows.MARKER)
                .line("[]")
                .line("7");
        String file = rows.write(home.resolve("bad.jsonl"));

        Result result = TinyFinetune.run(home, "--score-file", file);

        assertRefused(result, BAD_INPUT, file + ": 3 of 21 rows cannot be read");
        assertThat(result.err())
                .contains(file + ":19: ")
                .contains(file + ":20: ")
                .contains(file + ":21: ");
    }

    @Test
    void aFewBadRowsAreNamedByLineAndSkipped() throws IOException {
        ScoreRows rows = ScoreRows.three()
                .add("hired", 6)
                .line("{\"subject\": \"" + ScoreRows.MARKER)
                .line("{\"subject\": \"" + ScoreRows.MARKER + "\", \"body\": \"\"}");
        String file = rows.write(home.resolve("score.jsonl"));

        Result result = TinyFinetune.run(home, "--score-file", file);

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out())
                .contains("Warning: " + file + ": 2 of 26 rows cannot be read and were skipped, the first on line 25: ")
                .contains("Warning: Skipped " + file + ":26: 'label' is missing or not a string.")
                .doesNotContain(ScoreRows.MARKER);
    }

    @Test
    void unknownLabelsAreCountedOnce() throws IOException {
        String file = ScoreRows.three().add("profile_alert", 2).write(home.resolve("score.jsonl"));

        Result result = TinyFinetune.run(home, "--score-file", file);

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.outLines())
                .filteredOn(line -> line.contains("profile_alert"))
                .containsExactly(
                        "Warning: " + file + ": label 'profile_alert' is not one of the 10 labels: 2 emails dropped.");
    }

    @Test
    void oneUsableLabelIsTooFew() throws IOException {
        String file = new ScoreRows().add("digest", 6).add("hired", 1).write(home.resolve("score.jsonl"));
        assertRefused(
                TinyFinetune.run(home, "--score-file", file),
                BAD_INPUT,
                "Training needs 2 labels or more with at least 2 different emails each");
    }

    @Test
    void severalScoreFilesAreReadTogether() throws IOException {
        String first = new ScoreRows().add("digest", 4).write(home.resolve("a.jsonl"));
        String second = new ScoreRows().add("hired", 4).write(home.resolve("b.jsonl"));

        Result result = TinyFinetune.run(home, "--score-file", first, "--score-file", second);

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(json("training_info.json").get("label_counts").toString()).isEqualTo("{\"digest\":3,\"hired\":3}");
        assertThat(json("training_info.json").get("score_files")).hasSize(2);
    }

    @Test
    void anotherLabelSetKeepsTheOrderOfItsFile() throws IOException {
        Path labels = Files.writeString(home.resolve("labels.txt"), "zebra\nspam\n\nham\n");
        String file = new ScoreRows().add("ham", 4).add("zebra", 4).write(home.resolve("score.jsonl"));

        Result result = TinyFinetune.run(home, "--score-file", file, "--labels", labels.toString());

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(json("config.json").get("id2label").toString())
                .isEqualTo("{\"0\":\"zebra\",\"1\":\"spam\",\"2\":\"ham\"}");
        assertThat(json("training_info.json").get("labels").toString()).isEqualTo("[\"zebra\",\"spam\",\"ham\"]");
        Result classify = new Console(home).run("classify", "--model", TinyFinetune.MODEL, "--input", file, "--json");
        assertThat(classify.outLines())
                .hasSize(8)
                .allSatisfy(row ->
                        assertThat(row).containsSubsequence("\"probabilities\":{\"zebra\":", "\"spam\":", "\"ham\":"));
    }

    @Test
    void aMissingLabelFileIsNamed() throws IOException {
        String file = ScoreRows.three().write(home.resolve("score.jsonl"));
        assertRefused(
                TinyFinetune.run(home, "--score-file", file, "--labels", "no-labels.txt"),
                NOT_FOUND,
                "Label file not found: no-labels.txt");
    }

    private void assertRefused(Result result, int exitCode, String message) {
        assertThat(result.err())
                .contains(message)
                .doesNotContain(ScoreRows.MARKER)
                .doesNotContain("bug in Avocet");
        assertThat(result.exitCode()).isEqualTo(exitCode);
        assertThat(home.resolve("models").resolve(TinyFinetune.MODEL)).doesNotExist();
    }

    private JsonNode json(String file) throws IOException {
        return new JsonMapper()
                .readTree(home.resolve("models")
                        .resolve(TinyFinetune.MODEL)
                        .resolve(file)
                        .toFile());
    }
}
