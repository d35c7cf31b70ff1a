package io.avocet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.Console;
import io.avocet.Console.Result;
import io.avocet.testing.ScoreRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntervalsCommandTest {
    private static final int USAGE = 2;
    private static final int BAD_INPUT = 3;

    @TempDir
    Path home;

    @Test
    void eachTrialHasALineAndEachScoreOfASetASummary() throws IOException {
        Result result = run("--trials", "3", "--folds", "3", "--set", "plain=" + separable(30));

        assertThat(result.exitCode()).as(result.err()).isZero();
        List<String> lines = result.out().lines().toList();
        assertThat(lines).hasSize(2 + 3 + 1 + 2 + 2);
        assertThat(lines.subList(2, 5))
                .allSatisfy(line -> assertThat(line)
                        .startsWith("| plain | ")
                        .contains(" | 30, 30 | 1.000 | [1.000, 1.000] | 1.000 | 1.000 | 1.000 | "));
        assertThat(lines.subList(8, 10))
                .containsExactly(
                        "| plain | macro-F1 | .000 ± .000 | 3 of 3 | +.000 ± .000 | 3 of 3 | +.000 ± .000 |",
                        "| plain | accuracy | .000 ± .000 | 3 of 3 | +.000 ± .000 | 3 of 3 | +.000 ± .000 |");
    }

    @Test
    void theSameTrialsGiveTheSameTables() throws IOException {
        String set = "some=" + ScoreRows.demo(60).write(home.resolve("some.jsonl"));
        Result once = run("--trials", "2", "--folds", "2", "--set", set);
        Result again = run("--trials", "2", "--folds", "2", "--set", set);

        assertThat(once.exitCode()).as(once.err()).isZero();
        assertThat(again.out()).isEqualTo(once.out()).contains("| some | 1 | ", "| some | 2 | ");
    }

    @Test
    void valuesThatCannotBeAreRefused() throws IOException {
        Result noTrial = run("--trials", "0");
        Result oneFold = run("--folds", "1");
        Result tooManyFolds = run("--folds", "20", "--set", "small=" + separable(4));
        Result withTest = run("--set", "x=a.jsonl,test=b.jsonl");

        assertThat(noTrial.exitCode()).isEqualTo(USAGE);
        assertThat(noTrial.err()).contains("--trials is 0. Allowed: 1 to 1000.");
        assertThat(oneFold.exitCode()).isEqualTo(USAGE);
        assertThat(oneFold.err()).contains("--folds is 1. Allowed: 2 to 20.");
        assertThat(tooManyFolds.exitCode()).isEqualTo(BAD_INPUT);
        assertThat(tooManyFolds.err()).contains("too few for 20 folds");
        assertThat(withTest.exitCode()).isEqualTo(USAGE);
        assertThat(withTest.err()).contains("The set x has test emails, which no split chooses. Leave them out.");
    }

    private String separable(int ofEach) throws IOException {
        return new ScoreRows().add("rejected", ofEach).add("digest", ofEach).write(home.resolve(ofEach + ".jsonl"));
    }

    private Result run(String... options) {
        String[] args = new String[options.length + 2];
        args[0] = "lab";
        args[1] = "intervals";
        System.arraycopy(options, 0, args, 2, options.length);
        return new Console(home).run(args);
    }
}
