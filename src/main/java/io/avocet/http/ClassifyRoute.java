package io.avocet.http;

import io.avocet.benchmark.TrainedModels.TrainedModel;
import io.avocet.error.UserError;
import io.avocet.eval.Prediction;
import io.avocet.supervisor.ClassificationWorker;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;

/** {@code POST /api/classify}. */
final class ClassifyRoute {
    static final int MAX_BODY_BYTES = 2 << 20;

    private static final int BAD_REQUEST = 400;
    private static final int TOO_LARGE = 413;
    private static final int UNSUPPORTED_TYPE = 415;
    private static final int SERVICE_UNAVAILABLE = 503;
    private static final int RETRY_SECONDS = 5;
    private static final long MOST_DRAINED = 16L << 20;

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
        requirePlainJson(ctx);
        if (!places.tryAcquire()) {
            throw unavailable(ctx, MOST_AT_ONCE + " requests are being classified already. Try again in a moment.");
        }
        try {
            ClassifyBody body = ClassifyBody.parse(read(ctx));
            List<Prediction> predictions = predictions(ctx, folder(body.model()), body);
            Wire.answer(
                    ctx,
                    new Wire.ClassifyResponse(
                            body.model(),
                            predictions.stream().map(Wire.Prediction::of).toList()));
        } finally {
            places.release();
        }
    }

    /** A web page may send other types across origins without asking first. */
    private static void requirePlainJson(Context ctx) {
        String contentType = ctx.contentType();
        String type =
                contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!type.equals("application/json")) {
            throw new HttpResponseException(UNSUPPORTED_TYPE, "The body must be JSON: Content-Type: application/json.");
        }
        if (ctx.header("Content-Encoding") != null) {
            throw new HttpResponseException(
                    UNSUPPORTED_TYPE, "The body must not be compressed. Send it without the header Content-Encoding.");
        }
    }

    private static byte[] read(Context ctx) {
        try {
            InputStream in = ctx.req().getInputStream();
            if (ctx.req().getContentLengthLong() > MAX_BODY_BYTES) {
                throw tooLarge(in);
            }
            byte[] body = in.readNBytes(MAX_BODY_BYTES + 1);
            if (body.length > MAX_BODY_BYTES) {
                throw tooLarge(in);
            }
            return body;
        } catch (IOException e) {
            throw new HttpResponseException(BAD_REQUEST, "The body did not arrive whole. Send it again.");
        }
    }

    /** Reads on before it refuses: a client that is still sending when the connection closes may never see its answer. */
    private static HttpResponseException tooLarge(InputStream rest) {
        try {
            rest.skipNBytes(MOST_DRAINED);
        } catch (IOException e) {
            // It sends no more, so it will read.
        }
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
