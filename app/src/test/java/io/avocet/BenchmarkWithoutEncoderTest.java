package io.avocet;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.testing.ScoreRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        String emails = new ScoreRows().add("neutral", 1).add("digest", 1).write(home.resolve("emails.jsonl"));
        Path noFolder = Files.writeString(home.resolve("cache"), "a file");
        Console console = new Console(home, Map.of("AVOCET_CACHE", noFolder.toString()));
        assertThat(console.run("benchmark", "--score", "--score-file", emails, "--models", "minilm-zeroshot")
                        .out())
                .containsPattern("(?m)^minilm-zeroshot +no score: .*" + noFolder)
                .containsPattern("(?m)^minilm-knn +no score: .*" + noFolder)
                .containsPattern("(?m)^bag-of-words +2 ")
                .containsPattern("(?m)^majority-label +2 ")
                .doesNotContain("bug in Avocet");
    }
}
