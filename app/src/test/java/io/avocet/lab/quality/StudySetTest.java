package io.avocet.lab.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.avocet.data.LabelSet;
import io.avocet.data.LabelledEmail;
import io.avocet.error.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudySetTest {
    @TempDir
    Path folder;

    @Test
    void withoutATestFileTheHeldBackFifthIsScored() throws IOException {
        StudyRows rows = StudyEmails.whole(
                        "jobs", StudyEmails.write(folder.resolve("jobs.jsonl"), 20, "digest", "rejected"))
                .read(42);
        assertThat(rows.data().labels()).isEqualTo(LabelSet.CANONICAL);
        assertThat(rows.data().training()).hasSize(32);
        assertThat(rows.scored()).hasSize(8).isEqualTo(rows.data().validation());
        assertThat(rows.hasTestRows()).isFalse();
    }

    @Test
    void rowsAreDrawnBySeedAndScoredOnTheSameTestRows() throws IOException {
        StudySet set = news(OptionalInt.of(50), OptionalInt.of(30));
        StudyRows first = set.read(42);
        StudyRows second = set.read(7);

        assertThat(first.data().labels().names()).containsExactly("autos", "space");
        assertThat(first.data().training()).hasSize(40);
        assertThat(first.data().validation()).hasSize(10);
        assertThat(first.scored()).hasSize(30).isEqualTo(second.scored());
        assertThat(first.hasTestRows()).isTrue();
        assertThat(second.data().dataHash()).isNotEqualTo(first.data().dataHash());
        assertThat(set.read(42).data().dataHash()).isEqualTo(first.data().dataHash());
    }

    @Test
    void anEmailThatIsTrainedOnIsNotATestRow() throws IOException {
        Path file = StudyEmails.write(folder.resolve("train.jsonl"), 100, "space", "autos");
        StudyRows rows =
                new StudySet("news", file, OptionalInt.of(50), Optional.of(file), OptionalInt.empty()).read(42);
        assertThat(rows.scored()).hasSize(150);
        assertThat(rows.scored())
                .extracting(LabelledEmail::email)
                .doesNotContainAnyElementsOf(rows.data().training().stream()
                        .map(LabelledEmail::email)
                        .toList());
    }

    @Test
    void fewerRowsThanLabelsAreRefused() {
        assertThatThrownBy(() -> news(OptionalInt.of(1), OptionalInt.empty()).read(42))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll("train.jsonl", "1 rows", "2 labels");
    }

    private StudySet news(OptionalInt rows, OptionalInt testRows) throws IOException {
        return new StudySet(
                "news",
                StudyEmails.write(folder.resolve("train.jsonl"), 100, "space", "autos"),
                rows,
                Optional.of(StudyEmails.write(folder.resolve("test.jsonl"), 40, "space", "autos")),
                testRows);
    }
}
