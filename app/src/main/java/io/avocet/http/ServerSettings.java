package io.avocet.http;

import io.avocet.error.Setting;
import io.avocet.error.UserError;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Where the server listens, and who may use it.
 *
 * @param host a name or an address of this machine; one that others can reach needs a token
 * @param port 0 means any free one
 */
public record ServerSettings(String host, int port, Optional<AccessToken> token) {
    private static final int MAX_PORT = 65535;
    private static final int HTTP_PORT = 80;

    /** @throws UserError if a value is not allowed */
    public ServerSettings {
        host = host.strip();
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        if (port < 0 || port > MAX_PORT) {
            throw new UserError(
                    UserError.Kind.USAGE,
                    Setting.PORT + " is " + port + ". Allowed: 1 to 65535, or 0 for any free one.");
        }
        if (token.isEmpty() && !address(host).isLoopbackAddress()) {
            throw new UserError(
                    UserError.Kind.USAGE,
                    Setting.HOST + " " + host
                            + " can be reached from other machines, so the server needs a token: set " + Setting.TOKEN
                            + ".");
        }
    }

    /** Whether only this machine can reach a host. */
    public static boolean isLoopback(String host) {
        return address(host).isLoopbackAddress();
    }

    private static InetAddress address(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new UserError(
                    UserError.Kind.USAGE,
                    Setting.HOST + " " + host
                            + " is not a name or address of this machine. Leave it out to be reached"
                            + " from this machine alone, or use 0.0.0.0 for all.",
                    e);
        }
    }

    /** Whether the server listens on every address of this machine. */
    boolean isWildcard() {
        return address(host).isAnyLocalAddress();
    }

    /** The values of Host that name this server, on the port that it got. */
    Set<String> names(int boundPort) {
        Set<String> hosts = new HashSet<>();
        for (String name : new String[] {host, "localhost", "127.0.0.1", "::1"}) {
            String bracketed = inAddress(name);
            hosts.add(bracketed + ":" + boundPort);
            if (boundPort == HTTP_PORT) {
                hosts.add(bracketed);
            }
        }
        return hosts;
    }

    /** The host as an address on the web names it. */
    String hostInAddress() {
        return isWildcard() ? "localhost" : inAddress(host);
    }

    private static String inAddress(String host) {
        return host.contains(":") ? "[" + host + "]" : host.toLowerCase(Locale.ROOT);
    }
}
