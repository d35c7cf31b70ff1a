package io.avocet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.Console;
import io.avocet.Console.Result;
import io.avocet.error.UserError;
import io.avocet.golden.Golden;
import io.avocet.testing.ScoreRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("slow")
class QualityCommandTest {
    private static final int USAGE = UserError.Kind.USAGE.exitCode();

    @TempDir
    Path home;

    @Test
    void aStudyIsRunAndReported() throws IOException {
        String emails = ScoreRows.three().write(home.resolve("emails.jsonl"));
        String output = home.resolve("results.jsonl").toString();
        Result run = lab(
                "--output",
                output,
                "--set",
                "small=" + emails,
                "--seeds",
                "42",
                "--epochs",
                "1",
                "--pooling",
                "mean",
                "--class-weights",
                "square-root",
                "--base-model",
                Golden.folder(Golden.BERT).toString());
        assertThat(run.err()).contains("Run 1 of 1: small, seed 42, base.");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualTo("0 runs are left." + System.lineSeparator());

        Result report = lab("--report", output);
        assertThat(report.exitCode()).isZero();
        assertThat(report.out()).contains("minilm, rate 1e-4, 1 epochs, square-root class weights, mean");
    }

    @ParameterizedTest
    @CsvSource({
        "mix.jsonl, begins with 'mix.jsonl'",
        "'a-b=mix.jsonl', begins with 'a-b=mix.jsonl'",
        "'mix=m.jsonl,lines=4', the part 'lines=4'",
        "'mix=m.jsonl,rows=4,rows=5', the part 'rows=5'",
        "'mix=m.jsonl,rows=none', rows is 'none'",
        "'mix=m.jsonl,test-rows=4', test-rows without test"
    })
    void aSetThatCannotBeReadIsRefusedWithWhatIsAllowed(String set, String found) {
        Result result = lab("--output", home.resolve("results.jsonl").toString(), "--set", set);
        assertThat(result.exitCode()).isEqualTo(USAGE);
        assertThat(result.err()).contains("--set '" + set + "': ", found, "NAME=FILE");
    }

    @Test
    void withoutAFileItSaysWhichOptionsNameOneAndSaysErrorOnce() {
        Result result = lab();
        assertThat(result.exitCode()).isEqualTo(USAGE);
        assertThat(result.err())
                .startsWith("Error: ")
                .contains("--output=FILE", "--report=FILE")
                .doesNotContain("Error: Error");
    }

    @Test
    void twoSetsOfOneNameAreRefused() {
        Result result = lab("--output", home.resolve("results.jsonl").toString(), "--set", "a=b.jsonl", "a=c.jsonl");
        assertThat(result.err()).contains("two sets 'a'");
    }

    @ParameterizedTest
    @CsvSource({
        "--set=jobs=nowhere.jsonl, the set jobs are not found: nowhere.jsonl",
        "--max-runs=0, --max-runs is 0",
        "--body=-1, --body is -1.",
        "--head-rate=0.1, --head-rate is 0.1.",
        "--layer-decay=2, --layer-decay is 2.0.",
        "--model=other, Unknown model 'other'",
        "--only=rate-2e-4, --only is 'rate-2e-4'"
    })
    void aBadOptionIsRefusedByName(String option, String found) throws IOException {
        ScoreRows.three().write(home.resolve("data").resolve("demo_emails.jsonl"));
        Result result = lab("--output", home.resolve("results.jsonl").toString(), option);
        assertThat(result.exitCode()).isNotZero();
        assertThat(result.err()).contains("Error: ", found);
        assertThat(home.resolve("results.jsonl")).doesNotExist();
    }

    @Test
    void aSearchTakesOneModel() {
        Result result = lab(
                "--output",
                home.resolve("results.jsonl").toString(),
                "--plan",
                "search",
                "--model",
                "minilm",
                "bge-small");
        assertThat(result.exitCode()).isEqualTo(USAGE);
        assertThat(result.err()).contains("--model names 2 models", "--plan search takes one");
    }

    @Test
    void aReportOfNothingSaysHowToFillTheFile() {
        Result result = lab("--report", home.resolve("none.jsonl").toString());
        assertThat(result.exitCode()).isNotZero();
        assertThat(result.err()).contains("none.jsonl has no results", "avocet lab quality --output");
        assertThat(Files.exists(home.resolve("none.jsonl"))).isFalse();
    }

    @Test
    void theProgramsHelpHasTheLabAsOneLine() {
        assertThat(new Console(home).run("--help").out()).containsOnlyOnce("lab ");
    }

    private Result lab(String... options) {
        String[] arguments = new String[options.length + 2];
        arguments[0] = "lab";
        arguments[1] = "quality";
        System.arraycopy(options, 0, arguments, 2, options.length);
        return new Console(home).run(arguments);
    }
}
