package io.avocet.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.avocet.annotation.KnownEmail;
import io.avocet.data.LabelLog.Entry;
import io.avocet.data.LabelRow;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The JSON of labelling, as {@link Wire} has it of the rest. */
final class LabelWire {
    private LabelWire() {}

    record Undone(
            @JsonProperty("id") String id,
            @JsonProperty("label") @Nullable String label,
            @JsonProperty("undone") String undone) {
        static Undone of(io.avocet.annotation.Undone undone) {
            return new Undone(undone.id(), undone.label(), undone.what().name().toLowerCase(Locale.ROOT));
        }
    }

    record LabelCounts(
            @JsonProperty("labels") Map<String, Integer> labels,
            @JsonProperty("unlabelled") long unlabelled,
            @JsonProperty("skipped") long skipped,
            @JsonProperty("discarded") long discarded,
            @JsonProperty("new_since_training") int newSinceTraining,
            @JsonProperty("has_store") boolean hasStore) {}

    record NextEmails(
            @JsonProperty("emails") List<LabelEmail> emails,
            @JsonProperty("left") long left) {}

    record LabelEmail(
            @JsonProperty("id") String id,
            @JsonProperty("subject") String subject,
            @JsonProperty("body") String body,
            @JsonProperty("from") @Nullable String from,
            @JsonProperty("date") @Nullable String date,
            @JsonProperty("source") @Nullable String source,
            @JsonProperty("label") @Nullable String label,
            @JsonProperty("guess") Wire.@Nullable Prediction guess) {
        /** @param source where it came from, as a client may know it */
        static LabelEmail of(KnownEmail email, @Nullable String source, Optional<io.avocet.eval.Prediction> guess) {
            return new LabelEmail(
                    email.id(),
                    email.email().subject(),
                    email.email().body(),
                    email.headers().from(),
                    LabelRow.isoDate(email.headers()),
                    source,
                    email.label(),
                    guess.map(Wire.Prediction::of).orElse(null));
        }
    }

    record LabelledEmails(
            @JsonProperty("total") int total,
            @JsonProperty("emails") List<LabelledEmail> emails) {}

    record LabelledEmail(
            @JsonProperty("id") String id,
            @JsonProperty("subject") String subject,
            @JsonProperty("from") @Nullable String from,
            @JsonProperty("date") @Nullable String date,
            @JsonProperty("label") @Nullable String label,
            @JsonProperty("labeled_at") @Nullable String labelledAt,
            @JsonProperty("line") long line) {
        static LabelledEmail of(Entry entry, LabelRow row) {
            return new LabelledEmail(
                    entry.id(),
                    entry.email().subject(),
                    row.headers().from(),
                    LabelRow.isoDate(row.headers()),
                    entry.label(),
                    row.labelledAt() == null ? null : row.labelledAt().toString(),
                    entry.line());
        }
    }

    record Upload(
            @JsonProperty("upload") String upload,
            @JsonProperty("bytes") long bytes) {}
}
