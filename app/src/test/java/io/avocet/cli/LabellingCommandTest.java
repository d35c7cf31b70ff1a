package io.avocet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.Console;
import io.avocet.Console.Result;
import io.avocet.error.UserError;
import io.avocet.testing.ScoreRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabellingCommandTest {
    private static final int USAGE = UserError.Kind.USAGE.exitCode();

    @TempDir
    Path home;

    @Test
    @Tag("slow")
    void theCurvesOfAStudyAreKeptAndNotSimulatedAgain() throws IOException {
        String emails = new ScoreRows()
                .add("rejected", 20)
                .add("digest", 20)
                .add("neutral", 20)
                .write(home.resolve("emails.jsonl"));
        Path output = home.resolve("curves.jsonl");
        List<String> options = List.of(
                "--output", output.toString(), "--set", "three=" + emails, "--seeds", "1", "--model", "logistic");
        Result first = lab(options, "--sizes", "6", "12", "500", "--strategy", "suggested", "whole");

        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.err()).contains("three, logistic, suggested, seed 1, macro-F1 by labels 6: ");
        assertThat(first.out().lines()).hasSize(3);
        assertThat(first.out().lines().skip(2).findFirst().orElseThrow())
                .startsWith("| three | logistic | suggested | ");
        List<String> curves = Files.readAllLines(output);
        assertThat(curves).hasSize(2);
        assertThat(curves.get(0))
                .contains("\"choice\":\"suggested\"", "\"labels\":12")
                .doesNotContain("\"labels\":500");

        Result second = lab(options, "--sizes", "6", "12", "500", "--strategy", "suggested", "random", "whole");
        assertThat(second.exitCode()).as(second.err()).isZero();
        assertThat(Files.readAllLines(output)).hasSize(3).startsWith(curves.toArray(String[]::new));
        assertThat(second.out().lines()).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--model gpt|Unknown model 'gpt'. Allowed: minilm, bge-small, deberta-small, bge-m3, logistic.",
                "--strategy best|Unknown strategy 'best'. Allowed: suggested, random, descriptions, margins, clusters, whole.",
                "--sizes 20 20|--sizes is [20, 20]. Allowed: numbers of labels from 1, each larger than the one before.",
                "--sizes 0|--sizes is [0]. Allowed: numbers of labels from 1",
                "--set x=a.jsonl,test=b.jsonl|The set x has test emails, which no split chooses. Leave them out."
            })
    void whatCannotBeIsRefusedBeforeAnythingIsRead(String options, String message) {
        Path output = home.resolve("curves.jsonl");
        Result result = lab(List.of("--output", output.toString()), options.split(" "));
        assertThat(result.exitCode()).isEqualTo(USAGE);
        assertThat(result.err()).contains(message);
        assertThat(output).doesNotExist();
    }

    @Test
    void aFileOfOtherResultsIsNotAddedTo() throws IOException {
        Path output = Files.writeString(home.resolve("other.jsonl"), "{\"run\": {\"seed\": 1}, \"scores\": {}}\n");
        Result result = lab(List.of("--output", output.toString()));
        assertThat(result.exitCode()).isEqualTo(UserError.Kind.BAD_INPUT.exitCode());
        assertThat(result.err()).contains(output + ":1: not a result of this study");
        assertThat(Files.readAllLines(output)).hasSize(1);
    }

    private Result lab(List<String> options, String... more) {
        return new Console(home)
                .run(Stream.of(Stream.of("lab", "labelling"), options.stream(), Stream.of(more))
                        .flatMap(it -> it)
                        .toArray(String[]::new));
    }
}
