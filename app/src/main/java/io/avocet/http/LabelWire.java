package io.avocet.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.avocet.annotation.KnownEmail;
import io.avocet.data.Email;
import io.avocet.data.LabelLog.Entry;
import io.avocet.data.LabelRow;
import io.avocet.review.Corrections;
import io.avocet.review.Doubt;
import io.avocet.trained.TrainingSummary;
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

            @JsonProperty("other_labels") @JsonInclude(JsonInclude.Include.NON_EMPTY)
            Map<String, Integer> otherLabels,

            @JsonProperty("unlabelled") long unlabelled,
            @JsonProperty("skipped") long skipped,
            @JsonProperty("discarded") long discarded,
            @JsonProperty("new_since_training") int newSinceTraining,
            @JsonProperty("has_mail") boolean hasMail,
            @JsonProperty("sure") Map<String, Long> sure,
            @JsonProperty("prepared") Prepared prepared) {}

    record Prepared(
            @JsonProperty("emails") long emails,
            @JsonProperty("of") long of,
            @JsonProperty("model") @Nullable String model,
            @JsonProperty("working") boolean working) {}

    record NextEmails(
            @JsonProperty("emails") List<LabelEmail> emails,
            @JsonProperty("left") long left,
            @JsonProperty("strategy") String strategy,
            @JsonProperty("prepared") Prepared prepared) {}

    record LabelEmail(
            @JsonProperty("id") String id,
            @JsonProperty("subject") String subject,
            @JsonProperty("body") String body,
            @JsonProperty("from") @Nullable String from,
            @JsonProperty("date") @Nullable String date,
            @JsonProperty("source") @Nullable String source,
            @JsonProperty("label") @Nullable String label,
            @JsonProperty("guess") Wire.@Nullable Prediction guess,
            @JsonProperty("guess_model") @Nullable String guessModel) {
        /** @param source where it came from, as a client may know it */
        static LabelEmail of(KnownEmail email, @Nullable String source, Optional<Guess> guess) {
            return new LabelEmail(
                    email.id(),
                    email.email().subject(),
                    email.email().body(),
                    email.headers().from(),
                    LabelRow.isoDate(email.headers()),
                    source,
                    email.label(),
                    guess.map(Guess::prediction).map(Wire.Prediction::of).orElse(null),
                    guess.map(Guess::model).orElse(null));
        }
    }

    record LabelChanges(
            @JsonProperty("model") @Nullable Training model,
            @JsonProperty("before") @Nullable Training before,
            @JsonProperty("comparable") boolean comparable,
            @JsonProperty("prepared") AskedOf prepared,
            @JsonProperty("decided") int decided,
            @JsonProperty("total") int total,
            @JsonProperty("corrections") List<Correction> corrections) {}

    record Training(
            @JsonProperty("name") String name,
            @JsonProperty("base_model") String baseModel,
            @JsonProperty("timestamp") String timestamp,
            @JsonProperty("val_macro_f1") double valMacroF1,
            @JsonProperty("val_accuracy") double valAccuracy,
            @JsonProperty("validation_count") int validationCount,
            @JsonProperty("sample_count") int sampleCount) {
        static Training of(TrainingSummary training) {
            return new Training(
                    training.name(),
                    training.baseModelId(),
                    training.timestamp(),
                    training.valMacroF1(),
                    training.valAccuracy(),
                    training.validationCount(),
                    training.sampleCount());
        }
    }

    record AskedOf(
            @JsonProperty("emails") int emails,
            @JsonProperty("of") int all) {}

    record Correction(
            @JsonProperty("id") String id,
            @JsonProperty("subject") String subject,
            @JsonProperty("body") String body,
            @JsonProperty("from") @Nullable String from,
            @JsonProperty("date") @Nullable String date,
            @JsonProperty("label") String label,
            @JsonProperty("labeled_at") @Nullable String labelledAt,
            @JsonProperty("predicted") String predicted,
            @JsonProperty("confidence") double confidence,
            @JsonProperty("p_label") double pLabel,
            @JsonProperty("seen") boolean seen) {
        static Correction of(Corrections.Correction correction, LabelRow row) {
            Doubt doubt = correction.doubt();
            Email email = doubt.row().email().cutForFineTuning();
            return new Correction(
                    doubt.row().id(),
                    email.subject(),
                    email.body(),
                    row.headers().from(),
                    LabelRow.isoDate(row.headers()),
                    doubt.label(),
                    row.labelledAt() == null ? null : row.labelledAt().toString(),
                    doubt.likely(),
                    doubt.pLikely(),
                    doubt.pLabel(),
                    correction.seen());
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
