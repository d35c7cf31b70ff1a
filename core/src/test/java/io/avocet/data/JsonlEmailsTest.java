package io.avocet.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.avocet.error.UserError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonlEmailsTest {
    private static final Path NAME = Path.of("stdin");

    @Test
    void emailsComeWithTheirLinesWhateverTheirLabels() throws IOException {
        try (JsonlEmails emails = open("{\"subject\":\"a\",\"label\":7}\n\n{\"body\":\"b\"}\n{\"subject\":null}")) {
            assertThat(EmailSources.next(emails, 2))
                    .containsExactly(
                            new SourcedEmail(NAME, 1, new Email("a", "")),
                            new SourcedEmail(NAME, 3, new Email("", "b")));
            assertThat(EmailSources.next(emails, 2)).containsExactly(new SourcedEmail(NAME, 4, new Email("", "")));
            assertThat(EmailSources.next(emails, 2)).isEmpty();
            assertThat(emails.skipped()).isZero();
        }
    }

    @Test
    void badRowsAreToldCountedAndPassedOver() throws IOException {
        List<BadRow> told = new ArrayList<>();
        try (JsonlEmails emails = open("x\n{\"subject\":\"a\"}\n{\"body\":1}")) {
            emails.onBadRow(told::add);
            assertThat(EmailSources.next(emails, 10)).hasSize(1);
            assertThat(emails.skipped()).isEqualTo(2);
        }
        assertThat(told)
                .containsExactly(
                        new BadRow(NAME, 1, "not valid JSON (near column 2)"),
                        new BadRow(NAME, 3, "'body' is neither a string nor null"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"subject\":\"a\"}\n{\"subject\":\"b\"}", "[{\"subject\":\"a\"},{\"subject\":\"b\"}]"})
    void closingClosesTheInput(String content) throws IOException {
        AtomicBoolean closed = new AtomicBoolean();
        InputStream in = new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public void close() {
                closed.set(true);
            }
        };
        try (JsonlEmails emails = new JsonlEmails(in, NAME)) {
            assertThat(emails.next()).isPresent();
            assertThat(closed).isFalse();
        }
        assertThat(closed).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"subject\":\"a\",\"body\":\"b\"},{\"subject\":\"c\"}]",
                "\uFEFF [\n  {\n    \"subject\": \"a\",\n    \"body\": \"b\"\n  },\n  {\"subject\": \"c\"}\n]\n"
            })
    void aJsonArrayOfRowsIsRead(String array) throws IOException {
        try (JsonlEmails emails = open(array)) {
            assertThat(EmailSources.next(emails, 9))
                    .extracting(SourcedEmail::email)
                    .containsExactly(new Email("a", "b"), new Email("c", ""));
            assertThat(emails.next()).as("asked again after the end").isEmpty();
            assertThat(emails.skipped()).isZero();
        }
    }

    @Test
    void anItemOfAnArrayThatIsNoEmailIsPassedOverWithItsLine() throws IOException {
        List<BadRow> told = new ArrayList<>();
        try (JsonlEmails emails =
                open("[{\"subject\":\"a\"},\n7,\n{\"body\":[1,{}]},\n{\"text\":\"x\"},\n{\"body\":\"b\"}]")) {
            emails.onBadRow(told::add);
            assertThat(EmailSources.next(emails, 9))
                    .extracting(SourcedEmail::line)
                    .containsExactly(1L, 5L);
        }
        assertThat(told)
                .containsExactly(
                        new BadRow(NAME, 2, "not a JSON object"),
                        new BadRow(NAME, 3, "'body' is neither a string nor null"),
                        new BadRow(NAME, 4, "has neither 'subject' nor 'body', but 'text'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{\"subject\":\"secret\"}", "[{\"subject\":\"secret\"}]x", "[{\"subject\":\"a\"} secret]"})
    void aDamagedArrayIsAnErrorThatQuotesNothing(String array) {
        assertThatThrownBy(() -> {
                    try (JsonlEmails emails = open(array)) {
                        EmailSources.next(emails, 9);
                    }
                })
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("stdin:1: not valid JSON")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|has neither 'subject' nor 'body'.",
                "{\"text\":\"x\",\"label\":\"y\"}|has neither 'subject' nor 'body', but 'text'.",
                "{\"title\":\"x\",\"content\":\"y\"}|has neither 'subject' nor 'body', but 'title', 'content'.",
                "{\"Subject\":\"x\",\"Body\":\"y\"}|has neither 'subject' nor 'body', but 'Subject', 'Body'.",
                "[{\"id\":1,\"data\":{\"subject\":\"x\"}}]|has neither 'subject' nor 'body', but 'id', 'data'."
            })
    void aFileWhoseRowsHaveOtherKeysIsRefusedByName(String content, String reason) {
        assertThatThrownBy(() -> {
                    try (JsonlEmails emails = open(content)) {
                        EmailSources.next(emails, 9);
                    }
                })
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("No email: stdin:1: " + reason)
                .hasMessageContaining("Rename the keys")
                .hasMessageContaining("'avocet import FILE --output");
    }

    @Test
    void aRowWithHalfItsTextUnderAnotherKeyIsPassedOver() throws IOException {
        List<BadRow> told = new ArrayList<>();
        try (JsonlEmails emails = open("{\"subject\":\"a\",\"Body\":\"b\"}\n{\"title\":\"a\",\"body\":\"b\"}\n"
                + "{\"subject\":\"a\",\"title\":\"t\"}\n{\"subject\":\"a\",\"body\":null,\"text\":\"t\"}")) {
            emails.onBadRow(told::add);
            assertThat(EmailSources.next(emails, 9)).hasSize(2);
        }
        assertThat(told)
                .extracting(BadRow::reason)
                .containsExactly(
                        "no 'body' but 'Body', which is not read: rename that key to 'body'",
                        "no 'subject' but 'title', which is not read: rename that key to 'subject'");
    }

    @Tag("slow")
    @Test
    void rowsThatTogetherOutgrowTheHeapAreReadOneByOne() throws IOException {
        long count = 0;
        try (JsonlEmails emails = new JsonlEmails(new Rows(800_000), NAME)) {
            while (emails.next().isPresent()) {
                count++;
            }
        }
        assertThat(count).isEqualTo(800_000);
    }

    private static JsonlEmails open(String content) throws IOException {
        return new JsonlEmails(new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)), NAME);
    }

    /** 0.9 GB of rows, more than the tests' heap, made as they are read. */
    private static final class Rows extends InputStream {
        private final byte[] row =
                ("{\"subject\":\"s\",\"body\":\"" + "b".repeat(1100) + "\"}\n").getBytes(StandardCharsets.UTF_8);
        private final long length;
        private long read;

        Rows(long rows) {
            length = rows * row.length;
        }

        @Override
        public int read() {
            return read == length ? -1 : row[(int) (read++ % row.length)];
        }

        @Override
        public int read(byte[] to, int offset, int count) {
            int start = (int) (read % row.length);
            int copied = (int) Math.min(Math.min(count, row.length - start), length - read);
            System.arraycopy(row, start, to, offset, copied);
            read += copied;
            return copied == 0 ? -1 : copied;
        }
    }
}
