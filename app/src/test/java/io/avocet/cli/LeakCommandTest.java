package io.avocet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.Console;
import io.avocet.Console.Result;
import io.avocet.testing.ScoreRows;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeakCommandTest {
    private static final int USAGE = 2;

    @TempDir
    Path home;

    @Test
    void aSetOfTemplatesLeaksInAPlainSplitAndOneWithoutDoesNot() throws IOException {
        ScoreRows templates = ScoreRows.three();
        for (int i = 0; i < 12; i++) {
            templates.line("{\"subject\": \"Invoice " + i + "\", \"body\": \"see the attached invoice of "
                    + Character.toString('a' + i % 2) + "\", \"label\": \"" + (i % 2 == 0 ? "digest" : "neutral")
                    + "\"}");
        }
        Result result = new Console(home)
                .run(
                        "lab",
                        "leak",
                        "--seeds",
                        "1",
                        "--set",
                        "plain=" + ScoreRows.three().write(home.resolve("plain.jsonl")),
                        "templates=" + templates.write(home.resolve("templates.jsonl")));

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out().lines()).hasSize(4);
        assertThat(result.out().lines().skip(2).findFirst().orElseThrow())
                .startsWith("| plain | 18 | 18 | .000 |  |  | ");
        assertThat(result.out().lines().skip(3).findFirst().orElseThrow())
                .startsWith("| templates | 30 | 19 | ")
                .doesNotContain("| .000 |  |");
    }

    @Test
    void aSetWithTestEmailsIsRefused() {
        Result result = new Console(home).run("lab", "leak", "--set", "x=a.jsonl,test=b.jsonl");
        assertThat(result.exitCode()).isEqualTo(USAGE);
        assertThat(result.err()).contains("The set x has test emails, which no split chooses. Leave them out.");
    }
}
