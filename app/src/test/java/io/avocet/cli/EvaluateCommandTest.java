package io.avocet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.avocet.Avocet;
import io.avocet.Console;
import io.avocet.Console.Result;
import io.avocet.golden.Golden;
import io.avocet.http.Contract;
import io.avocet.testing.ChildProcess;
import io.avocet.testing.ChildProcesses;
import io.avocet.testing.ScoreRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class EvaluateCommandTest {
    private static final int KILLED = 137;
    private static final int TERMINATED = 143;

    @RegisterExtension
    final ChildProcesses processes = new ChildProcesses();

    @TempDir
    Path home;

    private String scoreFile = "";

    @BeforeEach
    void writeScoreFile() throws IOException {
        scoreFile = new ScoreRows()
                .add("rejected", 30)
                .add("digest", 20)
                .add("neutral", 10)
                .write(home.resolve("score.jsonl"));
    }

    /** With one thread the same seed gives the same bytes: see the decision record on reproducible training. */
    @Test
    void anEvaluationThatWasKilledAndStoppedEndsWithTheBytesOfOneWithoutABreak() throws IOException {
        Result unbroken = new Console(home.resolve("unbroken")).run(longTraining("--json", "--save"));
        assertThat(unbroken.exitCode()).as(unbroken.err()).isZero();

        Path broken = home.resolve("broken");
        ChildProcess killed = start(broken, "--json");
        killed.awaitLine("\"phase\":\"fold\"", "\"folds_done\":1,");
        killed.awaitLine("\"phase\":\"training\"");
        killed.signal("KILL");
        assertThat(killed.exitCode()).isEqualTo(KILLED);
        ChildProcess stopped = start(broken, "--json");
        stopped.awaitLine("\"phase\":\"training\"");
        stopped.signal("TERM"); // which no shell has its background jobs ignore
        ChildProcess.Ended ended = stopped.end();
        assertThat(ended.code()).isEqualTo(TERMINATED);
        assertThat(ended.out().lines())
                .last()
                .asString()
                .startsWith("{\"type\":\"cancelled\",\"message\":\"Stopped. ")
                .contains(" of 3 folds ");

        Result resumed = new Console(broken).run(longTraining("--json", "--save"));
        assertThat(resumed.exitCode()).as(resumed.err()).isZero();
        assertThat(resumed.lastJson()).isEqualTo(unbroken.lastJson());
        assertThat(resumed.out()).contains(" folds are finished and taken from ");
        assertThat(Files.readString(broken.resolve("data/evaluation.json")))
                .isEqualTo(Files.readString(home.resolve("unbroken/data/evaluation.json")))
                .doesNotContain(ScoreRows.MARKER + " about"); // as in bodies
    }

    @Test
    void theResultHasTheScoreOfEveryEmailAndOfTheBaselines() throws IOException {
        Result evaluated = new Console(home).run(arguments("--json", "--save", "--repeats", "2"));
        assertThat(evaluated.exitCode()).as(evaluated.err()).isZero();
        JsonNode result = evaluated.lastJson();
        assertThat(result.path("type").asText()).isEqualTo("result");
        assertThat(result.path("rows").asInt()).isEqualTo(60);
        assertThat(result.path("fold_macro_f1")).hasSize(6);
        assertThat(result.path("macro_f1").asDouble())
                .isBetween(
                        result.path("interval").path(0).asDouble(),
                        result.path("interval").path(1).asDouble());
        int counted = 0;
        for (JsonNode row : result.path("confusion")) {
            for (JsonNode count : row) {
                counted += count.asInt();
            }
        }
        assertThat(counted).isEqualTo(120);
        assertThat(result.path("baselines").properties())
                .extracting(baseline -> baseline.getKey())
                .containsExactly("majority-label", "bag-of-words", "minilm-knn");
        assertThat(result.path("baselines")
                        .path("majority-label")
                        .path("accuracy")
                        .asDouble())
                .isEqualTo(0.5);
        ObjectNode saved = (ObjectNode)
                new JsonMapper().readTree(home.resolve("data/evaluation.json").toFile());
        ((ObjectNode) result).remove("type");
        assertThat(result).isEqualTo(saved);
        Contract.ofThisBuild().assertAnswer("GET /api/evaluate/results", 200, saved.toString());
        assertThat(saved.path("coverage_curve")).hasSizeBetween(2, 100).last().satisfies(all -> {
            assertThat(all.path("coverage").asDouble()).isEqualTo(1);
            assertThat(all.path("accuracy")).isEqualTo(saved.path("accuracy"));
        });
    }

    @Test
    void theTableHasTheModelTheBaselinesAndTheMatrix() {
        Result evaluated = new Console(home).run(arguments());
        assertThat(evaluated.exitCode()).as(evaluated.err()).isZero();
        assertThat(evaluated.out())
                .contains("deberta-small, cross-validated: 60 emails in 3 folds.")
                .contains("As measured on the first updates, the 3 trainings take about ")
                .containsPattern(
                        "\ndeberta-small +[0-9.]+ +[0-9.]+ to [0-9.]+ +[0-9.]+ to [0-9.]+ +[0-9.]+ +[0-9.]+ to [0-9.]+\n")
                .containsPattern("\nbag-of-words .*(better|worse|cannot tell) \\(")
                .contains("gold \\ predicted")
                .containsPattern("\n(No label is|[0-9]+ of the 60 labels (is|are)) doubtful[^\n]*\n$")
                .doesNotContain(ScoreRows.MARKER);
    }

    @Test
    void aLearningCurveEndsWithTheScoreOfAllAndDatesGiveAScoreOnTheNewestFifth() throws IOException {
        List<String> rows = new ArrayList<>();
        int day = 1;
        for (String line : Files.readAllLines(Path.of(scoreFile))) {
            rows.add(line.replaceFirst(
                    "\\{",
                    String.format(
                            Locale.ROOT, "{\"date\": \"2026-%02d-%02dT08:00:00Z\", ", 1 + day / 28, 1 + day % 28)));
            day += 1;
        }
        Collections.shuffle(rows, new Random(7));
        Files.write(Path.of(scoreFile), rows);
        Result evaluated = new Console(home).run(arguments("--json", "--learning-curve", "--words", "on"));
        assertThat(evaluated.exitCode()).as(evaluated.err()).isZero();
        JsonNode result = evaluated.lastJson();
        assertThat(result.path("learning_curve"))
                .extracting(point -> point.path("percent").asInt())
                .containsExactly(25, 50, 75, 100);
        JsonNode all = result.path("learning_curve").path(3);
        assertThat(all.path("macro_f1")).isEqualTo(result.path("macro_f1"));
        assertThat(all.path("rows").asInt()).isEqualTo(40);
        assertThat(result.path("last_quarter").path("difference").asDouble())
                .isEqualTo(all.path("macro_f1").asDouble()
                        - result.path("learning_curve").path(2).path("macro_f1").asDouble());
        assertThat(result.path("newest_fifth").path("rows").asInt()).isEqualTo(12);
        ((ObjectNode) result).remove("type");
        Contract.ofThisBuild().assertAnswer("GET /api/evaluate/results", 200, result.toString());
        Result again = new Console(home).run(arguments("--learning-curve", "--words", "on"));
        assertThat(again.out())
                .contains("13 of 13 folds are finished")
                .contains("The newest fifth, 12 emails, by a model that learned from the older ones: macro-F1 ")
                .contains("The last quarter of the labels was worth ");
    }

    @Test
    void foldsAndSplitsThatCannotBeAreRefused() {
        assertThat(new Console(home).run(arguments("--folds", "1")).err()).contains("--folds is 1. Allowed: 2 to 20.");
        assertThat(new Console(home).run(arguments("--split", "time")).err()).contains("--split is 'time'");
    }

    private String[] arguments(String... more) {
        return arguments("deberta-small", 2, more);
    }

    /** A recipe that never stops early and many epochs: seconds of training, whatever the machine. */
    private String[] longTraining(String... more) {
        return arguments("minilm", 20, more);
    }

    private String[] arguments(String model, int epochs, String... more) {
        List<String> arguments = new ArrayList<>(List.of("evaluate", "--model", model));
        arguments.addAll(
                List.of("--base-model", Golden.folder(Golden.DEBERTA_NLI).toString()));
        arguments.addAll(List.of("--score-file", scoreFile, "--epochs", String.valueOf(epochs), "--batch-size", "4"));
        arguments.addAll(List.of("--threads", "1", "--device", "cpu"));
        if (!List.of(more).contains("--folds")) {
            arguments.addAll(List.of("--folds", "3"));
        }
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    private ChildProcess start(Path home, String... more) {
        return processes.start(
                ChildProcesses.javaCommand(List.of("-Davocet.home=" + home), Avocet.class, longTraining(more)));
    }
}
