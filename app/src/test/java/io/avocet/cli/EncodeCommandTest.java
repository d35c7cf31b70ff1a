package io.avocet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.avocet.Console;
import io.avocet.Console.Result;
import io.avocet.data.LabelSet;
import io.avocet.golden.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncodeCommandTest {
    private static final int USAGE = 2;
    private static final int BAD_INPUT = 3;

    @TempDir
    Path home;

    @ParameterizedTest
    @ValueSource(strings = {Golden.DEBERTA, Golden.XLM_ROBERTA})
    void rowsAreTheTokenIdsOfTheReferenceInFileOrder(String model) throws IOException {
        JsonNode golden = Golden.read(model, "classify.json");
        List<String> rows = new ArrayList<>();
        golden.forEach(email -> rows.add(email.toString()));
        Path scoreFile = Files.write(home.resolve("score.jsonl"), rows);

        Result result = encode(model, scoreFile, "--output", "-");

        assertThat(result.exitCode()).as(result.err()).isZero();
        List<JsonNode> encoded = result.json();
        assertThat(encoded).hasSize(golden.size());
        for (int i = 0; i < encoded.size(); i++) {
            assertThat(encoded.get(i).properties()).hasSize(2);
            assertThat(encoded.get(i).get("input_ids")).isEqualTo(golden.get(i).get("input_ids"));
            assertThat(encoded.get(i).get("y").intValue())
                    .isEqualTo(LabelSet.CANONICAL
                            .id(golden.get(i).get("label").textValue())
                            .orElseThrow());
        }
    }

    @Test
    void aDuplicateIsWrittenOnceInTheFirstPlaceWithTheLastLabel() throws IOException {
        Path scoreFile = write(
                "{'subject': 'a', 'body': 'x', 'label': 'digest'}",
                "{'subject': 'b', 'body': 'y', 'label': 'neutral'}",
                "{'subject': 'a', 'body': 'x', 'label': 'rejected'}");

        Result result = encode(Golden.DEBERTA, scoreFile, "--output", "-");

        assertThat(result.json()).extracting(row -> row.get("y").intValue()).containsExactly(2, 5);
        assertThat(result.err()).startsWith("Wrote 2 rows to standard output: ").contains("1 duplicates collapsed");
    }

    @Test
    void aRowWithAnUnknownLabelIsLeftOutAndNamedAndASingleRowOfALabelStays() throws IOException {
        Path scoreFile = write(
                "{'subject': 'a', 'body': 'x', 'label': 'spam'}", "{'subject': 'b', 'body': 'y', 'label': 'hired'}");

        Result result = encode(Golden.DEBERTA, scoreFile, "--output", "-");

        assertThat(result.json()).extracting(row -> row.get("y").intValue()).containsExactly(9);
        assertThat(result.err()).contains("Warning: Left out 1 rows with the unknown label 'spam'");
    }

    @Test
    void anotherLabelSetGivesOtherIds() throws IOException {
        Path scoreFile = write("{'subject': 'a', 'body': 'x', 'label': 'spam'}");
        Path labels = Files.writeString(home.resolve("labels.txt"), "ham\nspam\n");

        Result result = encode(Golden.DEBERTA, scoreFile, "--output", "-", "--labels", labels.toString());

        assertThat(result.json()).extracting(row -> row.get("y").intValue()).containsExactly(1);
    }

    @Test
    void aLongerTextKeepsItsFirstTokensAndTheFinalSeparatorAndIsCounted() throws IOException {
        Path scoreFile = write(
                "{'subject': 'a', 'body': 'x', 'label': 'digest'}",
                "{'subject': 'Interview', 'body': '" + "the interview is on Thursday ".repeat(8)
                        + "', 'label': 'neutral'}");
        List<JsonNode> uncut =
                encode(Golden.DEBERTA, scoreFile, "--output", "-").json();

        Result result = encode(Golden.DEBERTA, scoreFile, "--output", "-", "--max-tokens", "12");

        List<JsonNode> cut = result.json();
        int[] whole = Golden.ints(uncut.get(1).get("input_ids"));
        int[] ids = Golden.ints(cut.get(1).get("input_ids"));
        assertThat(cut.get(0)).isEqualTo(uncut.get(0));
        assertThat(ids)
                .hasSize(12)
                .startsWith(java.util.Arrays.copyOf(whole, 11))
                .endsWith(whole[whole.length - 1]);
        assertThat(result.err()).contains("12 in the longest; 1 cut to 12;");
    }

    @Test
    void theFileTakesItsPlaceWhenItIsWholeAndTheScoreFileIsNeverReplaced() throws IOException {
        Path scoreFile = write("{'subject': 'a', 'body': 'x', 'label': 'digest'}");
        String content = Files.readString(scoreFile);

        Result refused = encode(Golden.DEBERTA, scoreFile, "--output", scoreFile.toString());
        assertThat(refused.exitCode()).isEqualTo(BAD_INPUT);
        assertThat(refused.err()).contains("is one of the files that are read");
        assertThat(scoreFile).hasContent(content);

        Path output = home.resolve("rows.jsonl");
        Result result = encode(Golden.DEBERTA, scoreFile, "--output", output.toString());
        assertThat(result.out()).isEmpty();
        assertThat(Files.readAllLines(output)).hasSize(1);
        assertThat(home).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void aRunThatFailsLeavesNoFile() throws IOException {
        Path scoreFile = write("{'subject': 'a', 'body': 'x', 'label': 'digest'}");

        Result result = encode(
                Golden.DEBERTA,
                scoreFile,
                "--output",
                home.resolve("rows.jsonl").toString(),
                "--max-tokens",
                "7");

        assertThat(result.exitCode()).isEqualTo(USAGE);
        assertThat(result.err()).contains("--max-tokens is 7. Allowed: 8 to 512, which ");
        assertThat(home).isDirectoryNotContaining("glob:**rows.jsonl*");
    }

    @Test
    void withoutATokenizerItSaysHowToNameOne() {
        Result result = new Console(home).run("lab", "encode", "--output", "-");

        assertThat(result.exitCode()).isEqualTo(USAGE);
        assertThat(result.err())
                .contains(
                        "Name a model with --model (minilm, bge-small, deberta-small, bge-m3), or a checkpoint folder");
    }

    private Result encode(String model, Path scoreFile, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "lab",
                "encode",
                "--base-model",
                Golden.folder(model).toString(),
                "--score-file",
                scoreFile.toString()));
        arguments.addAll(List.of(more));
        return new Console(home).run(arguments.toArray(String[]::new));
    }

    private Path write(String... rows) throws IOException {
        return Files.write(
                home.resolve("score.jsonl"),
                List.of(rows).stream().map(row -> row.replace('\'', '"')).toList());
    }
}
