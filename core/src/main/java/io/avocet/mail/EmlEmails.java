package io.avocet.mail;

import io.avocet.data.BadRow;
import io.avocet.data.SkippingSource;
import io.avocet.data.SourcedEmail;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/** The one email of an {@code .eml} file. */
public final class EmlEmails extends SkippingSource {
    private final InputStream in;
    private final Path name;
    private boolean read;

    /** @param name what the input is called in messages */
    public EmlEmails(InputStream in, Path name) {
        this.in = in;
        this.name = name;
    }

    @Override
    public Optional<SourcedEmail> next() throws IOException {
        if (read) {
            return Optional.empty();
        }
        read = true;
        try {
            return Optional.of(MailMessage.parse(in.readNBytes(MailMessage.MAX_BYTES), name, 1));
        } catch (MalformedMessageException e) {
            skip(new BadRow(name, 1, e.reason()));
            return Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
