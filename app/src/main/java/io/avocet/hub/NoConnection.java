package io.avocet.hub;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;

/** A server, or the proxy before it, that cannot be reached at all, in words; another attempt hardly helps. */
public final class NoConnection extends IOException {
    private static final long serialVersionUID = 1L;

    private NoConnection(String message, IOException cause) {
        super(message, cause);
    }

    /**
     * What a failed request says of the network; empty if the server could be reached.
     *
     * @param server such as {@code huggingface.co:443} or {@code the proxy localhost:3128}
     */
    static Optional<IOException> of(IOException failure, String server) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
                return Optional.of(new NoConnection("the name of " + server + " cannot be resolved", failure));
            }
            if (cause instanceof NoRouteToHostException) {
                return Optional.of(new NoConnection("no network leads to " + server, failure));
            }
        }
        return failure instanceof ConnectException
                ? Optional.of(new NoConnection("the connection to " + server + " was refused", failure))
                : Optional.empty();
    }
}
