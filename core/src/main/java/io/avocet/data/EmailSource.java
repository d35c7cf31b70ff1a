package io.avocet.data;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Emails without labels, read one after the other, so that a million take no more memory than one. An item that cannot
 * be read is reported to the listener, counted, and skipped.
 */
public interface EmailSource extends AutoCloseable {
    /**
     * The next email, empty at the end.
     *
     * @throws IOException if the input itself fails
     */
    Optional<SourcedEmail> next() throws IOException;

    /** The items passed over so far. */
    long skipped();

    /** The emails left out on purpose so far: those that a mail program has marked as deleted. */
    default long leftOut() {
        return 0;
    }

    /** Files and folders in the folder that is read, which are not. */
    default long otherFiles() {
        return 0;
    }

    /** Sets the listener for each item that is skipped from now on. */
    void onBadRow(Consumer<BadRow> listener);

    @Override
    void close() throws IOException;
}
