package io.avocet.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.avocet.annotation.Annotations;
import io.avocet.annotation.Annotations.Act;
import io.avocet.crossval.EvaluationJson;
import io.avocet.error.UserError;
import io.avocet.review.OpenDoubts;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Set;

/** Labels: which are doubtful, changing one, undoing that. */
final class LabelRoutes {
    private static final int MAX_BODY_BYTES = 1 << 20;
    private static final String TOO_LARGE = "It holds the id of an email and a label.";
    private static final JsonBody REQUEST = new JsonBody("{\"id\": ID, \"label\": LABEL}");

    private final ServerPaths files;
    private final Annotations annotations;

    LabelRoutes(ServerPaths files, Annotations annotations) {
        this.files = files;
        this.annotations = annotations;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/api/labels/doubtful", this::doubtful);
        routes.post("/api/labels", this::label);
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
        JsonBody.requirePlain(ctx);
        byte[] json = JsonBody.read(ctx, MAX_BODY_BYTES, TOO_LARGE);
        JsonNode body = REQUEST.object(REQUEST.tree(json), "The body", Set.of("id", "label"));
        String id = REQUEST.text(body, "", "id");
        String label = REQUEST.text(body, "", "label");
        annotations.label(id, label);
        Wire.answer(ctx, new Wire.Labelled(id, label));
    }

    private void undo(Context ctx) {
        Act undone = annotations
                .undo()
                .orElseThrow(() -> new UserError(
                        UserError.Kind.BUSY,
                        "No label was given since this server started, so there is nothing to undo."));
        Wire.answer(ctx, new Wire.Labelled(undone.id(), undone.before()));
    }
}
