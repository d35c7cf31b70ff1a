package io.avocet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.avocet.Console;
import io.avocet.trained.SampleTrainingInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The trained models in {@code avocet models}. */
class ListingOutputTest {
    private static final List<String> SOME = List.of("a".repeat(64), "b".repeat(64));
    private static final List<String> SAME = List.of("b".repeat(64), "a".repeat(64));
    private static final List<String> OTHER = List.of("a".repeat(64), "c".repeat(64));

    @TempDir
    Path home;

    @BeforeEach
    void trainModels() throws IOException {
        train("good", 0.8, "2026-11-20T00:00:00Z", SOME);
        train("best-on-others", 0.9, "2026-11-21T00:00:00Z", OTHER);
        train("newest", 0.7, "2026-11-22T00:00:00Z", SAME);
        Files.writeString(Files.createDirectories(models().resolve("broken")).resolve("training_info.json"), "{");
    }

    @Test
    void scoresOnTheSameEmailsStandTogetherBestFirstAndTheNewestGroupComesFirst() {
        List<String> lines = run("models").outLines();

        assertThat(lines.subList(lines.indexOf("Trained models"), lines.size()))
                .map(line -> line.replaceAll(" +[0-9.]+ (bytes|kB) *", " SIZE ").stripTrailing())
                .containsExactly(
                        "Trained models",
                        "  macro-F1 on the same 100 emails of score.jsonl, grouped split",
                        "    0.800  good SIZE 2026-11-20  from deberta-small",
                        "    0.700  newest SIZE 2026-11-22  from deberta-small",
                        "",
                        "  macro-F1 on 100 emails of score.jsonl, grouped split",
                        "    0.900  best-on-others SIZE 2026-11-21  from deberta-small",
                        "",
                        "  no score: training_info.json cannot be read",
                        "    -      broken SIZE",
                        "",
                        "  Scores on different emails cannot be compared.");
    }

    @Test
    void aTableOfTheTrainedModelsFits80Columns() throws IOException {
        train("avocet-deberta-small", 0.8, "2026-11-20T00:00:00Z", SOME);
        List<String> lines = run("models").outLines();

        assertThat(lines.subList(lines.indexOf("Trained models"), lines.size()))
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    }

    @Test
    void oneGroupAloneNeedsNoWarning() throws IOException {
        train("best-on-others", 0.9, "2026-11-21T00:00:00Z", SOME);

        assertThat(run("models").out())
                .contains("macro-F1 on the same 100 emails")
                .doesNotContain("cannot be compared");
    }

    @Test
    void howAScoreWasMeasuredIsSaidAsFarAsItIsKnown() throws IOException {
        SampleTrainingInfo.write(models().resolve("all"), Map.of("validation", "cross-validated"));
        assertThat(run("models").out()).contains("macro-F1 on 100 emails of emails.jsonl, cross-validated\n");

        Files.writeString(
                models().resolve("all/training_info.json"),
                Files.readString(models().resolve("all/training_info.json"))
                        .replace("\"split\":\"grouped\",", "")
                        .replace("\"validation\":\"cross-validated\"", "\"validation\":null"));
        assertThat(run("models").out()).contains("macro-F1 on 100 emails of emails.jsonl\n");
    }

    @Test
    void theJsonNamesTheRowsOfEachScoreInTheSameOrder() {
        JsonNode trained = run("models", "--json").lastJson().get("trained_models");

        assertThat(trained.findValuesAsText("name")).containsExactly("good", "newest", "best-on-others", "broken");
        JsonNode good = trained.get(0);
        assertThat(good.get("validation_count").intValue()).isEqualTo(100);
        assertThat(good.get("score_files").get(0).textValue()).isEqualTo("/mail/score.jsonl");
        assertThat(good.get("split").textValue()).isEqualTo("grouped");
        assertThat(good.get("validation").textValue()).isEqualTo("held-out");
        assertThat(good.get("validation_rows_hash").textValue())
                .matches("[0-9a-f]{12}")
                .isEqualTo(trained.get(1).get("validation_rows_hash").textValue())
                .isNotEqualTo(trained.get(2).get("validation_rows_hash").textValue());
        assertThat(trained.get(3).has("validation_rows_hash")).isFalse();
    }

    private void train(String name, double macroF1, String timestamp, List<String> validation) throws IOException {
        SampleTrainingInfo.write(
                models().resolve(name),
                Map.of(
                        "val_macro_f1", macroF1,
                        "timestamp", timestamp,
                        "validation_hashes", validation,
                        "score_files", List.of("/mail/score.jsonl")));
    }

    private Path models() {
        return home.resolve("models");
    }

    private Console.Result run(String... arguments) {
        return new Console(home, Map.of("HF_HUB_CACHE", home.resolve("hub").toString())).run(arguments);
    }
}
