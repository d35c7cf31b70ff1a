package io.avocet.hub;

import io.avocet.error.UserError;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The proxy that {@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code ALL_PROXY} and {@code NO_PROXY} name, in lower case or
 * upper; without one, the proxy of Java's own settings.
 */
final class ProxyVariables extends ProxySelector {
    private static final int DEFAULT_PORT = 80;

    private final Map<String, String> environment;

    ProxyVariables(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public List<Proxy> select(URI target) {
        Optional<URI> proxy = isExcepted(target) ? Optional.empty() : proxyFor(target);
        if (proxy.isPresent()) {
            return List.of(new Proxy(Proxy.Type.HTTP, address(proxy.get())));
        }
        ProxySelector ofJava = ProxySelector.getDefault();
        return ofJava == null || isExcepted(target) ? List.of(Proxy.NO_PROXY) : ofJava.select(target);
    }

    @Override
    public void connectFailed(URI target, SocketAddress proxy, IOException failure) {
        // The sender of the request gets the error.
    }

    /** To whom a request to this address connects, for a person: the server, or the proxy before it. */
    String server(URI target) {
        Origin origin = Origin.of(target);
        return select(target).stream()
                .map(Proxy::address)
                .filter(InetSocketAddress.class::isInstance)
                .map(InetSocketAddress.class::cast)
                .findFirst()
                .map(proxy -> "the proxy " + proxy.getHostString() + ":" + proxy.getPort())
                .orElse(origin.host() + ":" + origin.port());
    }

    /**
     * The header {@code Proxy-Authorization} for a request to this address, where the variable holds a name and a password.
     * An {@code Authenticator} in its place would keep Java from sending our own token.
     */
    Optional<String> authorization(URI target) {
        return Optional.of(target)
                .filter(address -> !isExcepted(address))
                .flatMap(this::proxyFor)
                .map(URI::getUserInfo)
                .map(user -> "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)));
    }

    private Optional<URI> proxyFor(URI target) {
        return variable(target.getScheme().toLowerCase(Locale.ROOT) + "_proxy")
                .or(() -> variable("all_proxy"))
                .map(ProxyVariables::parse);
    }

    private static InetSocketAddress address(URI proxy) {
        return new InetSocketAddress(proxy.getHost(), proxy.getPort() < 0 ? DEFAULT_PORT : proxy.getPort());
    }

    /** The variable's value may hold a password, so it is not shown. */
    private static URI parse(String text) {
        try {
            URI proxy = URI.create(text.contains("://") ? text : "http://" + text);
            if (Origin.isWeb(proxy)) {
                return proxy;
            }
        } catch (IllegalArgumentException e) {
            // Reported below.
        }
        throw new UserError(
                UserError.Kind.BAD_INPUT,
                "HTTPS_PROXY, HTTP_PROXY or ALL_PROXY names no proxy that can be used. Allowed is http://HOST:PORT.");
    }

    private boolean isExcepted(URI target) {
        String host = target.getHost().toLowerCase(Locale.ROOT);
        String hostAndPort = host + ":" + Origin.of(target).port();
        return Arrays.stream(
                        variable("no_proxy").orElse("").toLowerCase(Locale.ROOT).split("[,\\s]+"))
                .map(entry -> entry.replaceFirst("^\\*?\\.", ""))
                .filter(entry -> !entry.isEmpty())
                .anyMatch(entry -> entry.equals("*")
                        || Stream.of(host, hostAndPort)
                                .anyMatch(name -> name.equals(entry) || name.endsWith("." + entry)));
    }

    private Optional<String> variable(String lowerCaseName) {
        return Stream.of(lowerCaseName, lowerCaseName.toUpperCase(Locale.ROOT))
                .map(name -> environment.getOrDefault(name, "").strip())
                .filter(value -> !value.isEmpty())
                .findFirst();
    }
}
