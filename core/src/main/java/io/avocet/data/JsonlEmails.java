package io.avocet.data;

import io.avocet.error.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/** Emails in JSONL, one {@code {"subject", "body"}} a line, or in one JSON array. */
public final class JsonlEmails extends SkippingSource {
    private final Path name;
    private final RowReader rows;
    private boolean begun;

    /** @param name what the input is called in messages */
    public JsonlEmails(InputStream in, Path name) throws IOException {
        this(in, name, RowKeys::read);
    }

    private JsonlEmails(InputStream in, Path name, RowForm form) throws IOException {
        this.name = name;
        this.rows = RowReader.open(name, in, form);
    }

    /** Rows of Avocet with all that they say of an email, and those that Label Studio and doccano export. */
    public static JsonlEmails ofAnyTool(InputStream in, Path name) throws IOException {
        return new JsonlEmails(in, name, ExportedRow::read);
    }

    /** @throws UserError if the first row is no email: then the whole file has another form */
    @Override
    public Optional<SourcedEmail> next() throws IOException {
        while (rows.next()) {
            try {
                JsonRow row = wholeRow();
                return Optional.of(new SourcedEmail(name, rows.line(), row.email(), row.headers(), row.label()));
            } catch (RowWithoutTextException e) {
                if (!begun) {
                    throw new UserError(
                            UserError.Kind.BAD_INPUT,
                            "No email: " + rows.bad(e).describe() + ". " + RowWithoutTextException.ADVICE);
                }
                skip(rows.bad(e));
            } catch (MalformedRowException e) {
                skip(rows.bad(e));
            } finally {
                begun = true;
            }
        }
        return Optional.empty();
    }

    /** A model would judge half an email as if it were the whole. */
    private JsonRow wholeRow() throws MalformedRowException {
        JsonRow row = rows.row();
        if (row.unread() != null) {
            throw new MalformedRowException(row.unread().describe());
        }
        return row;
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
