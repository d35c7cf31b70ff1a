package io.avocet.http;

import io.avocet.error.UserError;
import io.avocet.eval.Prediction;
import io.avocet.supervisor.ClassificationWorker;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Semaphore;

/** {@code POST /api/classify}. */
final class ClassifyRoute {
    static final int MAX_BODY_BYTES = 2 << 20;

    private static final String TOO_LARGE =
            "Send fewer emails at a time; of a body, models read the first 400 characters.";

    private static final int SERVICE_UNAVAILABLE = 503;
    private static final int RETRY_SECONDS = 5;

    /** Each holds a thread that other requests need, from its body, which may come slowly, to its answer. */
    static final int MOST_AT_ONCE = 8;

    private final ModelRoutes models;
    private final ClassificationWorker worker;
    private final Failures failures;
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);

    /** @param models knows which were trained here */
    ClassifyRoute(ModelRoutes models, ClassificationWorker worker, Failures failures) {
        this.models = models;
        this.worker = worker;
        this.failures = failures;
    }

    void addTo(RoutesConfig routes) {
        routes.post("/api/classify", this::classify);
    }

    private void classify(Context ctx) {
        JsonBody.requirePlain(ctx);
        if (!places.tryAcquire()) {
            throw unavailable(ctx, MOST_AT_ONCE + " requests are being classified already. Try again in a moment.");
        }
        try {
            ClassifyBody body = ClassifyBody.parse(JsonBody.read(ctx, MAX_BODY_BYTES, TOO_LARGE));
            Path folder = Path.of(models.named(body.model()).entry().modelId());
            List<Prediction> predictions = predictions(ctx, folder, body);
            Wire.answer(
                    ctx,
                    new Wire.ClassifyResponse(
                            body.model(),
                            predictions.stream().map(Wire.Prediction::of).toList()));
        } finally {
            places.release();
        }
    }

    private List<Prediction> predictions(Context ctx, Path folder, ClassifyBody body) {
        try {
            return worker.classify(folder, body.emails());
        } catch (UserError e) {
            boolean isClients = e.kind() == UserError.Kind.BAD_INPUT || e.kind() == UserError.Kind.NOT_FOUND;
            throw isClients ? e : unavailable(ctx, failures.message(e));
        }
    }

    /** The classifier is busy, stopping or gone: the request is right, and may succeed a little later. */
    private static HttpResponseException unavailable(Context ctx, String message) {
        ctx.header("Retry-After", String.valueOf(RETRY_SECONDS));
        return new HttpResponseException(SERVICE_UNAVAILABLE, message);
    }
}
