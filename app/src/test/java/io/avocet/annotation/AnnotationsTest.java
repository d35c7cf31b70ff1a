package io.avocet.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.avocet.data.Email;
import io.avocet.data.LabelLog;
import io.avocet.data.LabelSet;
import io.avocet.error.UserError;
import io.avocet.store.LazyMailStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnnotationsTest {
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-03-15T12:00:00.5Z"), ZoneOffset.UTC);
    private static final String FIRST =
            "{\"subject\":\"a\",\"body\":\"b\",\"label\":\"digest\",\"from\":\"x@y\",\"k\":[1]}";
    private static final String ID = new Email("a", "b").contentHash();

    @TempDir
    Path folder;

    private Path file;
    private Annotations annotations;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("score.jsonl");
        Files.writeString(file, FIRST + "\n");
        annotations = new Annotations(emails(), LabelSet.CANONICAL, NOON);
    }

    @Test
    void aLabelIsARowWithAllKeysOfTheLastOneAndItsTime() throws IOException {
        annotations.label(ID, "hired");
        List<String> lines = Files.readAllLines(file);
        assertThat(lines.get(0)).isEqualTo(FIRST);
        assertThat(new JsonMapper().readTree(lines.get(1)))
                .isEqualTo(new JsonMapper()
                        .readTree(
                                "{\"subject\":\"a\",\"body\":\"b\",\"label\":\"hired\",\"from\":\"x@y\",\"k\":[1],\"id\":\""
                                        + ID + "\",\"labeled_at\":\"2026-03-15T12:00:00Z\"}"));
        assertThat(lines).hasSize(2);
    }

    @Test
    void undoGoesBackActByActToTheLabelsBefore() {
        annotations.label(ID, "hired");
        annotations.label(ID, "rejected");
        assertThat(annotations.undo()).contains(new Undone(ID, "hired", Undone.What.LABEL));
        assertThat(label()).isEqualTo("hired");
        assertThat(annotations.undo()).contains(new Undone(ID, "digest", Undone.What.LABEL));
        assertThat(label()).isEqualTo("digest");
        assertThat(annotations.undo()).isEmpty();
    }

    @Test
    void aLabelOfAnotherProgramIsNotUndone() {
        annotations.label(ID, "hired");
        new Annotations(emails(), LabelSet.CANONICAL, NOON).label(ID, "neutral");
        assertThatThrownBy(annotations::undo).isInstanceOf(UserError.class).hasMessageContaining("'neutral'");
        assertThat(label()).isEqualTo("neutral");
        assertThat(annotations.undo()).isEmpty();
    }

    @Test
    void anUnknownLabelOrEmailChangesNothing() {
        assertThatThrownBy(() -> annotations.label(ID, "spam"))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("'spam' is not one of the labels. Allowed: interview_scheduled,");
        assertThatThrownBy(() -> annotations.label("0".repeat(64), "hired"))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("There is no email 000");
        assertThat(file).hasContent(FIRST);
        assertThat(annotations.undo()).isEmpty();
    }

    private String label() {
        return String.valueOf(annotations.labelled().get(0).label());
    }

    /** Without a mail store. */
    private KnownEmails emails() {
        return new KnownEmails(new LabelLog(file), new LazyMailStore(folder.resolve("mail.db")));
    }
}
