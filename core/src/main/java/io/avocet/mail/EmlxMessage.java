package io.avocet.mail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A message of Apple Mail ({@code .emlx}): its length in bytes on the first line, the message, then a property list with flags. */
final class EmlxMessage {
    private static final int LONGEST_FIRST_LINE = 40;
    private static final int LONGEST_PROPERTIES = 64 << 10;
    private static final Pattern FLAGS = Pattern.compile("<key>flags</key>\\s*<integer>(\\d{1,18})</integer>");
    private static final long DELETED = 0x2;

    private EmlxMessage() {}

    /**
     * The message; empty if it is marked as deleted.
     *
     * @throws MalformedMessageException if no length is at the start
     */
    static Optional<byte[]> read(InputStream in) throws IOException, MalformedMessageException {
        int length = length(in);
        byte[] message = in.readNBytes(Math.min(length, MailMessage.MAX_BYTES));
        in.skip(length - message.length);
        Matcher flags = FLAGS.matcher(new String(in.readNBytes(LONGEST_PROPERTIES), StandardCharsets.ISO_8859_1));
        boolean deleted = flags.find() && (Long.parseLong(flags.group(1)) & DELETED) != 0;
        return deleted ? Optional.empty() : Optional.of(message);
    }

    private static int length(InputStream in) throws IOException, MalformedMessageException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int unit = in.read(); unit >= 0 && unit != '\n' && line.size() < LONGEST_FIRST_LINE; unit = in.read()) {
            line.write(unit);
        }
        String digits = line.toString(StandardCharsets.ISO_8859_1).strip();
        if (!digits.matches("\\d{1,9}")) {
            throw new MalformedMessageException("no length of the message on its first line");
        }
        return Integer.parseInt(digits);
    }
}
