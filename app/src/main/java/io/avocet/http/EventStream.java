package io.avocet.http;

import io.avocet.supervisor.LoggedEvent;
import io.avocet.supervisor.RunSummary;
import io.avocet.supervisor.SupervisedRun;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One client that hears the events of one run, until the last one or until it hangs up. */
final class EventStream implements Runnable {
    private static final String HEARTBEAT = ":\n\n";

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final SupervisedRun run;
    private final Duration betweenHeartbeats;
    private int seen;
    private @Nullable Thread writer; // guarded by this, as gone is
    private boolean gone;

    /** @param seen number of the last event that the client has; 0 for none */
    EventStream(
            HttpServletRequest request,
            HttpServletResponse response,
            SupervisedRun run,
            int seen,
            Duration betweenHeartbeats) {
        this.request = request;
        this.response = response;
        this.run = run;
        this.seen = seen;
        this.betweenHeartbeats = betweenHeartbeats;
    }

    /** Says what follows; no proxy and no browser may keep it. */
    static void addHeadersTo(HttpServletResponse response) {
        response.setContentType("text/event-stream");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-cache, no-store");
        response.setHeader("X-Accel-Buffering", "no");
        response.setHeader("Connection", "close"); // Hangup reads from the connection
    }

    /** An event as the client reads it. */
    static String text(EventId id, String json) {
        return "id: " + id + "\ndata: " + json + "\n\n";
    }

    @Override
    public void run() {
        begin();
        try {
            Hangup.watch(request, this::hangUp);
            write(HEARTBEAT); // so that the client knows at once that it is heard
            while (!relay(run.eventsAfter(seen, betweenHeartbeats))) {
                // until the last event
            }
        } catch (IOException | InterruptedException e) {
            // The client has gone, or the server stops.
        } finally {
            end();
        }
    }

    /** Writes events, or a sign of life if there are none; says whether there will be no more. */
    private boolean relay(List<LoggedEvent> events) throws IOException {
        RunSummary now = run.summary();
        boolean last = now.state().isFinal() && seen >= now.lastEvent();
        StringBuilder text = new StringBuilder();
        for (LoggedEvent event : events) {
            text.append(text(new EventId(run.id(), event.number()), event.json()));
            seen = event.number();
            last = event.last();
        }
        write(events.isEmpty() ? HEARTBEAT : text.toString());
        return last;
    }

    private void write(String text) throws IOException {
        response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        response.flushBuffer();
    }

    private synchronized void begin() {
        writer = Thread.currentThread();
    }

    private synchronized void hangUp() {
        gone = true;
        if (writer != null) {
            writer.interrupt();
        }
    }

    /** After this no interruption comes; one that came too late is taken off the thread. */
    private synchronized void end() {
        writer = null;
        if (gone) {
            Thread.interrupted();
        }
    }
}
