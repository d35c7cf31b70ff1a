package io.avocet.data;

import java.io.IOException;

/** A line that is so long that what is read is no text, such as the zeros of a device, which never end. */
final class EndlessLineException extends IOException {
    private static final long serialVersionUID = 1L;

    /** @param line counted from 1 */
    EndlessLineException(long line) {
        super("line " + line + " has more than " + (ByteLines.LONGEST_LINE >> 20) + " MiB");
    }
}
