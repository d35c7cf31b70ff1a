package io.avocet.http;

import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Answers what fails outside the routes: requests that are malformed or too large, and bugs in between. */
final class RequestErrors extends ErrorHandler {
    /** Bytes of the request line, and of it and the headers together. */
    static final int MAX_HEADER_BYTES = 8 << 10;

    private final Consumer<String> log;

    RequestErrors(Consumer<String> log) {
        this.log = log;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        SecurityHeaders.addTo(response.getHeaders());
        Throwable cause = (Throwable) request.getAttribute(ERROR_EXCEPTION);
        int status = cause instanceof HttpException http ? http.getCode() : response.getStatus();
        if (cause instanceof RuntimeException && !(cause instanceof HttpException)) { // others come from the connection
            log.accept(Failures.trace(cause));
        }
        Failures.write(message(status, cause), status, response, callback);
        return true;
    }

    private static String message(int status, @Nullable Throwable cause) {
        return switch (status) {
            case 400 -> "The request is malformed" + reason(cause) + ".";
            case 408 -> "The request took too long to arrive. Send it again.";
            case 417 -> "The header Expect may only be 100-continue. Remove it.";
            case 426, 505 -> "This server supports only HTTP/1.1 and HTTP/1.0.";
            case 414 -> "The address is too long: at most " + MAX_HEADER_BYTES + " bytes are read.";
            case 431 -> "The headers are too large: at most " + MAX_HEADER_BYTES + " bytes are read.";
            case 500 -> Failures.BUG;
            default -> "The request cannot be served (status " + status + ").";
        };
    }

    private static String reason(@Nullable Throwable cause) {
        String reason = cause instanceof HttpException http ? http.getReason() : null;
        return reason == null || reason.equals(HttpStatus.getMessage(400)) ? "" : ": " + reason;
    }
}
