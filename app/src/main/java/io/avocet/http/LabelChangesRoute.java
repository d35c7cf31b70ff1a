package io.avocet.http;

import io.avocet.annotation.Annotations;
import io.avocet.annotation.KnownEmails;
import io.avocet.benchmark.TrainedModels.TrainedModel;
import io.avocet.data.LabelLog;
import io.avocet.data.LabelRow;
import io.avocet.review.Corrections;
import io.avocet.review.Corrections.Training;
import io.avocet.run.Timestamps;
import io.avocet.store.KeptPredictions;
import io.avocet.store.MailStore;
import io.avocet.supervisor.Preparation;
import io.avocet.trained.TrainingInfo;
import io.avocet.trained.TrainingSummary;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/labels/changes}: what the last training has changed, and which labels its model sees otherwise. */
final class LabelChangesRoute {
    private static final int MOST_CORRECTIONS = 200;

    private final KnownEmails emails;
    private final Annotations annotations;
    private final ModelRoutes models;
    private final Preparation preparation;

    /** @param preparation makes the predictions that are compared */
    LabelChangesRoute(KnownEmails emails, Annotations annotations, ModelRoutes models, Preparation preparation) {
        this.emails = emails;
        this.annotations = annotations;
        this.models = models;
        this.preparation = preparation;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/api/labels/changes", this::changes);
    }

    private void changes(Context ctx) {
        Optional<TrainedModel> model = models.newest()
                .filter(known -> Timestamps.isTimestamp(known.info().timestamp()));
        @Nullable TrainingSummary now = model.map(LabelChangesRoute::summary).orElse(null);
        @Nullable
        TrainingSummary before = model.map(known -> known.info().previous()).orElse(null);
        List<LabelLog.Entry> labelled = annotations.labelled();
        Corrections corrections =
                model.map(known -> corrections(known, labelled)).orElseGet(() -> Corrections.none(labelled));
        if (model.isPresent() && corrections.prepared() < corrections.of()) {
            preparation.ensure();
        }
        LabelLog log = emails.log();
        Wire.answer(
                ctx,
                new LabelWire.LabelChanges(
                        now == null ? null : LabelWire.Training.of(now),
                        before == null ? null : LabelWire.Training.of(before),
                        now != null
                                && before != null
                                && now.validationRowsHash().equals(before.validationRowsHash()),
                        new LabelWire.AskedOf(corrections.prepared(), corrections.of()),
                        corrections.decided(),
                        corrections.open().size(),
                        corrections.open().stream()
                                .limit(MOST_CORRECTIONS)
                                .map(each -> LabelWire.Correction.of(
                                        each, LabelRow.of(log.row(each.doubt().row()))))
                                .toList()));
    }

    /** By the name of its folder, which may be another than at the training. */
    private static TrainingSummary summary(TrainedModel model) {
        return model.info().summary(model.name());
    }

    private Corrections corrections(TrainedModel model, List<LabelLog.Entry> labelled) {
        TrainingInfo info = model.info();
        List<String> ids = labelled.stream().map(LabelLog.Entry::id).toList();
        Optional<KeptPredictions> kept = emails.store()
                .get()
                .map(MailStore::predictions)
                .flatMap(predictions -> predictions.of(ids))
                .filter(predictions -> predictions.guesser().model().equals(model.name())
                        && predictions.guesser().version().equals(info.timestamp()));
        Training training = new Training(
                Instant.parse(info.timestamp()),
                new HashSet<>(info.trainingHashes()),
                new HashSet<>(info.validationHashes()),
                info.labelCounts().keySet());
        return kept.map(predictions -> Corrections.of(predictions, training, labelled, annotations.labels()))
                .orElseGet(() -> Corrections.none(labelled));
    }
}
