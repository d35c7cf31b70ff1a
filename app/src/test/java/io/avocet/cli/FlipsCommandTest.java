package io.avocet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.Console;
import io.avocet.Console.Result;
import io.avocet.testing.ScoreRows;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlipsCommandTest {
    private static final int USAGE = 2;

    @TempDir
    Path home;

    @Test
    void theFlipsOfSeparableEmailsAreTheFirst() throws IOException {
        String file = new ScoreRows()
                .add("rejected", 40)
                .add("digest", 40)
                .add("neutral", 40)
                .write(home.resolve("score.jsonl"));
        Result result = new Console(home).run("lab", "flips", "--seeds", "1", "--set", "plain=" + file);

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out().lines()).hasSize(4);
        assertThat(result.out().lines().skip(2))
                .allSatisfy(line -> assertThat(line.split(" \\| ", -1)[6]).isEqualTo("1.000"));
    }

    @Test
    void aShareThatCannotBeIsRefused() {
        Result result = new Console(home).run("lab", "flips", "--share", "0");
        assertThat(result.exitCode()).isEqualTo(USAGE);
        assertThat(result.err()).contains("--share is 0.0. Allowed: above 0, and 0.5 at most.");
    }

    @Test
    void aSetWithTestEmailsIsRefused() {
        Result result = new Console(home).run("lab", "flips", "--set", "x=a.jsonl,test=b.jsonl");
        assertThat(result.exitCode()).isEqualTo(USAGE);
        assertThat(result.err()).contains("The set x has test emails, which no split chooses. Leave them out.");
    }
}
