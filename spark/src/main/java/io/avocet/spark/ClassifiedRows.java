package io.avocet.spark;

import io.avocet.api.Classification;
import io.avocet.api.Email;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import org.apache.spark.sql.Row;

/**
 * The rows of one partition, classified a group at a time, in their order. While the network is at the group of one task, the other
 * tasks of the executor read and tokenize theirs.
 */
final class ClassifiedRows implements Iterator<Row> {
    /** As many as the classifier sorts by length together. */
    private static final int GROUP = 512;

    private final Iterator<Row> rows;
    private final EmailRows form;
    private final Queue<Row> ready = new ArrayDeque<>(GROUP);

    ClassifiedRows(Iterator<Row> rows, EmailRows form) {
        this.rows = rows;
        this.form = form;
    }

    @Override
    public boolean hasNext() {
        return !ready.isEmpty() || rows.hasNext();
    }

    @Override
    public Row next() {
        if (ready.isEmpty()) {
            classifyGroup();
        }
        Row next = ready.poll();
        if (next == null) {
            throw new NoSuchElementException();
        }
        return next;
    }

    private void classifyGroup() {
        List<Row> group = new ArrayList<>(GROUP);
        List<Optional<String>> errors = new ArrayList<>(GROUP);
        List<Email> emails = new ArrayList<>(GROUP);
        while (group.size() < GROUP && rows.hasNext()) {
            Row row = rows.next();
            Optional<String> error = form.error(row);
            group.add(row);
            errors.add(error);
            if (error.isEmpty()) {
                emails.add(form.email(row));
            }
        }
        Iterator<Classification> results = classify(emails).iterator();
        for (int i = 0; i < group.size(); i++) {
            Row row = group.get(i);
            ready.add(errors.get(i)
                    .map(reason -> form.refused(row, reason))
                    .orElseGet(() -> form.classified(row, results.next())));
        }
    }

    /** A partition without emails, of which Spark makes many, opens no model. */
    private List<Classification> classify(List<Email> emails) {
        return emails.isEmpty() ? List.of() : form.model().classifier().classify(emails);
    }
}
