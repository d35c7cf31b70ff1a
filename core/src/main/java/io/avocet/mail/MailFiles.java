package io.avocet.mail;

import io.avocet.data.EmailSource;
import io.avocet.data.InputFiles;
import io.avocet.data.JsonlEmails;
import io.avocet.error.UserError;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/** Opens emails without labels, in any of the formats that are read: JSONL, mbox, a message, a folder of messages. */
public final class MailFiles {
    private static final int PEEKED_BYTES = 8 << 10;

    /** JSONL, or a JSON array of objects. */
    private static final Pattern ROWS = Pattern.compile("(\\[\\s*)?\\{(?!\\\\rtf)");

    private MailFiles() {}

    /**
     * Opens a file, or a folder of {@code .eml} files.
     *
     * @throws UserError if it is missing, empty, or of no format that is read
     */
    public static EmailSource open(Path path) {
        if (Files.isDirectory(path)) {
            Path appleMail =
                    path.resolve("mbox"); // google/import-mailbox-to-gmail#15: Name.mbox of Apple Mail is a folder
            return Files.isRegularFile(appleMail) ? open(appleMail) : MessageFiles.ofFolder(path);
        }
        String missing = "Emails not found: " + path + ". Name a JSONL, .mbox or .eml file, or a folder of .eml files.";
        return open(InputFiles.open(path, missing), path);
    }

    /**
     * Opens a stream, such as standard input.
     *
     * @param displayName what the input is called in messages
     * @throws UserError if it is empty, or of no format that is read
     */
    public static EmailSource open(InputStream in, String displayName) {
        return open(in, Path.of(displayName));
    }

    private static EmailSource open(InputStream in, Path name) {
        try {
            return choose(new BufferedInputStream(in), name);
        } catch (IOException | UserError e) {
            closeAfter(e, in);
            throw e instanceof IOException failure ? InputFiles.unreadable(name, failure) : (UserError) e;
        }
    }

    /** The content decides; the name only where the content could be broken JSONL. */
    private static EmailSource choose(BufferedInputStream in, Path name) throws IOException {
        String start = InputFiles.peek(in, PEEKED_BYTES);
        String content = start.replaceFirst("^(\u00EF\u00BB\u00BF)?\\s*", "");
        if (content.isEmpty() && start.length() < PEEKED_BYTES) {
            throw new UserError(UserError.Kind.BAD_INPUT, name + " is empty. It needs one email or more.");
        }
        FileStart begin = FileStart.of(content);
        boolean named = name.toString().toLowerCase(Locale.ROOT).endsWith(".mbox");
        InputStream lines = begin.endsLinesWithCarriageReturns() ? new CarriageReturns(in) : in;
        if (begin.isMbox() || (named && !begin.isMessage())) {
            return new MboxEmails(lines, name);
        }
        if (ROWS.matcher(content).lookingAt()
                || name.toString().toLowerCase(Locale.ROOT).endsWith(".jsonl")) {
            return new JsonlEmails(in, name);
        }
        if (begin.isMessage()) {
            in.skipNBytes(start.length() - content.length());
            return new EmlEmails(in, name);
        }
        String found = ForeignFile.describe(content)
                .map(kind -> ": it looks like " + kind)
                .orElse("");
        throw new UserError(
                UserError.Kind.BAD_INPUT,
                name + " is not mail" + found
                        + ". Name a file of emails: JSONL (one {\"subject\": …, \"body\": …} a line), a JSON"
                        + " array of such rows, mbox, or a message with its headers.");
    }

    private static void closeAfter(Exception cause, InputStream in) {
        try {
            in.close();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}
