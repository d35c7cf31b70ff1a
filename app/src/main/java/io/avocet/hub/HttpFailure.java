package io.avocet.hub;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** A status that may be another one next time: too many requests, a server in trouble. */
final class HttpFailure extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient Optional<Duration> retryAfter;

    HttpFailure(int status, String host, Optional<Duration> retryAfter) {
        super("HTTP status " + status + " from " + host);
        this.status = status;
        this.retryAfter = retryAfter;
    }

    int status() {
        return status;
    }

    /** How long the server asks to wait. */
    Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
