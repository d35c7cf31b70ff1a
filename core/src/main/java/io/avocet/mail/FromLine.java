package io.avocet.mail;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The line that starts a message in an mbox: {@code From } and what a program writes behind it, before the header. Programs
 * agree on neither sender nor date (thunderbird/import-export-tools-ng#432, eneam/mboxviewer#9), and bodies have lines that
 * look like it (ietf-tools/mailarchive#4117), so what comes next decides: a line of a header. The less a line looks like
 * the usual one, the more of a header it takes.
 */
final class FromLine {
    /** Lines behind a From line that are looked at. */
    static final int LOOKAHEAD = 4;

    private static final int LONGEST = 2_000;

    /** {@code From a@b.c Mon Jan  5 09:30:00 2026}, with whatever zone and behind whatever sender. */
    private static final Pattern USUAL = Pattern.compile(
            "From .{0,1000}?\\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? +(?:\\d{1,2} +)?[A-Z][a-z]{2},? +(?:\\d{1,2} +)?(?:\\d{4} +)?"
                    + "\\d{1,2}:\\d\\d(?::\\d\\d)?(?: *[A-Z+-][A-Za-z0-9:+-]{0,9}| *\\([^)]*\\))*(?: +\\d{4})?"
                    + "(?: *[A-Z+-][A-Za-z0-9:+-]{0,9}| *\\([^)]*\\))*(?: remote from .*)?");

    private static final Pattern DATED = Pattern.compile("From .*(?:\\d:\\d\\d|\\d{4}|\\d/\\d).*");

    /** No date: nothing, or a sender in one word, or one with an address. */
    private static final Pattern SENDER = Pattern.compile("From *(?:\\S+ *|.*\\S@\\S.*| *- +\\S+)?");

    /** What git writes; in a body it is a patch. */
    private static final Pattern PATCH = Pattern.compile("From [0-9a-f]{40,64} Mon Sep 17 00:00:00 2001\\s*");

    private FromLine() {}

    /** Whether a line can be one at all; quick, since every line of an mbox is asked. */
    static boolean isCandidate(byte[] line) {
        return line.length <= LONGEST && isFrom(line, 0) && (line.length == 4 || line[4] == ' ' || line[4] == '\r');
    }

    /** Whether a line is {@code >From }, {@code >>From } and so on: a line of a body, quoted. */
    static boolean isQuoted(byte[] line) {
        int at = 0;
        while (at < line.length && line[at] == '>') {
            at++;
        }
        return at > 0 && isFrom(line, at) && line.length > at + 4 && line[at + 4] == ' ';
    }

    /** Whether {@code From} is at a place. */
    private static boolean isFrom(byte[] bytes, int at) {
        return bytes.length >= at + 4
                && bytes[at] == 'F'
                && bytes[at + 1] == 'r'
                && bytes[at + 2] == 'o'
                && bytes[at + 3] == 'm';
    }

    /**
     * Whether a candidate starts a message.
     *
     * @param afterEmptyLine whether an empty line or nothing is before it
     * @param next the lines behind it, {@link #LOOKAHEAD} at most
     */
    static boolean startsMessage(byte[] candidate, boolean afterEmptyLine, List<byte[]> next) {
        String line = text(candidate);
        if (PATCH.matcher(line).matches()) {
            return false;
        }
        boolean usual = USUAL.matcher(line).matches();
        if (!afterEmptyLine) {
            return usual && fields(next, true) >= 1;
        }
        if (usual) {
            return fields(next, false) >= 1 || isEmptyMessage(next) || anyMailField(next);
        }
        boolean sender = SENDER.matcher(line).matches() || DATED.matcher(line).matches();
        return fields(next, true) >= (sender ? 1 : 2);
    }

    /** Whether a part of a message is an empty line or a From line in front of its header. */
    static boolean isBeforeHeader(byte[] message, int start, int end) {
        int from = start;
        while (from < end && message[from] == '>') {
            from++;
        }
        if (end - from > 5 && isFrom(message, from) && message[from + 4] == ' ') {
            String line = new String(message, from, Math.min(end - from, LONGEST), StandardCharsets.ISO_8859_1);
            return !HeaderNames.isField(line);
        }
        for (int i = start; i < end; i++) {
            if (message[i] < 0 || message[i] > ' ') {
                return false;
            }
        }
        return true;
    }

    /** How many lines of a header follow at once, further From lines left out. */
    private static int fields(List<byte[]> next, boolean ofMail) {
        int count = 0;
        for (byte[] line : next) {
            if (count == 0 && (isCandidate(line) || isQuoted(line))) {
                continue;
            }
            String start = HeaderNames.start(line);
            if (!(ofMail ? HeaderNames.isMailField(start) : HeaderNames.isField(start))) {
                return count;
            }
            count++;
        }
        return count;
    }

    /** A message without a header: empty lines, and then the end, the next message, or a header that comes late. */
    private static boolean isEmptyMessage(List<byte[]> next) {
        for (byte[] line : next) {
            if (!text(line).isBlank()) {
                return line != next.get(0) && (isCandidate(line) || HeaderNames.isField(HeaderNames.start(line)));
            }
        }
        return true;
    }

    private static boolean anyMailField(List<byte[]> next) {
        for (byte[] line : next) {
            String start = HeaderNames.start(line);
            if (start.isBlank()) {
                return false;
            }
            if (HeaderNames.isMailField(start)) {
                return true;
            }
        }
        return false;
    }

    private static String text(byte[] line) {
        return new String(line, StandardCharsets.ISO_8859_1).stripTrailing();
    }
}
