package io.avocet.mail;

import io.avocet.data.BadRow;
import io.avocet.data.ByteLines;
import io.avocet.data.SkippingSource;
import io.avocet.data.SourcedEmail;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The emails of an mbox file, of whatever size, or of a pipe: one message is held at a time. (mime4j's own iterator
 * maps the whole file into memory, and stops at 2 GiB.)
 *
 * <p>Programs differ in what starts a message. Here a {@code From } line does that has a sender, a weekday, a time and
 * a year; after an empty line the weekday may be missing, or all of it (Thunderbird). A body's own {@code From } line
 * is quoted in an mbox as {@code >From }; the quote is taken off.
 */
public final class MboxEmails extends SkippingSource {
    private static final int LONGEST_FROM_LINE = 500;
    private static final Pattern DATED = Pattern.compile("From +\\S+ .*\\d:\\d\\d.*\\d{4}.*");
    private static final Pattern DATED_WITH_WEEKDAY =
            Pattern.compile("From +\\S+ +(?:.* )?(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? .*\\d:\\d\\d.*\\d{4}.*");
    private static final Pattern QUOTED = Pattern.compile(">+From .*", Pattern.DOTALL);

    private final Path name;
    private final ByteLines lines;
    private boolean started;
    private long messages;
    private long startLine;

    /** @param name what the input is called in messages */
    public MboxEmails(InputStream in, Path name) {
        this.name = name;
        this.lines = new ByteLines(in, MailMessage.MAX_BYTES);
    }

    @Override
    public Optional<SourcedEmail> next() throws IOException {
        while (toFirstMessage()) {
            messages++;
            long line = startLine;
            try {
                return Optional.of(new SourcedEmail(name, line, MailMessage.parse(readMessage())));
            } catch (MalformedMessageException e) {
                skip(new BadRow(name, line, "message " + messages + ": " + e.reason()));
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    /** Passes over what stands before the first message; false if no message is left. */
    private boolean toFirstMessage() throws IOException {
        while (!started && messages == 0 && lines.next()) {
            startMessageAt(lines.bytes(), true);
        }
        return started;
    }

    /** Reads up to the next message's {@code From } line, or to the end. */
    private byte[] readMessage() throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        started = false;
        boolean afterEmptyLine = false;
        while (!started && lines.next()) {
            byte[] line = lines.bytes();
            if (!startMessageAt(line, afterEmptyLine) && message.size() < MailMessage.MAX_BYTES) {
                int from = isQuoted(line) ? 1 : 0;
                message.write(line, from, Math.min(line.length - from, MailMessage.MAX_BYTES - message.size()));
                message.write('\n');
            }
            afterEmptyLine = lines.blank();
        }
        return message.toByteArray();
    }

    private boolean startMessageAt(byte[] line, boolean afterEmptyLine) {
        boolean starts = line.length >= 5
                && line.length <= LONGEST_FROM_LINE
                && line[0] == 'F'
                && line[4] == ' '
                && startsMessage(new String(line, StandardCharsets.ISO_8859_1).stripTrailing(), afterEmptyLine);
        if (starts) {
            started = true;
            startLine = lines.number();
        }
        return starts;
    }

    private static boolean startsMessage(String line, boolean afterEmptyLine) {
        return DATED_WITH_WEEKDAY.matcher(line).matches()
                || (afterEmptyLine
                        && (line.equals("From") || DATED.matcher(line).matches()));
    }

    private static boolean isQuoted(byte[] line) {
        return line.length > 5
                && line[0] == '>'
                && QUOTED.matcher(new String(line, StandardCharsets.ISO_8859_1)).matches();
    }
}
