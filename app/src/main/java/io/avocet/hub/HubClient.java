package io.avocet.hub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.avocet.run.RunCancelled;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The Hub's requests for one model, each sent once: an {@link IOException} may go away with another attempt, a {@link
 * io.avocet.error.UserError} will not. The token goes to the Hub alone, never to where it redirects.
 */
final class HubClient {
    private static final int MAX_REDIRECTS = 5;
    private static final int MAX_JSON_BYTES = 20_000_000;
    private static final JsonMapper JSON = new JsonMapper();

    private final HubSettings settings;
    private final String id;
    private final HubTrouble trouble;
    private final HttpClient http;

    HubClient(HubSettings settings, String id) {
        this.settings = settings;
        this.id = id;
        this.trouble = new HubTrouble(settings.endpoint(), id, settings.token().isPresent());
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.timeout())
                .proxy(settings.proxies())
                .build();
    }

    HubTrouble trouble() {
        return trouble;
    }

    /** The newest state of the model's main branch. */
    Revision revision() throws IOException {
        HttpResponse<TimedBody> response =
                send("GET", URI.create(settings.endpoint() + "/api/models/" + id + "/revision/main"), 0);
        try (TimedBody body = response.body()) {
            requireSuccess(response, "");
            JsonNode root = JSON.readTree(body.readAll(MAX_JSON_BYTES));
            String commit = root.path("sha").asText();
            if (!Revision.isCommit(commit)) {
                throw trouble.notTheHub("its sha is not a commit");
            }
            Set<String> files = new HashSet<>();
            root.path("siblings")
                    .forEach(file -> files.add(file.path("rfilename").asText()));
            return new Revision(commit, files);
        } catch (JsonProcessingException e) {
            throw trouble.notTheHub("it is not JSON");
        }
    }

    /** Hash and size of a file, without its bytes. */
    RemoteFile describe(String commit, String file) throws IOException {
        HttpResponse<TimedBody> response = send("HEAD", address(commit, file), 0);
        try (TimedBody body = response.body()) {
            if (!isRedirect(response)) {
                requireSuccess(response, file);
            }
            String etag = header(response, "X-Linked-Etag")
                    .or(() -> header(response, "ETag"))
                    .map(RemoteFile::normalized)
                    .orElse("");
            if (!RemoteFile.isEtag(etag)) {
                throw trouble.notTheHub(file + " has no hash (ETag) to check it by");
            }
            if (!header(response, "X-Repo-Commit").orElse(commit).equals(commit)) {
                throw trouble.notTheHub(file + " is of another commit than " + commit);
            }
            return new RemoteFile(file, etag, size(response, file));
        }
    }

    private long size(HttpResponse<?> response, String file) {
        Optional<String> size = header(response, "X-Linked-Size");
        if (size.isEmpty() && !isRedirect(response)) {
            size = header(response, "Content-Length");
        }
        return size.filter(text -> text.matches("[0-9]{1,15}"))
                .map(Long::parseLong)
                .orElseThrow(() -> trouble.notTheHub(file + " has no size (X-Linked-Size, Content-Length)"));
    }

    /**
     * The bytes of a file.
     *
     * @param from the first byte wanted; a server may answer with all of them all the same, which its status says
     */
    HttpResponse<TimedBody> open(String commit, String file, long from) throws IOException {
        HttpResponse<TimedBody> response = send("GET", address(commit, file), from);
        boolean opened = false;
        try {
            requireSuccess(response, file);
            opened = true;
            return response;
        } finally {
            if (!opened) {
                response.body().close();
            }
        }
    }

    private URI address(String commit, String file) {
        RemoteFile.requirePlain(file);
        return URI.create(settings.endpoint() + "/" + id + "/resolve/" + commit + "/" + file);
    }

    /** Follows redirects; a HEAD only within the Hub, whose answer has the headers that count. */
    private HttpResponse<TimedBody> send(String method, URI start, long from) throws IOException {
        URI address = start;
        for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
            HttpResponse<TimedBody> response = sendOnce(method, address, from);
            if (!isRedirect(response)) {
                return response;
            }
            URI next = target(response);
            if (method.equals("HEAD") && !isHub(next)) {
                return response;
            }
            response.body().close();
            address = next;
        }
        throw trouble.notTheHub("it redirects more than " + MAX_REDIRECTS + " times");
    }

    private HttpResponse<TimedBody> sendOnce(String method, URI address, long from) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .method(method, BodyPublishers.noBody())
                .header("User-Agent", "avocet")
                .header("Accept-Encoding", "identity");
        if (from > 0) {
            request.header("Range", "bytes=" + from + "-");
        }
        if (isHub(address)) {
            settings.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
        }
        settings.proxies().authorization(address).ifPresent(login -> request.header("Proxy-Authorization", login));
        CompletableFuture<HttpResponse<TimedBody>> answer =
                http.sendAsync(request.build(), info -> new TimedBody(settings.timeout()));
        try {
            return answer.get(settings.timeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new HttpTimeoutException(
                    "no answer within " + settings.timeout().toMillis() + " ms");
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new RunCancelled("Stopped while it was downloading.");
        } catch (ExecutionException e) {
            IOException failure = e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
            throw NoConnection.of(failure, settings.proxies().server(address)).orElse(failure);
        }
    }

    /** Where a redirect leads; never from an encrypted connection to one in the clear. */
    private URI target(HttpResponse<?> response) {
        String location = header(response, "Location").orElse("");
        try {
            URI target = response.uri().resolve(location);
            if (Origin.isWeb(target)
                    && (Origin.of(target).isEncrypted()
                            || !Origin.of(response.uri()).isEncrypted())) {
                return target;
            }
        } catch (IllegalArgumentException e) {
            // Reported below.
        }
        throw trouble.notTheHub("it redirects to an address that is not allowed");
    }

    private void requireSuccess(HttpResponse<?> response, String file) throws IOException {
        int status = response.statusCode();
        if (status / 100 == 2) {
            return;
        }
        if (status == 407) {
            throw trouble.proxyWantsPassword();
        }
        boolean mayPass = status == 408 || status == 416 || status == 429 || status >= 500;
        if (mayPass || !isHub(response.uri())) {
            throw new HttpFailure(status, response.uri().getHost(), retryAfter(response));
        }
        String errorCode = header(response, "X-Error-Code").orElse("");
        throw status == 404 && !file.isEmpty() ? trouble.withoutFile(file) : trouble.refused(status, errorCode);
    }

    /** Seconds or a date. */
    private static Optional<Duration> retryAfter(HttpResponse<?> response) {
        return header(response, "Retry-After").flatMap(text -> {
            if (text.matches("[0-9]{1,9}")) {
                return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
            }
            try {
                Instant then = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text));
                Duration left = Duration.between(Instant.now(), then);
                return Optional.of(left.isNegative() ? Duration.ZERO : left);
            } catch (DateTimeParseException e) {
                return Optional.empty();
            }
        });
    }

    private boolean isHub(URI address) {
        return Origin.of(address).equals(Origin.of(settings.endpoint()));
    }

    private static boolean isRedirect(HttpResponse<?> response) {
        return switch (response.statusCode()) {
            case 301, 302, 303, 307, 308 -> true;
            default -> false;
        };
    }

    private static Optional<String> header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name);
    }
}
