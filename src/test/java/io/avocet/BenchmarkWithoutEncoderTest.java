package io.avocet;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.cli.Installation;
import io.avocet.cli.Interruption;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A benchmark where the built-in encoder cannot be unpacked. */
@Tag("slow")
class BenchmarkWithoutEncoderTest {
    @TempDir
    Path home;

    @Test
    void itsRowsSayWhyAndTheOthersAreScored() throws IOException {
        Path emails = Files.write(
                home.resolve("emails.jsonl"),
                List.of(
                        "{\"subject\": \"a\", \"body\": \"x\", \"label\": \"neutral\"}",
                        "{\"subject\": \"b\", \"body\": \"y\", \"label\": \"digest\"}"));
        Path noFolder = Files.writeString(home.resolve("cache"), "a file");
        StringWriter out = new StringWriter();
        Avocet.commandLine(
                        new Installation(home, false),
                        Interruption.never(),
                        Map.of("AVOCET_CACHE", noFolder.toString()))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(new StringWriter()))
                .execute("benchmark", "--score", "--score-file", emails.toString(), "--models", "minilm-zeroshot");
        assertThat(out.toString())
                .containsPattern("(?m)^minilm-zeroshot +no score: .*" + noFolder)
                .containsPattern("(?m)^minilm-knn +no score: .*" + noFolder)
                .containsPattern("(?m)^bag-of-words +2 ")
                .containsPattern("(?m)^majority-label +2 ")
                .doesNotContain("bug in Avocet");
    }
}
