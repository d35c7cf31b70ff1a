package io.avocet.http;

import io.avocet.data.SplitMethod;
import io.avocet.error.UserError;
import io.avocet.recipe.TrainingRecipe;
import io.avocet.recipe.TrainingSettings;
import io.avocet.supervisor.RunKind;
import io.avocet.supervisor.RunRequest;
import io.avocet.supervisor.RunSummary;
import io.avocet.supervisor.SupervisedRun;
import io.avocet.supervisor.Supervisor;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs: starting, watching, cancelling, listing. A run is not its stream: a client may come late, leave and come back. */
final class RunRoutes {
    private static final String LAST_EVENT_ID = "Last-Event-ID";
    private static final int NO_CONTENT = 204;

    private final Supervisor supervisor;
    private final ModelRoutes models;
    private final EventStreams streams;
    private final Failures failures;

    /** @param models knows which a benchmark could run */
    RunRoutes(Supervisor supervisor, ModelRoutes models, EventStreams streams, Failures failures) {
        this.supervisor = supervisor;
        this.models = models;
        this.streams = streams;
        this.failures = failures;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/api/finetune/run", ctx -> startOrAttach(ctx, RunKind.FINETUNE));
        routes.post("/api/finetune/cancel", ctx -> cancel(ctx, RunKind.FINETUNE));
        routes.get("/api/benchmark/run", ctx -> startOrAttach(ctx, RunKind.BENCHMARK));
        routes.post("/api/benchmark/cancel", ctx -> cancel(ctx, RunKind.BENCHMARK));
        routes.get("/api/runs", ctx -> Wire.answer(ctx, all()));
        routes.get("/api/runs/{id}", ctx -> Wire.answer(ctx, named(ctx).summary()));
        routes.get("/api/runs/{id}/events", this::events);
    }

    /** An EventSource that lost its stream sends the last event's id, and so never starts another run. */
    private void startOrAttach(Context ctx, RunKind kind) {
        streams.requireRoom(ctx);
        String lastEventId = ctx.header(LAST_EVENT_ID);
        if (lastEventId != null) {
            attachAfter(ctx, lastEventId, run -> run.request().kind() == kind);
            return;
        }
        SupervisedRun run;
        try {
            run = supervisor.start(
                    kind == RunKind.FINETUNE ? fineTune(ctx.queryString()) : benchmark(ctx.queryString()));
        } catch (UserError e) {
            refuse(ctx, e);
            return;
        }
        streams.open(ctx, run, 0);
    }

    private void events(Context ctx) {
        SupervisedRun run = named(ctx);
        String lastEventId = ctx.header(LAST_EVENT_ID);
        if (lastEventId == null) {
            streams.open(ctx, run, 0);
        } else {
            attachAfter(ctx, lastEventId, found -> found.id().equals(run.id()));
        }
    }

    /** Goes on after an event; 204, which ends the retries of an EventSource, if it was the last or if it never was. */
    private void attachAfter(Context ctx, String lastEventId, Predicate<RunSummary> isMeant) {
        Optional<EventId> seen = EventId.parse(lastEventId);
        Optional<SupervisedRun> run =
                seen.flatMap(id -> supervisor.find(id.runId())).filter(found -> isMeant.test(found.summary()));
        if (run.isEmpty() || nothingLeft(run.get().summary(), seen.get().number())) {
            ctx.status(NO_CONTENT);
        } else {
            streams.open(ctx, run.get(), seen.get().number());
        }
    }

    private static boolean nothingLeft(RunSummary run, int seen) {
        return seen > run.lastEvent() || (run.state().isFinal() && seen == run.lastEvent());
    }

    /** An EventSource shows no other answer than a stream, so the reason comes as an event. */
    private void refuse(Context ctx, UserError reason) {
        EventStream.addHeadersTo(ctx.res());
        String json = Wire.json(new Wire.ErrorEvent(failures.message(reason)));
        ctx.result(EventStream.text(EventId.OF_NO_RUN, json).getBytes(StandardCharsets.UTF_8));
    }

    private static RunRequest fineTune(@Nullable String queryString) {
        Query query = Query.parse(queryString, List.of("model", "epochs", "learning_rate", "seed", "split"));
        return RunRequest.FineTune.of(
                query.value("model").orElse(TrainingRecipe.DEFAULT_KEY),
                query.integer("epochs", "1 to " + TrainingSettings.MAX_EPOCHS),
                query.decimal("learning_rate", "above 0, at most 1"),
                query.longInteger("seed"),
                query.choice("split", SplitMethod.values()));
    }

    private RunRequest benchmark(@Nullable String queryString) {
        Query query = Query.parse(queryString, List.of("models", "include_slow", "save"));
        List<String> names = query.value("models").stream()
                .flatMap(text -> Stream.of(text.split(",", -1)))
                .distinct()
                .toList();
        RunRequest.Benchmark request = new RunRequest.Benchmark(names, query.flag("include_slow"), query.flag("save"));
        models.registry().select(request.models(), request.includeSlow()); // refuses a name that nothing has
        return request;
    }

    private void cancel(Context ctx, RunKind kind) {
        SupervisedRun run = supervisor
                .cancel(kind)
                .orElseThrow(() -> new UserError(
                        UserError.Kind.BUSY,
                        kind == RunKind.FINETUNE
                                ? "No fine-tuning is running, so there is nothing to cancel."
                                : "No benchmark is running, so there is nothing to cancel."));
        Wire.answer(ctx, run.summary());
    }

    private List<RunSummary> all() {
        return supervisor.all().stream().map(SupervisedRun::summary).toList();
    }

    private SupervisedRun named(Context ctx) {
        String id = ctx.pathParam("id");
        return Optional.of(id)
                .filter(text -> EventId.RUN_ID.matcher(text).matches())
                .flatMap(supervisor::find)
                .orElseThrow(() -> new UserError(
                        UserError.Kind.NOT_FOUND,
                        "There is no run " + Query.quoted(id) + ". /api/runs lists those that are kept."));
    }
}
