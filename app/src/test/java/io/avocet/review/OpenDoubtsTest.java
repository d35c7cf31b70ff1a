package io.avocet.review;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.avocet.annotation.Annotations;
import io.avocet.annotation.KnownEmails;
import io.avocet.data.Email;
import io.avocet.data.LabelLog;
import io.avocet.data.LabelSet;
import io.avocet.store.LazyMailStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenDoubtsTest {
    private static final Email FIRST = new Email("a", "b");
    private static final Email SECOND = new Email("c", "d");

    @TempDir
    Path folder;

    private Path file;
    private Annotations annotations;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("score.jsonl");
        Files.writeString(file, """
                {"subject":"a","body":"b","label":"digest","labeled_at":"2026-03-01T00:00:00Z"}
                {"subject":"c","body":"d","label":"neutral"}
                """);
        annotations = new Annotations(emails(), LabelSet.CANONICAL, Clock.systemUTC());
    }

    @Test
    void eachDoubtfulLabelIsOpenUntilItIsKeptOrChanged() throws IOException {
        assertThat(doubts().open().stream().map(doubt -> doubt.row().email())).containsExactly(FIRST, SECOND);
        assertThat(doubts().model()).isEqualTo("minilm");

        annotations.label(FIRST.contentHash(), "digest");
        assertThat(doubts().open().stream().map(doubt -> doubt.row().email())).containsExactly(SECOND);

        annotations.label(SECOND.contentHash(), "rejected");
        assertThat(doubts()).isEqualTo(new OpenDoubts("minilm", 2, List.of()));

        annotations.undo();
        assertThat(doubts().decided()).isEqualTo(2); // it was looked at again, by undoing
    }

    @Test
    void aRowThatAnotherProgramRepeatsDecidesNothingAndAnotherLabelDoes() throws IOException {
        Files.writeString(file, "{\"subject\":\"a\",\"body\":\"b\",\"label\":\"digest\"}\n", StandardOpenOption.APPEND);
        assertThat(doubts().open()).hasSize(2);
        Files.writeString(file, "{\"subject\":\"a\",\"body\":\"b\",\"label\":\"hired\"}\n", StandardOpenOption.APPEND);
        assertThat(doubts().open()).hasSize(1);
    }

    @Test
    void doubtsOfAnotherFileAreLeftOut() throws IOException {
        Files.writeString(file, "{\"subject\":\"x\",\"body\":\"y\",\"label\":\"digest\"}\n");
        assertThat(doubts()).isEqualTo(new OpenDoubts("minilm", 0, List.of()));
    }

    @Test
    void aLikelyLabelThatCannotBeGivenIsNoDoubt() throws IOException {
        annotations = new Annotations(emails(), new LabelSet(List.of("digest", "hired")), Clock.systemUTC());
        assertThat(doubts().open().stream().map(Doubt::likely)).containsExactly("hired");
    }

    private OpenDoubts doubts() throws IOException {
        JsonNode evaluation = new JsonMapper()
                .readTree("{\"model\":\"minilm\",\"doubtful_labels\":[" + doubted(FIRST, 1, "digest", "hired") + ","
                        + doubted(SECOND, 2, "neutral", "rejected") + "]}");
        return OpenDoubts.of(evaluation, annotations);
    }

    private static String doubted(Email email, int line, String label, String likely) {
        return "{\"file\":\"f\",\"line\":" + line + ",\"label\":\"" + label + "\",\"likely\":\"" + likely
                + "\",\"p_label\":0.1,\"p_likely\":0.8,\"hash\":\"" + email.contentHash() + "\"}";
    }

    /** Without a mail store. */
    private KnownEmails emails() {
        return new KnownEmails(new LabelLog(file), new LazyMailStore(folder.resolve("mail.db")));
    }
}
