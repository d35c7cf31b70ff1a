package io.avocet.supervisor;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.avocet.file.DiskTrouble;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One run, in progress or ended. Its events are in its folder and are read from there on request. */
public final class SupervisedRun {
    /** Events of one answer at most. */
    private static final int MOST_EVENTS = 500;

    private static final String LOG = "events.jsonl";

    private final Path folder;
    private RunRecord record;
    private @Nullable EventLog log;

    private SupervisedRun(Path folder, RunRecord record) {
        this.folder = folder;
        this.record = record;
    }

    /** A run that begins, in an empty folder. */
    static SupervisedRun begin(Path folder, RunRequest request, Instant now) throws IOException {
        RunRecord record = RunRecord.started(folder.getFileName().toString(), request, now);
        record.write(folder);
        return new SupervisedRun(folder, record);
    }

    /**
     * A run of an earlier server. One that it left running has ended, as its log says, or else with the server.
     *
     * @param grace with a child that still lives
     * @throws IOException if the folder is no run's
     * @throws RuntimeException if its record is damaged
     */
    static SupervisedRun find(Path folder, Duration grace) throws IOException {
        SupervisedRun run = new SupervisedRun(folder, RunRecord.read(folder));
        if (!run.summary().state().isFinal()) {
            run.endLeftOver(grace);
        }
        return run;
    }

    private void endLeftOver(Duration grace) throws IOException {
        if (record.child() != null) {
            record.child().end(grace);
        }
        EventLog events = log();
        for (String last : events.last()) {
            Optional<Ending> told = Ending.of(new JsonMapper().readTree(last));
            if (told.isPresent()) { // the server ended between the last event and the record
                record = record.ended(told.get(), events.count(), Instant.now());
                record.write(folder);
                return;
            }
        }
        record = record.withEvents(events.count());
        end(Ending.LOST);
    }

    public String id() {
        return folder.getFileName().toString();
    }

    public synchronized RunSummary summary() {
        return record.summary();
    }

    /**
     * Events after a number, at once if there are any, else waits; empty when the time is over, or when the run has ended and
     * none is left. They may be a part of all: ask again from the last one's number on, until one is marked as last. Many
     * threads may call it.
     *
     * @param number of the last event seen; 0 for none
     * @throws io.avocet.error.UserError if the log of a run that goes cannot be read
     */
    public List<LoggedEvent> eventsAfter(int number, Duration wait) throws InterruptedException {
        int after = Math.max(0, number);
        RunRecord now = await(after, System.nanoTime() + wait.toNanos());
        int last = now.summary().lastEvent();
        if (last <= after) {
            return List.of();
        }
        Optional<Ending> ending = now.ending();
        int inLog = ending.isPresent() ? last - 1 : last;
        List<LoggedEvent> events = logged(after, Math.min(MOST_EVENTS, inLog - after), ending.isPresent());
        boolean ends = after + events.size() == inLog || events.isEmpty(); // or the log is shorter than it was
        if (ending.isPresent() && ends) {
            events.add(new LoggedEvent(last, ending.get().json(), true));
        }
        return events;
    }

    private synchronized RunRecord await(int after, long deadline) throws InterruptedException {
        while (record.summary().lastEvent() <= after
                && !record.summary().state().isFinal()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                break;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return record;
    }

    /** What the log holds; of a run that has ended, as much of it as can still be read. */
    private List<LoggedEvent> logged(int after, int most, boolean hasEnded) {
        List<LoggedEvent> events = new ArrayList<>();
        try {
            for (String json : log().read(after, most)) {
                events.add(new LoggedEvent(after + events.size() + 1, json, false));
            }
        } catch (IOException e) {
            if (!hasEnded) {
                throw DiskTrouble.reading(folder.resolve(LOG), e);
            }
        }
        return events;
    }

    private synchronized EventLog log() throws IOException {
        if (log == null) {
            log = EventLog.open(folder.resolve(LOG));
        }
        return log;
    }

    Path folder() {
        return folder;
    }

    /** Notes which process the run's child is, so that a later server can end it. It ends without its server by itself, too. */
    synchronized void hasChild(ChildId child) throws IOException {
        record = record.withChild(child);
        record.write(folder);
    }

    /**
     * Logs an event of the run that goes.
     *
     * @throws IOException if it could not be written; then it has no number and is not sent
     */
    void append(String json, String message) throws IOException {
        log().append(json);
        synchronized (this) {
            record = record.after(message);
            notifyAll();
        }
    }

    /**
     * Ends the run; only the first call counts. The last event is sent even if it cannot be written; a later server
     * then takes the run for one that was interrupted.
     */
    void end(Ending ending) {
        RunRecord ended;
        synchronized (this) {
            if (record.summary().state().isFinal()) {
                return;
            }
            ended = record.ended(ending, record.summary().lastEvent() + 1, Instant.now());
        }
        try {
            writeEnd(ending, ended);
        } finally {
            synchronized (this) {
                record = ended;
                notifyAll();
            }
        }
    }

    private void writeEnd(Ending ending, RunRecord ended) {
        try (EventLog events = log()) {
            events.append(ending.json());
        } catch (IOException e) {
            // a full disk: the record has it too
        }
        try {
            ended.write(folder);
        } catch (IOException e) {
            // the event lives as long as this server
        }
    }
}
