package io.avocet.http;

import io.avocet.error.Setting;
import io.avocet.error.UserError;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.router.EndpointNotFound;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** The one place that turns an exception of a route into a status and words; a bug's trace goes to the log, never out. */
final class Failures {
    static final String BUG = "This is a bug in Avocet. The server's output says more; please report it.";

    private static final int INTERNAL_ERROR = 500;

    /** Those that a request can set. */
    private static final Set<Setting> PARAMETERS = EnumSet.of(
            Setting.EPOCHS,
            Setting.FOLDS,
            Setting.LEARNING_RATE,
            Setting.REPEATS,
            Setting.SPLIT,
            Setting.TARGET_ACCURACY);

    private final Path home;
    private final Consumer<String> log;

    /** @param home the folder that messages do not name */
    Failures(Path home, Consumer<String> log) {
        this.home = home.toAbsolutePath().normalize();
        this.log = log;
    }

    void addTo(RoutesConfig routes) {
        routes.exception(UserError.class, (e, ctx) -> answer(ctx, e.kind().httpStatus(), message(e)));
        routes.exception(
                HttpResponseException.class, (e, ctx) -> answer(ctx, e.getStatus(), String.valueOf(e.getMessage())));
        routes.exception(
                EndpointNotFound.class,
                (e, ctx) -> answer(
                        ctx,
                        e.getStatus(),
                        "There is nothing at this address. The page is at /, and /api/openapi.yaml says what else"
                                + " there is."));
        routes.exception(MethodNotAllowedResponse.class, (e, ctx) -> {
            String allowed = String.join(", ", e.getDetails().values());
            ctx.header("Allow", allowed);
            answer(
                    ctx,
                    e.getStatus(),
                    "This address does not accept " + ctx.req().getMethod() + ". Use " + allowed + ".");
        });
        routes.exception(Exception.class, (e, ctx) -> {
            log.accept(trace(e));
            answer(ctx, INTERNAL_ERROR, BUG);
        });
    }

    private static void answer(Context ctx, int status, String message) {
        Wire.answer(ctx.status(status), new Wire.Failure(message));
    }

    /** Ends a request that has not reached a route. */
    static void write(String message, int status, Response response, Callback callback) {
        byte[] json = Wire.json(new Wire.Failure(message)).getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.write(true, ByteBuffer.wrap(json), callback);
    }

    /** How a client reads an error: settings have the names of the parameters, if they are some. */
    String message(UserError error) {
        return withoutHome(error.message(
                setting -> PARAMETERS.contains(setting) ? setting.name().toLowerCase(Locale.ROOT) : setting.words()));
    }

    /** Paths of the installation become relative: a client need not know where it is. */
    String withoutHome(String message) {
        return message.replace(home.toString() + home.getFileSystem().getSeparator(), "");
    }

    static String trace(Throwable bug) {
        StringWriter trace = new StringWriter();
        bug.printStackTrace(new PrintWriter(trace));
        return "This is a bug in Avocet. Please report it with the lines below.\n" + trace;
    }
}
