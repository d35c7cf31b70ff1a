package io.avocet.hub;

import java.net.URI;
import java.util.Locale;

/** What makes two addresses lead to the same server: scheme, host and port. */
record Origin(String scheme, String host, int port) {
    static Origin of(URI address) {
        String scheme = address.getScheme().toLowerCase(Locale.ROOT);
        int defaultPort = scheme.equals("https") ? 443 : 80;
        return new Origin(
                scheme,
                address.getHost().toLowerCase(Locale.ROOT),
                address.getPort() < 0 ? defaultPort : address.getPort());
    }

    /** Whether this is an address of the web, with a host. */
    static boolean isWeb(URI address) {
        return address.getHost() != null
                && address.getScheme() != null
                && address.getScheme().toLowerCase(Locale.ROOT).matches("https?");
    }

    boolean isEncrypted() {
        return scheme.equals("https");
    }
}
