package io.avocet.http;

import io.avocet.benchmark.TrainedModels.TrainedModel;
import io.avocet.error.UserError;
import io.avocet.eval.Prediction;
import io.avocet.supervisor.ClassificationWorker;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/classify}. */
final class ClassifyRoute {
    static final int MAX_BODY_BYTES = 2 << 20;

    private static final int BAD_REQUEST = 400;
    private static final int TOO_LARGE = 413;
    private static final int UNSUPPORTED_TYPE = 415;
    private static final int SERVICE_UNAVAILABLE = 503;

    /** The worker takes one after the other; more would only hold threads that other requests need. */
    private static final int MOST_WAITING = 8;

    private final ModelRoutes models;
    private final ClassificationWorker worker;
    private final Failures failures;
    private final Semaphore places = new Semaphore(MOST_WAITING);

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
        requireJson(ctx.contentType());
        ClassifyBody body = ClassifyBody.parse(read(ctx));
        List<Prediction> predictions = classify(folder(body.model()), body);
        Wire.answer(
                ctx,
                new Wire.ClassifyResponse(
                        body.model(),
                        predictions.stream().map(Wire.Prediction::of).toList()));
    }

    /** A web page may send other types across origins without asking first. */
    private static void requireJson(@Nullable String contentType) {
        String type =
                contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!type.equals("application/json")) {
            throw new HttpResponseException(UNSUPPORTED_TYPE, "The body must be JSON: Content-Type: application/json.");
        }
    }

    private static byte[] read(Context ctx) {
        if (ctx.req().getContentLengthLong() > MAX_BODY_BYTES) {
            throw tooLarge();
        }
        try {
            byte[] body = ctx.req().getInputStream().readNBytes(MAX_BODY_BYTES + 1);
            if (body.length > MAX_BODY_BYTES) {
                throw tooLarge();
            }
            return body;
        } catch (IOException e) {
            throw new HttpResponseException(BAD_REQUEST, "The body did not arrive whole. Send it again.");
        }
    }

    private static HttpResponseException tooLarge() {
        return new HttpResponseException(
                TOO_LARGE,
                "The body is larger than " + (MAX_BODY_BYTES >> 20) + " MiB. Send fewer emails at a time; of a body,"
                        + " models read the first 400 characters.");
    }

    /** By name among the models that are there, so that no request names a path. */
    private Path folder(String model) {
        List<TrainedModel> trained = models.trained().models();
        return trained.stream()
                .filter(candidate -> candidate.name().equals(model))
                .findFirst()
                .map(found -> Path.of(found.entry().modelId()))
                .orElseThrow(() -> new UserError(
                        UserError.Kind.NOT_FOUND,
                        "There is no trained model " + Query.quoted(model) + ". "
                                + (trained.isEmpty()
                                        ? "None was trained yet: fine-tune one first."
                                        : "There are: "
                                                + String.join(
                                                        ", ",
                                                        trained.stream()
                                                                .map(TrainedModel::name)
                                                                .toList())
                                                + ".")));
    }

    private List<Prediction> classify(Path folder, ClassifyBody body) {
        if (!places.tryAcquire()) {
            throw new HttpResponseException(
                    SERVICE_UNAVAILABLE,
                    MOST_WAITING + " requests are being classified already. Try again in a moment.");
        }
        try {
            return worker.classify(folder, body.emails());
        } catch (UserError e) {
            boolean isClients = e.kind() == UserError.Kind.BAD_INPUT || e.kind() == UserError.Kind.NOT_FOUND;
            throw isClients ? e : new HttpResponseException(SERVICE_UNAVAILABLE, failures.withoutHome(e.getMessage()));
        } finally {
            places.release();
        }
    }
}
