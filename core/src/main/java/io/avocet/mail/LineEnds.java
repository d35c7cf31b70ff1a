package io.avocet.mail;

import java.util.Arrays;

/**
 * The ends of lines of a message, for mime4j, which knows CR LF and LF. Gateways make CR CR LF of
 * CR LF (mail-mime-parser and stalwartlabs/mail-parser met it), and old Macs and scanners write CR alone.
 */
final class LineEnds {
    /** A message whose lines end so has such ends from its start. */
    private static final int SEARCHED = 2 << 10;

    private LineEnds() {}

    /** The message with ends that mime4j knows; the same array if it has them already. */
    static byte[] repaired(byte[] message) {
        int first = 0;
        while (first < message.length && message[first] != '\r' && message[first] != '\n') {
            first++;
        }
        boolean carriageReturn = first + 1 < message.length && message[first] == '\r';
        if (carriageReturn && message[first + 1] != '\n' && !isDoubled(message, first)) {
            return withLineFeeds(message);
        }
        return undoubled(message);
    }

    private static byte[] withLineFeeds(byte[] message) {
        byte[] repaired = message.clone();
        for (int i = 0; i < repaired.length; i++) {
            boolean alone = repaired[i] == '\r' && (i + 1 == repaired.length || repaired[i + 1] != '\n');
            repaired[i] = alone ? (byte) '\n' : repaired[i];
        }
        return repaired;
    }

    private static byte[] undoubled(byte[] message) {
        int doubled = 0;
        int searched = Math.min(message.length, SEARCHED);
        while (doubled < searched && !(message[doubled] == '\r' && isDoubled(message, doubled))) {
            doubled++;
        }
        if (doubled == searched) {
            return message;
        }
        byte[] repaired = message.clone();
        int length = doubled;
        for (int i = doubled; i < message.length; i++) {
            if (message[i] != '\r' || !isDoubled(message, i)) {
                repaired[length++] = message[i];
            }
        }
        return Arrays.copyOf(repaired, length);
    }

    /** Whether the carriage return here is followed by CR LF. */
    private static boolean isDoubled(byte[] message, int at) {
        return at + 2 < message.length && message[at + 1] == '\r' && message[at + 2] == '\n';
    }
}
