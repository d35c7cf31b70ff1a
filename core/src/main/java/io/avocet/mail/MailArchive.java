package io.avocet.mail;

import io.avocet.data.InputFiles;
import io.avocet.error.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Finds the mailboxes in what a user names: a file is one; a folder is searched with all folders in it for mbox files, tables and
 * rows by their extensions, messages ({@code .eml}, {@code .emlx}), Maildirs and the mboxes of Thunderbird, which have no
 * extension. Links to files are followed, links to folders are not.
 */
public final class MailArchive {
    private static final List<String> FILES = List.of(".mbox", ".mbx", ".jsonl", ".json", ".csv", ".tsv");
    private static final List<String> MESSAGES = List.of(".eml", ".emlx");

    /** The information part of a Maildir's file name: this message is in the trash. */
    private static final String TRASHED = ".*:2,[A-Za-z]*T[A-Za-z]*";

    private static final List<String> PARTS_OF_MAILDIR = List.of("cur", "new", "tmp");
    private static final int DEEPEST = 50;

    private final List<Mailbox> found = new ArrayList<>();

    private MailArchive() {}

    /**
     * The mailboxes, by name.
     *
     * @throws UserError if the path is missing, cannot be listed, or is a folder without mail
     */
    public static List<Mailbox> mailboxes(Path path) {
        if (!Files.exists(path)) {
            throw new UserError(
                    UserError.Kind.NOT_FOUND, "Mail not found: " + path + ". Name a file or a folder that is there.");
        }
        if (!Files.isDirectory(path)) {
            return List.of(Mailbox.file(path));
        }
        MailArchive archive = new MailArchive();
        archive.search(path, 0);
        if (archive.found.isEmpty()) {
            throw new UserError(
                    UserError.Kind.BAD_INPUT,
                    path
                            + " is a folder without mail. Searched were .mbox, .eml, .emlx, .jsonl, .json and .csv files, Maildirs"
                            + " and the mailboxes of Thunderbird and Apple Mail.");
        }
        return archive.found;
    }

    private void search(Path folder, int depth) {
        if (depth > DEEPEST) {
            return;
        }
        List<Path> messages = new ArrayList<>();
        for (String part : List.of("cur", "new")) {
            Path mail = folder.resolve(part);
            if (Files.isDirectory(mail) && isMaildir(folder)) {
                messages.addAll(messagesOf(mail));
            }
        }
        for (Path entry : list(folder)) {
            String name = String.valueOf(entry.getFileName()).toLowerCase(Locale.ROOT);
            if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                boolean isRead = isMaildir(folder) && PARTS_OF_MAILDIR.contains(name);
                if (!isRead && (!MessageFiles.isHidden(entry) || isMaildir(entry))) {
                    search(entry, depth + 1);
                }
            } else if (Files.isRegularFile(entry) && !MessageFiles.isHidden(entry)) {
                if (MESSAGES.stream().anyMatch(name::endsWith)) {
                    messages.add(entry);
                } else if (FILES.stream().anyMatch(name::endsWith) || (!name.contains(".") && isMbox(entry))) {
                    found.add(Mailbox.file(entry));
                }
            }
        }
        if (!messages.isEmpty()) {
            found.add(new Mailbox(folder, messages));
        }
    }

    /** Whatever a file of a Maildir is called, it is a message. */
    private static List<Path> messagesOf(Path folder) {
        return list(folder).stream()
                .filter(file -> Files.isRegularFile(file)
                        && !MessageFiles.isHidden(file)
                        && !String.valueOf(file.getFileName()).matches(TRASHED))
                .toList();
    }

    private static boolean isMaildir(Path folder) {
        return Files.isDirectory(folder.resolve("cur")) && Files.isDirectory(folder.resolve("new"));
    }

    private static boolean isMbox(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return FileStart.of(new String(in.readNBytes(1 << 10), StandardCharsets.ISO_8859_1))
                    .isMbox();
        } catch (IOException e) {
            return false; // a file that nobody named
        }
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw InputFiles.unreadable(folder, e);
        }
    }
}
