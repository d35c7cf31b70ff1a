package io.avocet.http;

import io.avocet.supervisor.RunKind;
import io.avocet.words.Launcher;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/**
 * Runs before everything else and lets only the owner of this server in: its own page, programs of this machine, and, with a
 * token, clients that present it. Any other web page is kept out even though it runs in the owner's browser:
 *
 * <ul>
 *   <li>Host must name this server, so a name that was made to point here (DNS rebinding) does not work;
 *   <li>Origin, which a browser sends with every POST and every request across origins, must be this server's own;
 *   <li>Sec-Fetch-Site, which a browser sends with every request, must be {@code same-origin}, or {@code none} for an address
 *       that the user typed; what starts a run takes no typed address, since any program can open a link in a browser;
 *   <li>a browser too old for Sec-Fetch-Site cannot start a run without a token.
 * </ul>
 *
 * With a token, each request brings it as {@code Authorization: Bearer} or in a cookie, which {@code /?token=…} sets. A server on
 * all addresses of a machine ({@code 0.0.0.0}) cannot know its names, so there every Host will do: a rebound name has neither
 * cookie nor token.
 */
final class Guard extends Handler.Wrapper {
    private static final int BAD_REQUEST = 400;
    private static final int SEE_OTHER = 303;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    private static final String SEC_FETCH_SITE = "Sec-Fetch-Site";
    private static final String METHOD_OVERRIDE = "X-HTTP-Method-Override";
    private static final String BEARER = "Bearer ";
    private static final Set<String> RUN_STARTERS = Stream.of(RunKind.values())
            .map(kind -> "/api/" + kind.id() + "/run")
            .collect(Collectors.toSet());

    private final ServerSettings settings;
    private final boolean anyHost;

    Guard(ServerSettings settings) {
        this.settings = settings;
        this.anyHost = settings.isWildcard();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        SecurityHeaders.addTo(response.getHeaders());
        Optional<String> intruder = intruder(request);
        if (intruder.isPresent()) {
            Failures.write(intruder.get(), FORBIDDEN, response, callback);
        } else if (request.getHeaders().contains(METHOD_OVERRIDE)) { // Javalin would obey it
            String message = "The header " + METHOD_OVERRIDE + " is not supported. Remove it.";
            Failures.write(message, BAD_REQUEST, response, callback);
        } else if (settings.token().isEmpty()) {
            return super.handle(request, response, callback);
        } else if (bringsToken(request, settings.token().get())) {
            return super.handle(request, response, callback);
        } else {
            letInByAddress(request, settings.token().get(), response, callback);
        }
        return true;
    }

    /** Why the request is not the owner's. */
    private Optional<String> intruder(Request request) {
        HttpFields headers = request.getHeaders();
        String host = lower(headers.get(HttpHeader.HOST));
        String authority = lower(request.getHttpURI().getAuthority());
        Set<String> names = settings.names(Request.getLocalPort(request));
        if (!(names.contains(host) && names.contains(authority)) && !(anyHost && !host.isEmpty())) {
            return Optional.of("This server has another name. Open it as http://" + settings.hostInAddress() + ":"
                    + Request.getLocalPort(request) + "/.");
        }
        for (String origin : headers.getValuesList(HttpHeader.ORIGIN)) {
            if (!lower(origin).equals("http://" + host)) {
                return Optional.of(
                        "This request comes from another web page. Only this server's own page may send it.");
            }
        }
        return otherSite(request);
    }

    private Optional<String> otherSite(Request request) {
        HttpFields headers = request.getHeaders();
        boolean startsRun = RUN_STARTERS.contains(request.getHttpURI().getPath());
        List<String> sites = headers.getValuesList(SEC_FETCH_SITE);
        for (String site : sites) {
            if (site.equals("none") && startsRun) {
                return Optional.of("An address that is opened in a browser starts nothing. Use the page, or a program"
                        + " such as curl.");
            }
            if (!site.equals("same-origin") && !site.equals("none")) {
                return Optional.of("Another web page led here. Type or paste the address instead.");
            }
        }
        boolean isBrowser =
                headers.getValuesList(HttpHeader.USER_AGENT).stream().anyMatch(agent -> agent.startsWith("Mozilla/"));
        if (startsRun && isBrowser && sites.isEmpty() && settings.token().isEmpty()) {
            return Optional.of("This browser does not say which page sent the request (" + SEC_FETCH_SITE
                    + "), so any page could start this. Use a newer browser, or '"
                    + Launcher.command("serve --token") + "'.");
        }
        return Optional.empty();
    }

    private static boolean bringsToken(Request request, AccessToken token) {
        return request.getHeaders().getValuesList(HttpHeader.AUTHORIZATION).stream()
                        .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                        .anyMatch(value -> token.is(value.substring(BEARER.length())))
                || Request.getCookies(request).stream()
                        .filter(cookie -> cookie.getName().equals(cookieName(request)))
                        .anyMatch(cookie -> token.is(cookie.getValue()));
    }

    /** {@code /?token=…} takes the token out of the address, so that it stays in no history, and puts it into a cookie. */
    private static void letInByAddress(Request request, AccessToken token, Response response, Callback callback) {
        HttpURI uri = request.getHttpURI();
        String offered = "/".equals(uri.getPath()) ? queryToken(request) : "";
        if (!token.is(offered)) {
            response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
            String message =
                    "This server needs its token. Open the address that avocet serve printed when it started, or"
                            + " send the header 'Authorization: Bearer TOKEN'.";
            Failures.write(message, UNAUTHORIZED, response, callback);
            return;
        }
        Response.addCookie(
                response,
                HttpCookie.build(cookieName(request), token.text())
                        .path("/")
                        .httpOnly(true)
                        .sameSite(HttpCookie.SameSite.STRICT)
                        .build());
        response.getHeaders().put(HttpHeader.LOCATION, "/");
        response.setStatus(SEE_OTHER);
        response.write(true, null, callback);
    }

    private static String queryToken(Request request) {
        Fields parameters = Request.extractQueryParameters(request);
        String value = parameters.getValue("token");
        return value == null ? "" : value;
    }

    /** Cookies know no ports, so the name does: two servers of one machine do not throw each other's users out. */
    private static String cookieName(Request request) {
        return "avocet-token-" + Request.getLocalPort(request);
    }

    private static String lower(@Nullable String value) {
        return value == null ? "" : value.toLowerCase(Locale.ROOT);
    }
}
