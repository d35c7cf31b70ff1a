package io.avocet.data;

import static org.assertj.core.api.Assertions.assertThat;

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

class JsonlEmailsTest {
    private static final Path NAME = Path.of("stdin");

    @Test
    void emailsComeWithTheirLinesWhateverTheirLabels() throws IOException {
        try (JsonlEmails emails = open("{\"subject\":\"a\",\"label\":7}\n\n{\"body\":\"b\"}\n{}")) {
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

    @Test
    void closingClosesTheInput() throws IOException {
        AtomicBoolean closed = new AtomicBoolean();
        InputStream in = new ByteArrayInputStream(new byte[0]) {
            @Override
            public void close() {
                closed.set(true);
            }
        };
        new JsonlEmails(in, NAME).close();
        assertThat(closed).isTrue();
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

    private static JsonlEmails open(String content) {
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
