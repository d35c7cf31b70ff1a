package io.avocet.mail;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** The source of one message of an mbox, while its lines are added, and what its header says to programs that read mboxes. */
final class MboxMessage {
    private static final int EXPUNGED = 0x8;
    private static final String INTERNAL = "subject: don't delete this message -- folder internal data";

    private byte[] source = new byte[8 << 10];
    private int length;
    private boolean inHeader = true;
    private boolean hasField;
    private boolean deleted;
    private boolean beginsEnclosed;
    private boolean enclosedNext;
    private long contentLength = -1;

    /** Whether a line has no meaning of its own, quickly: nearly all lines are like that. */
    boolean isPlainBody(byte[] line) {
        if (inHeader || enclosedNext || line.length == 0) {
            return false;
        }
        byte first = line[0];
        return (first < 0 || first > ' ') && first != 'F' && first != '>' && first != 'C' && first != 'c';
    }

    /** Adds a line of the message as it is in the file, unquoted. */
    void add(byte[] line) {
        boolean blank = LookaheadLines.isBlank(line);
        enclosedNext = blank && beginsEnclosed;
        if (blank) {
            inHeader &= !hasField;
            beginsEnclosed = false;
        } else {
            noteField(line);
        }
        addQuoted(line, 0);
    }

    /** Adds a line of the body without its first {@code from} bytes. */
    void addQuoted(byte[] line, int from) {
        int added = Math.min(line.length - from, MailMessage.MAX_BYTES - 1 - length);
        if (added < 0) {
            return;
        }
        if (length + added + 1 > source.length) {
            source = Arrays.copyOf(source, Math.max(2 * source.length, length + added + 1));
        }
        System.arraycopy(line, from, source, length, added);
        length += added;
        source[length++] = '\n';
    }

    byte[] source() {
        return Arrays.copyOf(source, length);
    }

    /** Whether no line has been added yet. */
    boolean isEmpty() {
        return length == 0;
    }

    boolean inHeader() {
        return inHeader;
    }

    /** What the header says of the length of the body, in bytes (mboxcl); -1 if nothing. */
    long contentLength() {
        return contentLength;
    }

    /** Whether this is a mail that the user has deleted (jstedfast/MimeKit#853), or a program's own entry, and no mail. */
    boolean isLeftOut() {
        return deleted;
    }

    /** Whether the next line is the first of an enclosed message, and a From line there belongs to it. */
    boolean enclosesNext() {
        return enclosedNext;
    }

    private void noteField(byte[] line) {
        byte first = line[0];
        if (first != 'X' && first != 'x' && first != 'C' && first != 'c' && first != 'S' && first != 's') {
            hasField |= inHeader;
            return;
        }
        if (!inHeader && first != 'C' && first != 'c') {
            return;
        }
        String field = new String(line, 0, Math.min(line.length, 200), StandardCharsets.ISO_8859_1)
                .strip()
                .toLowerCase(Locale.ROOT);
        if (field.startsWith("content-type:")) {
            beginsEnclosed = field.contains("message/rfc822");
        }
        if (inHeader) {
            hasField = true;
            if (field.startsWith("x-mozilla-status:")) {
                deleted |= (number(field, 16) & EXPUNGED) != 0;
            } else if (field.startsWith("content-length:")) {
                contentLength = number(field, 10);
            } else {
                deleted |= field.equals(INTERNAL);
            }
        }
    }

    private static long number(String field, int radix) {
        String value = field.substring(field.indexOf(':') + 1).strip();
        try {
            return Long.parseLong(value, radix);
        } catch (NumberFormatException e) {
            return radix == 16 ? 0 : -1;
        }
    }
}
