package io.avocet.spark;

import io.avocet.api.Classification;
import io.avocet.api.Email;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Where the email is in a row, and what of the row is kept.
 *
 * @param subject index of its column, as the next two
 * @param error -1 where there is none
 * @param kept the indices of the columns that go first in a classified row
 */
record EmailRows(int subject, int body, int error, List<Integer> kept, SharedModel model) implements Serializable {
    private static final String EMPTY = "its subject and its body are empty";

    /** Why a row is not classified. */
    Optional<String> error(Row row) {
        if (error >= 0 && !row.isNullAt(error)) {
            return Optional.of(row.getString(error));
        }
        return text(row, subject).isBlank() && text(row, body).isBlank() ? Optional.of(EMPTY) : Optional.empty();
    }

    Email email(Row row) {
        return new Email(text(row, subject), text(row, body));
    }

    private static String text(Row row, int column) {
        return row.isNullAt(column) ? "" : row.getString(column);
    }

    Row classified(Row row, Classification result) {
        return with(
                row,
                result.label(),
                result.confidence(),
                result.unsure(),
                CollectionConverters.asScala(result.probabilities()),
                null);
    }

    Row refused(Row row, String reason) {
        return with(row, null, null, null, null, reason);
    }

    private Row with(Row row, @Nullable Object... added) {
        @Nullable Object[] values = new @Nullable Object[kept.size() + added.length];
        for (int i = 0; i < kept.size(); i++) {
            values[i] = row.get(kept.get(i));
        }
        System.arraycopy(added, 0, values, kept.size(), added.length);
        return RowFactory.create(values);
    }
}
