package io.avocet.http;

import io.avocet.annotation.Annotations;
import io.avocet.annotation.KnownEmails;
import io.avocet.annotation.LabelTally;
import io.avocet.data.LabelLog;
import io.avocet.data.LabelSet;
import io.avocet.error.Setting;
import io.avocet.error.UserError;
import io.avocet.machine.Versions;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.util.JavalinException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The server while it runs. */
public final class HttpServer implements AutoCloseable {
    private static final String OPENAPI = "openapi.yaml";
    private static final Duration BETWEEN_HEARTBEATS = Duration.ofSeconds(15);

    /** Threads that answer; event streams have their own. */
    private static final int MOST_THREADS = 32;

    private final ServerSettings settings;
    private final Services services;
    private final WebPage page;
    private final EventStreams streams;
    private final KnownEmails emails;
    private final Javalin javalin;

    private HttpServer(
            ServerSettings settings,
            Services services,
            WebPage page,
            Duration betweenHeartbeats,
            Consumer<String> log) {
        this.settings = settings;
        this.services = services;
        this.page = page;
        this.streams = new EventStreams(betweenHeartbeats, log);
        this.emails = new KnownEmails(new LabelLog(services.files().scoreFile()), services.store());
        this.javalin = Javalin.create(config -> configure(config, log));
    }

    /**
     * Starts a server, which owns the services from then on and closes them.
     *
     * @param log warnings and bugs, for the person who started it
     * @throws UserError if the port is taken, or the host is not of this machine
     */
    public static HttpServer start(ServerSettings settings, Services services, Consumer<String> log) {
        return start(settings, services, WebPage.ofThisBuild(), BETWEEN_HEARTBEATS, log);
    }

    static HttpServer start(
            ServerSettings settings,
            Services services,
            WebPage page,
            Duration betweenHeartbeats,
            Consumer<String> log) {
        HttpServer server = new HttpServer(settings, services, page, betweenHeartbeats, log);
        try {
            server.javalin.start(settings.host(), settings.port());
            services.supervisor().problems().forEach(problem -> log.accept("Warning: " + problem));
            server.warnOfOtherLabels(log);
            return server;
        } catch (JavalinException e) {
            server.close();
            throw notStarted(settings, e);
        }
    }

    private void warnOfOtherLabels(Consumer<String> log) {
        try {
            emails.log().refresh();
            LabelTally.of(emails.log().labels(), services.labels())
                    .warning(emails.log().file())
                    .ifPresent(warning -> log.accept("Warning: " + warning));
        } catch (UserError e) {
            log.accept("Warning: " + e.getMessage());
        }
    }

    private static UserError notStarted(ServerSettings settings, JavalinException e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String reason = String.valueOf(root.getMessage());
        if (root instanceof BindException && reason.contains("in use")) {
            return new UserError(
                    UserError.Kind.BUSY,
                    "Port " + settings.port() + " is in use, perhaps by another avocet serve. Set " + Setting.PORT
                            + " to another one, or to 0 for any free one.",
                    e);
        }
        return new UserError(
                UserError.Kind.SYSTEM,
                "Cannot listen on " + settings.host() + ", port " + settings.port() + ": " + reason + ". Change "
                        + Setting.HOST + " or " + Setting.PORT + ".",
                e);
    }

    private void configure(JavalinConfig config, Consumer<String> log) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.compressionStrategy = CompressionStrategy.NONE; // the page is compressed already
        config.http.prefer405over404 = true;
        config.router.ignoreTrailingSlashes = false;
        config.jetty.threadPool = new QueuedThreadPool(MOST_THREADS, 4);
        config.jetty.modifyHttpConfiguration(HttpServer::limit);
        RequestErrors errors = new RequestErrors(log);
        config.jetty.modifyServer(server -> {
            server.insertHandler(new Guard(settings));
            server.setErrorHandler(errors);
        });
        config.jetty.modifyServletContextHandler(context -> context.setErrorHandler(errors));
        config.router.javaLangErrorHandler((response, error) -> {
            log.accept(Failures.trace(error));
            response.setStatus(500);
        });

        Failures failures = new Failures(services.files().home(), log);
        failures.addTo(config.routes);
        addRoutes(config.routes, failures, log);
    }

    /** Ambiguous addresses, such as those with an encoded slash, are refused before anything reads them. */
    private static void limit(HttpConfiguration http) {
        http.setUriCompliance(UriCompliance.DEFAULT);
        http.setRequestHeaderSize(RequestErrors.MAX_HEADER_BYTES);
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
    }

    private void addRoutes(RoutesConfig routes, Failures failures, Consumer<String> log) {
        ModelRoutes models =
                new ModelRoutes(services.files(), services.labels(), services.runBenchmark(), failures, log);
        routes.get("/api/health", HttpServer::health);
        routes.get("/api/" + OPENAPI, HttpServer::openApi);
        models.addTo(routes);
        new RunRoutes(
                        services.supervisor(),
                        new RunQueries(models, services.files().mail()),
                        streams,
                        failures)
                .addTo(routes);
        new ClassifyRoute(models, services.worker(), failures).addTo(routes);
        addLabelling(routes, models, failures, log);
        page.addTo(routes);
    }

    private void addLabelling(RoutesConfig routes, ModelRoutes models, Failures failures, Consumer<String> log) {
        LabelSet labels = services.labels();
        Annotations annotations = new Annotations(emails, labels, Clock.systemUTC());
        Guesses guesses = new Guesses(emails.store(), models, labels, new WorkerGuesses(services.worker(), log));
        PreparedMail prepared = new PreparedMail(models, labels, services.preparation());
        new LabelRoutes(services.files(), annotations).addTo(routes);
        new LabelQueueRoutes(emails, models, labels, guesses, prepared, failures, System.nanoTime()).addTo(routes);
        new LabelListRoutes(emails.log()).addTo(routes);
        new LabelChangesRoute(emails, annotations, models, services.preparation()).addTo(routes);
        new UploadRoute(services.files().mail().uploads()).addTo(routes);
        new AccountRoutes(services.files().mail(), services.store(), services.fetchMail(), failures).addTo(routes);
    }

    private static void health(Context ctx) {
        Versions versions = Versions.current();
        Wire.answer(ctx, new Wire.Health("ok", versions.avocet(), versions.commit()));
    }

    private static void openApi(Context ctx) {
        try (InputStream description = HttpServer.class.getResourceAsStream(OPENAPI)) {
            ctx.contentType("application/yaml").result(description.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where a browser finds the page; on a server with a token, as {@code /?token=…}. */
    public URI address() {
        String token = settings.token().map(known -> "?token=" + known.text()).orElse("");
        return URI.create("http://" + settings.hostInAddress() + ":" + javalin.port() + "/" + token);
    }

    /** Whether the page is part of this build. */
    public boolean hasPage() {
        return page.isBuilt();
    }

    /** For tests. */
    Javalin javalin() {
        return javalin;
    }

    /** What it answers: {@code METHOD /path}. */
    Set<String> routes() {
        return javalin.unsafe.internalRouter.allHttpHandlers().stream()
                .map(route -> route.endpoint.method.name() + " " + route.endpoint.path)
                .collect(Collectors.toSet());
    }

    int openStreams() {
        return streams.count();
    }

    /** Stops the run in progress, lets its streams say so, and frees the port. */
    @Override
    public void close() {
        services.close();
        streams.close();
        javalin.stop();
    }
}
