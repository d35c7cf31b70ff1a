package io.avocet.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmailTest {
    private static final String MESSAGE = """
            From: Ann <ann@example.org>
            Subject: =?UTF-8?Q?Caf=C3=A9?=
            Content-Type: text/html; charset=UTF-8

            <p>Come on <b>Monday</b>.</p>
            """;

    private static final Email READ = new Email("Café", "Come on Monday.");

    @TempDir
    Path folder;

    @Test
    void aMessageIsReadToItsText() throws IOException {
        Path file = Files.writeString(folder.resolve("a.eml"), MESSAGE);
        assertThat(Email.ofMessage(MESSAGE.getBytes(UTF_8))).isEqualTo(READ);
        assertThat(Email.ofMessage(file)).isEqualTo(READ);
    }

    @Test
    void whatIsNoMessageIsRefusedInWords() throws IOException {
        Path file = Files.writeString(folder.resolve("a.eml"), "just text\n");
        assertThatThrownBy(() -> Email.ofMessage("just text".getBytes(UTF_8)))
                .isInstanceOf(AvocetException.class)
                .hasMessageContaining("no header");
        assertThatThrownBy(() -> Email.ofMessage(file))
                .isInstanceOf(AvocetException.class)
                .hasMessageContaining(file.toString());
        assertThatThrownBy(() -> Email.ofMessage(folder.resolve("none.eml")))
                .isInstanceOf(AvocetException.class)
                .hasMessageContaining("none.eml");
    }

    @Test
    void anMboxIsReadInOrderAndWhatCannotBeReadIsTold() {
        String from = "From ann@example.org Mon Jan  5 10:00:00 2026\n";
        String mbox = from + MESSAGE + "\n" + from + "Subject: " + "x".repeat(300_000) + "\n\nlong\n\n" + from
                + "Subject: second\n\ntext\n";
        List<String> skipped = new ArrayList<>();
        AtomicBoolean closed = new AtomicBoolean();
        InputStream in = new ByteArrayInputStream(mbox.getBytes(UTF_8)) {
            @Override
            public void close() {
                closed.set(true);
            }
        };

        try (Stream<Email> emails = Email.ofMbox(in, skipped::add)) {
            assertThat(emails).containsExactly(READ, new Email("second", "text"));
        }

        assertThat(skipped).singleElement().asString().startsWith("the mbox:").contains("message 2");
        assertThat(closed).isTrue();
    }

    @Test
    void aFileThatIsNoMboxIsRefused() {
        try (Stream<Email> emails = Email.ofMbox(new ByteArrayInputStream("{}".getBytes(UTF_8)), reason -> {})) {
            assertThatThrownBy(emails::toList)
                    .isInstanceOf(AvocetException.class)
                    .hasMessageContaining("has no email");
        }
    }
}
