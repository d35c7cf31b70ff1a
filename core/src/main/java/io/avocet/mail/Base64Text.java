package io.avocet.mail;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Base64 as mail has it: without its padding (thunderbird/thunderbird-android#2499), several strings one after the other
 * (Spinoco/fs2-mail#37), in the alphabet for addresses, or with the plain footer of a mailing list behind it
 * (afewmail/afew#146).
 */
final class Base64Text {
    /** A line behind the padding or an empty line that is shorter than this is a footer's. */
    private static final int LONG_LINE = 40;

    private static final byte[] VALUES = values();
    private static final int PADDING = 64;

    private final ByteArrayOutputStream decoded;
    private int bits;
    private int count;

    private Base64Text(int length) {
        decoded = new ByteArrayOutputStream(length);
    }

    /** Decodes a body; one that is no Base64 at all is returned as it is. */
    static byte[] decodeBody(byte[] body) {
        Base64Text text = new Base64Text(body.length * 3 / 4 + 3);
        boolean any = false;
        boolean gap = false;
        boolean padded = false;
        int start = 0;
        while (start < body.length) {
            int end = endOfLine(body, start);
            int from = start;
            int to = end;
            while (from < to && body[from] >= 0 && body[from] <= ' ') {
                from++;
            }
            while (to > from && body[to - 1] >= 0 && body[to - 1] <= ' ') {
                to--;
            }
            if (from < to) {
                boolean footer = gap && padded && to - from < LONG_LINE;
                if (footer || !isBase64(body, from, to)) {
                    break;
                }
                any = true;
                text.add(body, from, to);
                padded = body[to - 1] == '=';
            }
            gap = from == to;
            start = end + 1;
        }
        return any ? text.end() : body;
    }

    /** Decodes one string, ignoring what is no Base64. */
    static byte[] decodeWord(String word) {
        Base64Text text = new Base64Text(word.length());
        byte[] bytes = word.getBytes(StandardCharsets.ISO_8859_1);
        text.add(bytes, 0, bytes.length);
        return text.end();
    }

    /** Whether a string without padding ends in bits that are of no byte, as if the rest of four letters came next. */
    static boolean isCut(CharSequence word) {
        int left = word.length() % 4;
        char last = left == 0 ? 'A' : word.charAt(word.length() - 1);
        int value = last < VALUES.length ? VALUES[last] : 0;
        return left == 1 || (left == 2 && (value & 15) != 0) || (left == 3 && (value & 3) != 0);
    }

    private void add(byte[] body, int from, int to) {
        for (int i = from; i < to; i++) {
            int value = body[i] < 0 ? -1 : VALUES[body[i]];
            if (value == PADDING) {
                flush();
            } else if (value >= 0) {
                bits = bits << 6 | value;
                if (++count == 4) {
                    flush();
                }
            }
        }
    }

    /** Writes the bytes that are complete; two letters are one byte, three are two. */
    private void flush() {
        int aligned = bits << (6 * (4 - count));
        for (int i = 0; i < count - 1; i++) {
            decoded.write(aligned >> (16 - 8 * i));
        }
        bits = 0;
        count = 0;
    }

    private byte[] end() {
        flush();
        return decoded.toByteArray();
    }

    /** Whether there is nothing else in the line, and more than the rule that a footer starts with. */
    private static boolean isBase64(byte[] body, int from, int to) {
        boolean ruled = true;
        for (int i = from; i < to; i++) {
            if (body[i] < 0 || VALUES[body[i]] < 0) {
                return false;
            }
            ruled &= body[i] == '_' || body[i] == '-' || body[i] == '=';
        }
        return !ruled || body[from] == '=';
    }

    private static int endOfLine(byte[] body, int from) {
        int end = from;
        while (end < body.length && body[end] != '\n') {
            end++;
        }
        return end;
    }

    private static byte[] values() {
        byte[] values = new byte[128];
        Arrays.fill(values, (byte) -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < alphabet.length(); i++) {
            values[alphabet.charAt(i)] = (byte) i;
        }
        values['-'] = values['+'];
        values['_'] = values['/'];
        values['='] = PADDING;
        return values;
    }
}
