package io.avocet.mail;

import java.nio.charset.StandardCharsets;

/**
 * Bytes that are not valid UTF-8 altogether. If most that are not ASCII are, then those are read as UTF-8 and the others as
 * windows-1252: lists append a Latin-1 footer to UTF-8 text, and programs cut a text in the middle of a character.
 */
final class Utf8OrByte {
    private Utf8OrByte() {}

    static String decode(byte[] bytes) {
        int[] counts = counts(bytes);
        if (counts[0] <= counts[1]) {
            return new String(bytes, CharsetLabels.WINDOWS_1252);
        }
        StringBuilder text = new StringBuilder(bytes.length);
        int at = 0;
        while (at < bytes.length) {
            int length = sequence(bytes, at);
            if (length == 0 && isCutOff(bytes, at)) {
                break;
            }
            text.append(new String(
                    bytes, at, Math.max(1, length), length == 0 ? CharsetLabels.WINDOWS_1252 : StandardCharsets.UTF_8));
            at += Math.max(1, length);
        }
        return text.toString();
    }

    /** Characters of two bytes or more that are valid UTF-8, and bytes that are not. */
    private static int[] counts(byte[] bytes) {
        int[] counts = new int[2];
        int at = 0;
        while (at < bytes.length) {
            int length = sequence(bytes, at);
            counts[length == 0 ? 1 : 0] += bytes[at] < 0 ? 1 : 0;
            at += Math.max(1, length);
        }
        return counts;
    }

    /** How many characters of two bytes or more there are; 0 if the bytes are not valid UTF-8 altogether. */
    static int characters(byte[] bytes) {
        int count = 0;
        int at = 0;
        while (at < bytes.length) {
            int length = bytes[at] >= 0 ? 1 : sequence(bytes, at);
            if (length == 0) {
                return 0;
            }
            count += length > 1 ? 1 : 0;
            at += length;
        }
        return count;
    }

    /** The bytes of the run of ASCII or of the character that is here, 0 if it is not valid UTF-8. */
    private static int sequence(byte[] bytes, int at) {
        int first = bytes[at] & 0xFF;
        if (first < 0x80) {
            int end = at;
            while (end < bytes.length && bytes[end] >= 0) {
                end++;
            }
            return end - at;
        }
        int length = length(first);
        if (length == 0 || at + length > bytes.length) {
            return 0;
        }
        int second = bytes[at + 1] & 0xFF;
        boolean overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
        boolean beyond = (first == 0xED && second > 0x9F) || (first == 0xF4 && second > 0x8F);
        return overlong || beyond || !continues(bytes, at + 1, at + length) ? 0 : length;
    }

    /** Whether the bytes end in the middle of the character that starts here. */
    private static boolean isCutOff(byte[] bytes, int at) {
        return length(bytes[at] & 0xFF) > bytes.length - at && continues(bytes, at + 1, bytes.length);
    }

    private static int length(int first) {
        if (first < 0xC2 || first > 0xF4) {
            return 0;
        }
        return first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    }

    private static boolean continues(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if ((bytes[i] & 0xC0) != 0x80) {
                return false;
            }
        }
        return true;
    }
}
