package io.avocet.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.avocet.annotation.Annotations;
import io.avocet.annotation.Undone;
import io.avocet.crossval.EvaluationJson;
import io.avocet.error.UserError;
import io.avocet.review.OpenDoubts;
import io.avocet.store.EmailState;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Set;

/** What is said of an email: a label, skipping, discarding, undoing that; and which labels are doubtful. */
final class LabelRoutes {
    private static final int MAX_BODY_BYTES = 1 << 20;
    private static final JsonBody LABEL_REQUEST = new JsonBody("{\"id\": ID, \"label\": LABEL}");
    private static final JsonBody MARK_REQUEST = new JsonBody("{\"id\": ID}");

    private final ServerPaths files;
    private final Annotations annotations;

    LabelRoutes(ServerPaths files, Annotations annotations) {
        this.files = files;
        this.annotations = annotations;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/api/labels/doubtful", this::doubtful);
        routes.post("/api/labels", this::label);
        routes.post("/api/labels/skip", ctx -> mark(ctx, EmailState.SKIPPED));
        routes.post("/api/labels/discard", ctx -> mark(ctx, EmailState.DISCARDED));
        routes.post("/api/labels/undo", this::undo);
    }

    private void doubtful(Context ctx) {
        Wire.answer(
                ctx,
                Wire.DoubtfulLabels.of(EvaluationJson.read(files.evaluation())
                        .map(evaluation -> OpenDoubts.of(evaluation, annotations))
                        .orElse(OpenDoubts.NONE)));
    }

    private void label(Context ctx) {
        JsonNode body = LABEL_REQUEST.read(
                ctx, MAX_BODY_BYTES, "It holds the id of an email and a label.", Set.of("id", "label"));
        String id = LABEL_REQUEST.text(body, "", "id");
        String label = LABEL_REQUEST.text(body, "", "label");
        annotations.label(id, label);
        Wire.answer(ctx, new Wire.Labelled(id, label));
    }

    private void mark(Context ctx, EmailState state) {
        String id = MARK_REQUEST.text(
                MARK_REQUEST.read(ctx, MAX_BODY_BYTES, "It holds the id of an email.", Set.of("id")), "", "id");
        annotations.mark(id, state);
        Wire.answer(ctx, new Wire.Labelled(id, null));
    }

    private void undo(Context ctx) {
        Undone undone = annotations
                .undo()
                .orElseThrow(() -> new UserError(
                        UserError.Kind.BUSY,
                        "Nothing was labelled, skipped or discarded since this server started, or all of it is undone, so"
                                + " there is nothing to undo."));
        Wire.answer(ctx, LabelWire.Undone.of(undone));
    }
}
