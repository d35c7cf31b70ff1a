package io.avocet.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class ByteLinesTest {
    @Test
    void linesComeWithoutTheirLineFeedAndTheLastNeedsNone() throws IOException {
        assertThat(lines("one\n\ntwo\r\nthree", 100)).containsExactly("1:one", "2:", "3:two\r", "4:three");
    }

    @Test
    void anEmptyStreamHasNoLine() throws IOException {
        assertThat(lines("", 100)).isEmpty();
    }

    @Test
    void aByteOrderMarkIsPassedOverAtTheStartOnly() throws IOException {
        assertThat(lines("\uFEFFone\n\uFEFFtwo", 100)).containsExactly("1:one", "2:\uFEFFtwo");
        String asLongAsTheFirstBuffer = "a".repeat(1021);
        assertThat(lines("\uFEFF" + asLongAsTheFirstBuffer, 2000)).containsExactly("1:" + asLongAsTheFirstBuffer);
    }

    @Test
    void aLineBeyondTheLimitIsCutAndTheNextIsWhole() throws IOException {
        String start = "a".repeat(200_000);
        assertThat(lines(start + "\nnext", 150_000)).containsExactly("1:" + "a".repeat(150_000) + " cut", "2:next");
        assertThat(lines("abc\nabcd\n", 3)).containsExactly("1:abc", "2:abc cut");
    }

    @Test
    void theOtherHalfOfALineThatIsStillBeingWrittenIsNoLineOfItsOwn() throws IOException {
        Iterator<String> reads = List.of("one\nha", "", "lf\ntwo\n").iterator();
        InputStream growing = new InputStream() {
            @Override
            public int read() {
                throw new UnsupportedOperationException();
            }

            @Override
            public int read(byte[] into, int from, int most) {
                byte[] found = reads.hasNext() ? reads.next().getBytes(StandardCharsets.UTF_8) : new byte[0];
                System.arraycopy(found, 0, into, from, found.length);
                return found.length == 0 ? -1 : found.length;
            }
        };
        try (ByteLines lines = new ByteLines(growing, 100)) {
            assertThat(lines.next()).isTrue();
            assertThat(lines.next()).isTrue();
            assertThat(lines.isEnded()).isFalse();
            assertThat(lines.next()).isFalse();
            assertThat(lines.following()).isEqualTo("one\nha".length());
        }
    }

    @Test
    void onlyWhiteSpaceIsBlank() throws IOException {
        assertThat(blank(" \t\f\u000B\r")).isTrue();
        assertThat(blank("")).isTrue();
        assertThat(blank("\0\0")).isFalse();
        assertThat(blank(" \u0001")).isFalse();
        assertThat(blank("\u007F")).isFalse();
        assertThat(blank(" !")).isFalse();
        assertThat(blank("\u00A0")).isFalse();
    }

    private static boolean blank(String line) throws IOException {
        try (ByteLines lines = open(line + "\n", 9)) {
            assertThat(lines.next()).isTrue();
            return lines.blank();
        }
    }

    @Test
    void aLineWithoutEndIsRefusedByItsNumber() throws IOException {
        InputStream endless = new SequenceInputStream(new ByteArrayInputStream(new byte[] {'a', '\n'}), new Zeros());
        try (ByteLines lines = new ByteLines(endless, 10)) {
            assertThat(lines.next()).isTrue();
            assertThatThrownBy(lines::next)
                    .isInstanceOf(EndlessLineException.class)
                    .hasMessage("line 2 has more than 256 MiB");
        }
    }

    /** As {@code /dev/zero}. */
    private static final class Zeros extends InputStream {
        @Override
        public int read() {
            return 0;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            Arrays.fill(target, offset, offset + length, (byte) 0);
            return length;
        }
    }

    private static ByteLines open(String text, int limit) {
        return new ByteLines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), limit);
    }

    private static List<String> lines(String text, int limit) throws IOException {
        List<String> found = new ArrayList<>();
        try (ByteLines lines = open(text, limit)) {
            while (lines.next()) {
                found.add(lines.number() + ":" + new String(lines.bytes(), StandardCharsets.UTF_8)
                        + (lines.cut() ? " cut" : ""));
            }
        }
        return found;
    }
}
