package io.avocet.http;

import io.avocet.error.UserError;
import io.avocet.supervisor.RunKind;
import io.avocet.supervisor.RunSummary;
import io.avocet.supervisor.SupervisedRun;
import io.avocet.supervisor.Supervisor;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Runs: starting, watching, cancelling, listing. A run is not its stream: a client may come late, leave and come back. */
final class RunRoutes {
    private static final String LAST_EVENT_ID = "Last-Event-ID";
    private static final int NO_CONTENT = 204;

    private final Supervisor supervisor;
    private final RunQueries queries;
    private final EventStreams streams;
    private final Failures failures;

    RunRoutes(Supervisor supervisor, RunQueries queries, EventStreams streams, Failures failures) {
        this.supervisor = supervisor;
        this.queries = queries;
        this.streams = streams;
        this.failures = failures;
    }

    void addTo(RoutesConfig routes) {
        for (RunKind kind : RunKind.values()) {
            routes.get("/api/" + kind.id() + "/run", ctx -> startOrAttach(ctx, kind));
            routes.post("/api/" + kind.id() + "/cancel", ctx -> cancel(ctx, kind));
        }
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
            run = supervisor.start(queries.request(kind, ctx.queryString()));
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

    private void cancel(Context ctx, RunKind kind) {
        SupervisedRun run = supervisor
                .cancel(kind)
                .orElseThrow(() -> new UserError(
                        UserError.Kind.BUSY, "No " + kind.noun() + " is running, so there is nothing to cancel."));
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
