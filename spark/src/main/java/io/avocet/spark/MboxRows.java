package io.avocet.spark;

import io.avocet.api.AvocetException;
import io.avocet.api.Email;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.stream.Stream;
import org.apache.spark.TaskContext;
import org.apache.spark.input.PortableDataStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;

/** The messages of one mbox file, one at a time. What cannot be read is a row with the reason, and reading goes on after it. */
final class MboxRows implements Iterator<Row> {
    static final StructType SCHEMA = StructType.fromDDL("source string, subject string, body string, error string");

    private final String source;
    private final Iterator<Email> emails;
    private final Queue<Row> skipped = new ArrayDeque<>();
    private boolean ended;

    MboxRows(PortableDataStream file) {
        source = file.getPath();
        Stream<Email> messages = Email.ofMbox(file.open(), reason -> skipped.add(refused(reason)));
        TaskContext.get().addTaskCompletionListener((TaskCompletionListener) task -> messages.close());
        emails = messages.iterator();
    }

    @Override
    public boolean hasNext() {
        return !skipped.isEmpty() || (!ended && readOn());
    }

    /** Whether there is one more row, of an email or of what was skipped in front of it. */
    private boolean readOn() {
        try {
            ended = !emails.hasNext();
        } catch (AvocetException e) {
            if (e.getCause() instanceof IOException failure) {
                throw new UncheckedIOException("Cannot read " + source, failure); // Spark tries again
            }
            ended = true;
            skipped.add(refused(e.getMessage()));
        }
        return !ended || !skipped.isEmpty();
    }

    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Row bad = skipped.poll();
        if (bad != null) {
            return bad;
        }
        Email email = emails.next();
        return RowFactory.create(source, email.subject(), email.body(), null);
    }

    private Row refused(@Nullable String reason) {
        return RowFactory.create(source, null, null, reason);
    }
}
