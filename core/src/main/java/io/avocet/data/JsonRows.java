package io.avocet.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** The rows of a JSONL stream, one at a time; blank lines are passed over. */
final class JsonRows implements RowReader {
    /** A longer line is no email. Below Jackson's own limit on a string, and small compared with any heap. */
    static final int MAX_LINE_BYTES = 16 << 20;

    private final Path name;
    private final ByteLines lines;
    private final RowForm form;

    JsonRows(Path name, InputStream in, RowForm form) {
        this.name = name;
        this.form = form;
        this.lines = new ByteLines(in, MAX_LINE_BYTES);
    }

    /** Moves to the next line that is not blank; false at the end. */
    @Override
    public boolean next() throws IOException {
        while (lines.next()) {
            if (!lines.blank() || lines.cut()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public long line() {
        return lines.number();
    }

    @Override
    public JsonRow row() throws MalformedRowException {
        if (lines.cut()) {
            throw new MalformedRowException("longer than " + (MAX_LINE_BYTES >> 20) + " MiB");
        }
        return JsonRow.parse(lines.bytes(), form);
    }

    @Override
    public BadRow bad(MalformedRowException e) {
        return new BadRow(name, lines.number(), e.reason());
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
