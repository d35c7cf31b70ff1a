package io.avocet.data;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The lines of a stream as bytes, one at a time. No line takes more memory than its limit: what a line has beyond that
 * is read and dropped, and {@link #cut} says so. A byte order mark at the start of the stream is passed over. Where a
 * stream has once ended, it has no more lines, even if it is a file that has grown meanwhile: what comes then may be the
 * other half of the last line.
 */
public final class ByteLines implements Closeable {
    /** A longer line is no text: reading it to its end might never end. */
    public static final int LONGEST_LINE = 256 << 20;

    private static final String WHITE_SPACE = " \t\r\f\u000B";
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InputStream in;
    private final int limit;
    private final byte[] buffer = new byte[1 << 16];
    private int position;
    private int end;
    private boolean isAtEnd;

    private byte[] line = new byte[1 << 10];
    private int length;
    private boolean cut;
    private long number;
    private long start;
    private long following;
    private boolean isEnded;

    /** @param limit bytes of a line that are kept, at most */
    public ByteLines(InputStream in, int limit) {
        this.in = in;
        this.limit = limit;
    }

    /**
     * Moves to the next line; false at the end of the stream.
     *
     * @throws EndlessLineException if the line has more than {@link #LONGEST_LINE} bytes
     */
    public boolean next() throws IOException {
        length = 0;
        cut = false;
        start = following;
        boolean found = false;
        boolean ended = false;
        long read = 0;
        while (!ended && fill()) {
            found = true;
            int stop = position;
            while (stop < end && buffer[stop] != '\n') {
                stop++;
            }
            append(position, stop);
            read += stop - position;
            if (read > LONGEST_LINE) {
                throw new EndlessLineException(number + 1);
            }
            ended = stop < end;
            position = ended ? stop + 1 : stop;
        }
        following = start + read + (ended ? 1 : 0);
        isEnded = ended;
        if (found && ++number == 1) {
            dropByteOrderMark();
        }
        return found;
    }

    /** The number of the current line, counted from 1. */
    public long number() {
        return number;
    }

    /** Where the current line begins: bytes from the start of the stream. */
    public long start() {
        return start;
    }

    /** Where the next line would begin: bytes from the start of the stream. */
    public long following() {
        return following;
    }

    /** Whether the current line ends with a line feed; the last line of a stream may not. */
    public boolean isEnded() {
        return isEnded;
    }

    /** Whether the current line was longer than the limit. */
    public boolean cut() {
        return cut;
    }

    /** Whether the current line has nothing but white space. */
    public boolean blank() {
        for (int i = 0; i < length; i++) {
            if (WHITE_SPACE.indexOf(line[i]) < 0) {
                return false;
            }
        }
        return true;
    }

    /** A copy of the current line, without its line feed (a carriage return before it stays). */
    public byte[] bytes() {
        return Arrays.copyOf(line, length);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private boolean fill() throws IOException {
        if (position == end && !isAtEnd) {
            position = 0;
            end = Math.max(0, in.read(buffer));
            isAtEnd = end == 0;
        }
        return position < end;
    }

    private void append(int from, int to) {
        int kept = Math.min(to - from, limit - length);
        cut |= kept < to - from;
        if (length + kept > line.length) {
            line = Arrays.copyOf(line, (int) Math.min(limit, Math.max(2L * line.length, length + kept)));
        }
        System.arraycopy(buffer, from, line, length, kept);
        length += kept;
    }

    private void dropByteOrderMark() {
        int mark = BYTE_ORDER_MARK.length;
        if (length >= mark && Arrays.equals(line, 0, mark, BYTE_ORDER_MARK, 0, mark)) {
            System.arraycopy(line, mark, line, 0, length - mark);
            length -= mark;
        }
    }
}
