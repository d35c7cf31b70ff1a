package io.avocet.mail;

import io.avocet.data.ByteLines;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** The lines of an mbox, and those that come after the current one. Zero bytes in front of a line, left by a crash, are dropped. */
final class LookaheadLines implements Closeable {
    private final ByteLines lines;
    private final Deque<byte[]> ahead = new ArrayDeque<>();
    private byte[] line = new byte[0];
    private long number;

    LookaheadLines(ByteLines lines) {
        this.lines = lines;
    }

    /** Moves to the next line; false at the end. */
    boolean next() throws IOException {
        if (!ahead.isEmpty()) {
            line = ahead.remove();
        } else if (lines.next()) {
            line = cleaned(lines.bytes());
        } else {
            return false;
        }
        number++;
        return true;
    }

    /** The current line, without its line feed. */
    byte[] bytes() {
        return line;
    }

    /** The number of the current line, counted from 1. */
    long number() {
        return number;
    }

    /** The lines after the current one, {@code count} at most. */
    List<byte[]> peek(int count) throws IOException {
        while (ahead.size() < count && lines.next()) {
            ahead.add(cleaned(lines.bytes()));
        }
        return ahead.stream().limit(count).toList();
    }

    /**
     * The lines after the current one that have this many bytes, line feeds included, if the end of the file or a candidate
     * for a From line comes next; empty if not.
     */
    List<byte[]> peekBytes(long length) throws IOException {
        List<byte[]> found = new ArrayList<>();
        long size = 0;
        for (byte[] each : ahead) {
            if (size < length) {
                found.add(each);
                size += each.length + 1;
            }
        }
        while (size < length && lines.next()) {
            byte[] each = cleaned(lines.bytes());
            ahead.add(each);
            found.add(each);
            size += each.length + 1;
        }
        boolean fits = size == length || size == length + 1;
        return fits && endsAfter(found.size()) ? found : List.of();
    }

    private boolean endsAfter(int count) throws IOException {
        List<byte[]> seen = peek(count + FromLine.LOOKAHEAD);
        for (byte[] each : seen.subList(count, seen.size())) {
            if (!isBlank(each)) {
                return FromLine.isCandidate(each);
            }
        }
        return true;
    }

    static boolean isBlank(byte[] line) {
        for (byte unit : line) {
            if (unit < 0 || unit > ' ') {
                return false;
            }
        }
        return true;
    }

    private static byte[] cleaned(byte[] line) {
        int start = 0;
        while (start < line.length && line[start] == 0) {
            start++;
        }
        return start == 0 ? line : Arrays.copyOfRange(line, start, line.length);
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
