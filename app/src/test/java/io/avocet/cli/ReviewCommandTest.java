package io.avocet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.avocet.Console;
import io.avocet.Console.Result;
import io.avocet.data.Email;
import io.avocet.golden.Golden;
import io.avocet.testing.ScoreRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class ReviewCommandTest {
    private static final int USAGE = 2;

    @TempDir
    Path home;

    private String scoreFile = "";

    @BeforeEach
    void writeScoreFile() throws IOException {
        scoreFile = new ScoreRows()
                .add("rejected", 30)
                .add("digest", 30)
                .line(
                        "{\"subject\": \"digest of the week\", \"body\": \"digest digest digest\", \"label\": \"rejected\"}")
                .line("{\"subject\": \"twice\", \"body\": \"rejected\", \"label\": \"digest\"}")
                .line("{\"subject\": \"twice\", \"body\": \"rejected\", \"label\": \"rejected\"}")
                .write(home.resolve("score.jsonl"));
    }

    @Test
    void aWrongLabelIsListedAndTheResultIsLast() throws IOException {
        Result reviewed = run("review", "--json", "--limit", "3");
        assertThat(reviewed.exitCode()).as(reviewed.err()).isZero();
        JsonNode result = reviewed.lastJson();
        assertThat(result.path("type").asText()).isEqualTo("result");
        assertThat(result.path("rows").asInt()).isEqualTo(62);
        assertThat(result.path("conflicting_duplicates").path(0))
                .extracting(row -> row.path("line").asInt())
                .containsExactly(62, 63);
        assertThat(rows(reviewed)).hasSizeLessThanOrEqualTo(3).anySatisfy(row -> {
            assertThat(row.path("file").asText()).isEqualTo(scoreFile);
            assertThat(row.path("line").asInt()).isEqualTo(61);
            assertThat(row.path("label").asText()).isEqualTo("rejected");
            assertThat(row.path("likely").asText()).isEqualTo("digest");
            assertThat(row.path("p_likely").asDouble())
                    .isGreaterThan(row.path("p_label").asDouble());
            assertThat(row.path("subject").asText()).isEqualTo("digest of the week");
        });
    }

    @Test
    void theFoldsOfAnEvaluationAreNotTrainedAgain() {
        assertThat(run("evaluate").exitCode()).isZero();
        Result reviewed = run("review");
        assertThat(reviewed.exitCode()).as(reviewed.err()).isZero();
        assertThat(reviewed.out())
                .contains("3 of 3 folds are finished and taken from ")
                .doesNotContain("choose the epoch, ")
                .contains("deberta-small doubts the labels of ")
                .contains("1 email with more than one label; the last label counts:")
                .contains("'digest' (" + scoreFile + ":62), 'rejected' (" + scoreFile + ":63)");
    }

    @Test
    void anEvaluationEndsWithTheDoubtsOfTheReview() throws IOException {
        Result evaluated = run("evaluate", "--json");
        assertThat(evaluated.exitCode()).as(evaluated.err()).isZero();
        List<JsonNode> reviewed = rows(run("review", "--json", "--limit", "60"));
        reviewed.forEach(row -> ((ObjectNode) row).remove(List.of("type", "twin")));
        assertThat(evaluated.lastJson().path("doubtful_labels"))
                .containsExactlyElementsOf(reviewed)
                .anySatisfy(row -> assertThat(row.path("hash").asText())
                        .isEqualTo(new Email("digest of the week", "digest digest digest").contentHash()));
    }

    private static List<JsonNode> rows(Result reviewed) throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        for (String line : reviewed.out().lines().toList()) {
            JsonNode read = new JsonMapper().readTree(line);
            if (read.path("type").asText().equals("row")) {
                rows.add(read);
            }
        }
        return rows;
    }

    @Test
    void aLimitOfNoneIsRefusedBeforeAnythingIsRead() {
        Result refused = new Console(home).run("review", "--limit", "0", "--score-file", "missing.jsonl");
        assertThat(refused.exitCode()).isEqualTo(USAGE);
        assertThat(refused.err()).contains("--limit is 0. Allowed: 1 or more.");
    }

    private Result run(String command, String... more) {
        List<String> arguments = new ArrayList<>(List.of(command, "--model", "deberta-small", "--words", "on"));
        arguments.addAll(List.of(
                "--base-model",
                Golden.folder(Golden.DEBERTA_NLI).toString(),
                "--score-file",
                scoreFile,
                "--folds",
                "3",
                "--epochs",
                "2",
                "--threads",
                "1",
                "--device",
                "cpu"));
        arguments.addAll(List.of(more));
        return new Console(home).run(arguments.toArray(String[]::new));
    }
}
