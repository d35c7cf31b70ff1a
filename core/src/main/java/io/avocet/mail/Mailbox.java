package io.avocet.mail;

import io.avocet.data.EmailSource;
import io.avocet.data.InputFiles;
import io.avocet.data.JsonlEmails;
import io.avocet.error.UserError;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What belongs together in an archive of mail and has one name there: a file, or the messages of a folder.
 *
 * @param path what a user knows it by
 * @param messages files with a message each; empty if the path is a file with its own format
 */
public record Mailbox(Path path, List<Path> messages) {
    private static final int PEEKED_BYTES = 4 << 10;

    /** JSONL, or a JSON array of objects. */
    private static final Pattern ROWS = Pattern.compile("(\u00EF\u00BB\u00BF)?\\s*(\\[\\s*)?\\{(?!\\\\rtf)");

    public Mailbox {
        messages = List.copyOf(messages);
    }

    /** Opens a table, which is no format of mail. */
    @FunctionalInterface
    public interface Tables {
        /** Reads the first line; the source closes the input. */
        EmailSource open(InputStream in, Path name) throws IOException;
    }

    static Mailbox file(Path file) {
        return new Mailbox(file, List.of());
    }

    /**
     * Opens it. Next to the mail that {@link MailFiles} reads it may be a table, an export of a labelling tool, or a message of
     * Apple Mail.
     *
     * @throws UserError if it cannot be read or is not mail
     */
    public EmailSource open(Tables tables) {
        if (!messages.isEmpty()) {
            return new MessageFiles(messages);
        }
        if (MessageFiles.hasExtension(path, ".emlx")) {
            return new MessageFiles(List.of(path));
        }
        BufferedInputStream in = new BufferedInputStream(
                InputFiles.open(path, "Mail not found: " + path + ". Name a file or a folder."));
        try {
            return choose(in, tables);
        } catch (IOException | UserError e) {
            try {
                in.close();
            } catch (IOException again) {
                e.addSuppressed(again);
            }
            throw e instanceof IOException failure ? InputFiles.unreadable(path, failure) : (UserError) e;
        }
    }

    private EmailSource choose(BufferedInputStream in, Tables tables) throws IOException {
        String name = path.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".csv") || name.endsWith(".tsv")) {
            return tables.open(in, path);
        }
        if (ROWS.matcher(InputFiles.peek(in, PEEKED_BYTES)).lookingAt() || name.endsWith(".jsonl")) {
            return JsonlEmails.ofAnyTool(in, path);
        }
        return MailFiles.open(in, path.toString());
    }
}
