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

/** The {@code .eml} files of a folder, by name; folders within it are not entered. */
public final class EmlFolder extends SkippingSource {
    private final Iterator<Path> files;

    /** @throws UserError if the folder cannot be listed or has no such file */
    public EmlFolder(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> found = entries.filter(EmlFolder::isEml)
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
            if (found.isEmpty()) {
                throw new UserError(
                        UserError.Kind.BAD_INPUT,
                        folder + " is a folder without .eml files. Name a folder that has some, or one file.");
            }
            files = found.iterator();
        } catch (IOException e) {
            throw InputFiles.unreadable(folder, e);
        }
    }

    @Override
    public Optional<SourcedEmail> next() {
        while (files.hasNext()) {
            Path file = files.next();
            try (InputStream in = Files.newInputStream(file)) {
                byte[] message = in.readNBytes(MailMessage.MAX_BYTES);
                return Optional.of(new SourcedEmail(file, 1, MailMessage.parse(message)));
            } catch (MalformedMessageException e) {
                skip(new BadRow(file, 1, e.reason()));
            } catch (IOException e) {
                skip(new BadRow(file, 1, "cannot be read"));
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {}

    private static boolean isEml(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".eml");
    }
}
