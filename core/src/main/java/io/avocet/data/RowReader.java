package io.avocet.data;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** The rows of a file, one at a time, in constant memory. */
interface RowReader extends Closeable {
    /** The start of a file in which its form is looked for. */
    int PEEKED_BYTES = 4 << 10;

    /** Reads the objects of one JSON array, where the file begins with a bracket, else one object a line. */
    static RowReader open(Path name, InputStream in) throws IOException {
        return open(name, in, RowKeys::read);
    }

    /** The same with rows of another form. */
    static RowReader open(Path name, InputStream in, RowForm form) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in);
        return InputFiles.peek(buffered, PEEKED_BYTES)
                        .replaceFirst("^(\u00EF\u00BB\u00BF)?\\s*", "")
                        .startsWith("[")
                ? new JsonArrayRows(name, buffered, form)
                : new JsonRows(name, buffered, form);
    }

    /** Moves to the next row; false at the end. */
    boolean next() throws IOException;

    /** The line on which the current row begins, counted from 1. */
    long line();

    JsonRow row() throws MalformedRowException;

    BadRow bad(MalformedRowException e);
}
