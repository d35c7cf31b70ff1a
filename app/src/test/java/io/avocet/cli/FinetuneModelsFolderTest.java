package io.avocet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.Console.Result;
import io.avocet.golden.Golden;
import io.avocet.golden.GoldenCopy;
import io.avocet.testing.ScoreRows;
import io.avocet.trained.TrainingInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class FinetuneModelsFolderTest {
    private static final int BAD_INPUT = 3;
    private static final int DIVERGED = 8;

    @TempDir
    Path home;

    @BeforeEach
    void writeScoreFile() throws IOException {
        ScoreRows.three().write(home.resolve("data/email_score.jsonl"));
    }

    @Test
    void aFileInTheFoldersPlaceIsRefusedAndLeftAlone() throws IOException {
        Path models = Files.writeString(home.resolve("models"), "mine");
        Result result = TinyFinetune.run(home);
        assertThat(result.err()).contains(models + " is not a folder");
        assertThat(result.exitCode()).isEqualTo(BAD_INPUT);
        assertThat(models).hasContent("mine");
    }

    @Test
    void whatIsNoModelIsNotReplaced() throws IOException {
        Path mine = home.resolve("models").resolve(TinyFinetune.MODEL).resolve("mine.txt");
        Files.createDirectories(mine.getParent());
        Files.writeString(mine, "mine");
        Result result = TinyFinetune.run(home);
        assertThat(result.err()).contains("exists and is not a trained model");
        assertThat(result.exitCode()).isEqualTo(BAD_INPUT);
        assertThat(mine).hasContent("mine");
    }

    @Test
    void anotherModelsFolderIsMade() {
        Path models = home.resolve("a/b");
        assertThat(TinyFinetune.run(home, "--models-dir", models.toString(), "--name", "mine")
                        .exitCode())
                .isZero();
        assertThat(models.resolve("mine/training_info.json")).exists();
        assertThat(home.resolve("models")).doesNotExist();
    }

    @Test
    void overwritingAModelIsSaid() throws IOException {
        assertThat(TinyFinetune.run(home).out()).doesNotContain("exists already");
        Snapshot first = Snapshot.of(home.resolve("models"));
        TrainingInfo replaced = TrainingInfo.read(home.resolve("models").resolve(TinyFinetune.MODEL));

        Result second = TinyFinetune.run(home, "--seed", "7");

        assertThat(second.exitCode()).isZero();
        assertThat(second.out())
                .containsOnlyOnce("Warning: The model avocet-deberta-small in " + home.resolve("models")
                        + " exists already. It is overwritten when the new one is complete.");
        Snapshot now = Snapshot.of(home.resolve("models"));
        assertThat(now.contentByPath().keySet()).isEqualTo(first.contentByPath().keySet());
        assertThat(now).isNotEqualTo(first);
        TrainingInfo info = TrainingInfo.read(home.resolve("models").resolve(TinyFinetune.MODEL));
        assertThat(replaced.previous()).isNull();
        assertThat(info.previous()).isEqualTo(replaced.summary(TinyFinetune.MODEL));
    }

    @Test
    void aRunThatFailsInTheMiddleLeavesTheFormerModelAndNothingElse() throws IOException {
        TinyFinetune.run(home);
        Snapshot before = Snapshot.of(home.resolve("models"));
        GoldenCopy broken = GoldenCopy.of(Golden.DEBERTA_NLI, home.resolve("broken"))
                .firstWeight("deberta.embeddings.LayerNorm.bias", Float.NaN);

        Result failed = TinyFinetune.from(home, broken.folder().toString());

        assertThat(failed.exitCode()).isEqualTo(DIVERGED);
        assertThat(Snapshot.of(home.resolve("models"))).isEqualTo(before);
    }
}
