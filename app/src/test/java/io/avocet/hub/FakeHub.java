package io.avocet.hub;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * Two servers on this machine that behave as the Hub and its CDN do for one model: small files come from the Hub, large
 * ones by a redirect. {@link #next} lets the next request for a file go wrong.
 */
public final class FakeHub implements AutoCloseable {
    public static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    /** From this size on a file is on the CDN. */
    private static final int LARGE = 10_000;

    private final String id;
    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final Map<String, Deque<Fault>> faults = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer hub = server("hub");
    private final HttpServer cdn = server("cdn");
    String commit = COMMIT;
    String requiredToken = "";

    public FakeHub(String id) {
        this.id = id;
        hub.start();
        cdn.start();
    }

    /** What a server was asked. */
    public record Request(String server, String method, String path, String range, String authorization) {
        public String file() {
            return path.substring(path.lastIndexOf('/') + 1);
        }
    }

    /** Answers a request in place of the server. */
    interface Fault {
        void answer(HttpExchange exchange, byte[] content) throws IOException;
    }

    public FakeHub with(String name, byte[] content) {
        files.put(name, content);
        return this;
    }

    FakeHub with(String name, String content) {
        return with(name, content.getBytes(StandardCharsets.UTF_8));
    }

    /** All files of a folder. */
    public FakeHub withFolder(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.toList()) {
                with(entry.getFileName().toString(), Files.readAllBytes(entry));
            }
        }
        return this;
    }

    FakeHub without(String name) {
        files.remove(name);
        return this;
    }

    /** The next requests for the bytes of this file (or {@code main} for the list of files) go like that, in order. */
    FakeHub next(String file, Fault... newFaults) {
        faults.computeIfAbsent(file, key -> new ConcurrentLinkedDeque<>()).addAll(Arrays.asList(newFaults));
        return this;
    }

    public String endpoint() {
        return "http://127.0.0.1:" + hub.getAddress().getPort();
    }

    public List<Request> requests() {
        return requests;
    }

    List<Request> requests(String method, String file) {
        return requests.stream()
                .filter(request ->
                        request.method().equals(method) && request.file().equals(file))
                .toList();
    }

    /** Requests for the bytes of a large file, at the server that has them. */
    List<Request> downloads(String file) {
        return requests("GET", file).stream()
                .filter(request -> request.server().equals("cdn"))
                .toList();
    }

    static Fault status(int status, String... headers) {
        return (exchange, content) -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
            }
            exchange.sendResponseHeaders(status, -1);
        };
    }

    /** Promises all and closes the connection after so many bytes. */
    static Fault cutAfter(int bytes) {
        return (exchange, content) -> {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content, 0, bytes);
            exchange.getResponseBody().flush();
        };
    }

    static Fault content(byte[] other) {
        return (exchange, content) -> send(exchange, 200, other);
    }

    private HttpServer server(String name) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(threads);
            server.createContext("/", exchange -> {
                try (exchange) {
                    requests.add(new Request(
                            name,
                            exchange.getRequestMethod(),
                            exchange.getRequestURI().getPath(),
                            Objects.requireNonNullElse(
                                    exchange.getRequestHeaders().getFirst("Range"), ""),
                            Objects.requireNonNullElse(
                                    exchange.getRequestHeaders().getFirst("Authorization"), "")));
                    answer(name, exchange);
                }
            });
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answer(String server, HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String file = path.substring(path.lastIndexOf('/') + 1);
        byte[] content = files.getOrDefault(file, new byte[0]);
        boolean isRedirecting = server.equals("hub") && content.length >= LARGE;
        Deque<Fault> waiting = faults.get(file);
        if (waiting != null
                && !waiting.isEmpty()
                && !isRedirecting
                && !exchange.getRequestMethod().equals("HEAD")) {
            waiting.remove().answer(exchange, content);
        } else if (server.equals("cdn")) {
            bytes(exchange, content);
        } else if (!requiredToken.isEmpty() && !isAllowed(exchange)) {
            status(401, "X-Error-Code", "GatedRepo").answer(exchange, content);
        } else if (path.equals("/api/models/" + id + "/revision/main")) {
            send(exchange, 200, listing());
        } else if (!path.replace("/resolve/main/", "/resolve/" + commit + "/")
                        .equals("/" + id + "/resolve/" + commit + "/" + file)
                || !files.containsKey(file)) {
            status(404, "X-Error-Code", "RepoNotFound").answer(exchange, content);
        } else {
            file(exchange, file, content);
        }
    }

    private boolean isAllowed(HttpExchange exchange) {
        return ("Bearer " + requiredToken).equals(exchange.getRequestHeaders().getFirst("Authorization"));
    }

    private byte[] listing() throws IOException {
        ObjectNode root = new JsonMapper().createObjectNode().put("id", id).put("sha", commit);
        files.keySet().forEach(file -> root.withArray("/siblings").addObject().put("rfilename", file));
        return new JsonMapper().writeValueAsBytes(root);
    }

    private void file(HttpExchange exchange, String file, byte[] content) throws IOException {
        exchange.getResponseHeaders().set("X-Repo-Commit", commit);
        if (content.length >= LARGE) {
            exchange.getResponseHeaders().set("ETag", "\"of the redirect\"");
            exchange.getResponseHeaders().set("X-Linked-Etag", "\"" + sha256(content) + "\"");
            exchange.getResponseHeaders().set("X-Linked-Size", String.valueOf(content.length));
            exchange.getResponseHeaders()
                    .set("Location", "http://localhost:" + cdn.getAddress().getPort() + "/signed/" + file + "?key=%3D");
            exchange.sendResponseHeaders(302, -1);
            return;
        }
        exchange.getResponseHeaders().set("ETag", "W/\"" + gitSha1(content) + "\"");
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(content.length));
            exchange.sendResponseHeaders(200, -1);
        } else {
            bytes(exchange, content);
        }
    }

    private static void bytes(HttpExchange exchange, byte[] content) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        if (range == null) {
            send(exchange, 200, content);
            return;
        }
        int from = Integer.parseInt(range.replaceAll("bytes=([0-9]+)-", "$1"));
        exchange.getResponseHeaders()
                .set("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
        send(exchange, 206, Arrays.copyOfRange(content, from, content.length));
    }

    private static void send(HttpExchange exchange, int status, byte[] content) throws IOException {
        exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
        if (content.length > 0) {
            exchange.getResponseBody().write(content);
        }
    }

    static String sha256(byte[] content) {
        return hash("SHA-256", content);
    }

    static String gitSha1(byte[] content) {
        byte[] head = ("blob " + content.length + "\0").getBytes(StandardCharsets.US_ASCII);
        byte[] all = Arrays.copyOf(head, head.length + content.length);
        System.arraycopy(content, 0, all, head.length, content.length);
        return hash("SHA-1", all);
    }

    private static String hash(String algorithm, byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        hub.stop(0);
        cdn.stop(0);
        threads.shutdownNow();
    }
}
