package io.avocet.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/** Emails in JSONL, one {@code {"subject", "body"}} a line; a label is ignored. */
public final class JsonlEmails extends SkippingSource {
    private final Path name;
    private final JsonRows rows;

    /** @param name what the input is called in messages */
    public JsonlEmails(InputStream in, Path name) {
        this.name = name;
        this.rows = new JsonRows(name, in);
    }

    @Override
    public Optional<SourcedEmail> next() throws IOException {
        while (rows.next()) {
            try {
                return Optional.of(
                        new SourcedEmail(name, rows.line(), rows.row().email()));
            } catch (MalformedRowException e) {
                skip(rows.bad(e));
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
