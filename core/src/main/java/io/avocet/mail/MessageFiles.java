package io.avocet.mail;

import io.avocet.data.BadRow;
import io.avocet.data.InputFiles;
import io.avocet.data.SkippingSource;
import io.avocet.data.SourcedEmail;
import io.avocet.error.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Files with a message each, in a given order: {@code .eml}, {@code .emlx} of Apple Mail, and those of a Maildir. */
final class MessageFiles extends SkippingSource {
    private final Iterator<Path> files;
    private final long otherFiles;
    private long leftOut;

    MessageFiles(List<Path> files) {
        this(files, 0);
    }

    private MessageFiles(List<Path> files, long otherFiles) {
        this.files = files.iterator();
        this.otherFiles = otherFiles;
    }

    /**
     * The {@code .eml} files of a folder, by name; folders within it are not entered.
     *
     * @throws UserError if the folder cannot be listed or has no such file
     */
    static MessageFiles ofFolder(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> all = entries.sorted().toList();
            List<Path> found = all.stream().filter(MessageFiles::isEml).toList();
            if (found.isEmpty()) {
                throw new UserError(
                        UserError.Kind.BAD_INPUT,
                        folder + " is a folder without .eml files. Name a folder that has some, or one file.");
            }
            long others = all.stream()
                    .filter(entry -> !isEml(entry) && !isHidden(entry))
                    .count();
            return new MessageFiles(found, others);
        } catch (IOException e) {
            throw InputFiles.unreadable(folder, e);
        }
    }

    @Override
    public Optional<SourcedEmail> next() {
        while (files.hasNext()) {
            Path file = files.next();
            try (InputStream in = Files.newInputStream(file)) {
                Optional<byte[]> message = hasExtension(file, ".emlx")
                        ? EmlxMessage.read(in)
                        : Optional.of(in.readNBytes(MailMessage.MAX_BYTES));
                if (message.isPresent()) {
                    return Optional.of(MailMessage.parse(message.get(), file, 1));
                }
                leftOut++;
            } catch (MalformedMessageException e) {
                skip(new BadRow(file, 1, e.reason()));
            } catch (IOException e) {
                skip(new BadRow(file, 1, "cannot be read"));
            }
        }
        return Optional.empty();
    }

    @Override
    public long otherFiles() {
        return otherFiles;
    }

    @Override
    public long leftOut() {
        return leftOut;
    }

    @Override
    public void close() {}

    private static boolean isEml(Path file) {
        return hasExtension(file, ".eml") && Files.isRegularFile(file);
    }

    static boolean isHidden(Path file) {
        return String.valueOf(file.getFileName()).startsWith(".");
    }

    static boolean hasExtension(Path file, String extension) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(extension);
    }
}
