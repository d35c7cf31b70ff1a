package io.avocet.supervisor;

import static java.time.temporal.ChronoUnit.MILLIS;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.avocet.file.AtomicFile;
import io.avocet.file.SmallFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code run.json} holds of a run. While it goes, its events are counted in the log alone.
 *
 * @param child null before it has started
 */
record RunRecord(RunSummary summary, @Nullable ChildId child) {
    static final String FILE = "run.json";
    private static final int MOST_BYTES = 1 << 20;
    private static final String CHILD = "child";
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    static RunRecord started(String id, RunRequest request, Instant now) {
        return new RunRecord(
                new RunSummary(id, request, RunState.RUNNING, now.truncatedTo(MILLIS), null, null, 0), null);
    }

    RunRecord withChild(ChildId id) {
        return new RunRecord(summary, id);
    }

    /** The same after one more event. */
    RunRecord after(String message) {
        return with(summary.state(), null, message, summary.lastEvent() + 1);
    }

    /** The same with so many events in the log. */
    RunRecord withEvents(int count) {
        return with(summary.state(), summary.ended(), summary.message(), count);
    }

    /** The same after its last event. */
    RunRecord ended(Ending ending, int lastEvent, Instant now) {
        return with(ending.state(), now.truncatedTo(MILLIS), ending.message(), lastEvent);
    }

    private RunRecord with(RunState state, @Nullable Instant ended, @Nullable String message, int lastEvent) {
        return new RunRecord(
                new RunSummary(summary.id(), summary.request(), state, summary.started(), ended, message, lastEvent),
                child);
    }

    Optional<Ending> ending() {
        return summary.state().isFinal()
                ? Optional.of(new Ending(summary.state(), summary.message()))
                : Optional.empty();
    }

    /** Writes it next to its place and moves it there. */
    void write(Path folder) throws IOException {
        ObjectNode root = JSON.valueToTree(summary);
        if (child != null) {
            root.set(CHILD, JSON.valueToTree(child));
        }
        AtomicFile.write(folder.resolve(FILE), (root.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads the record of a folder.
     *
     * @throws IOException if there is none, or none that is small
     * @throws RuntimeException if it is damaged
     */
    static RunRecord read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        JsonNode root = JSON.readTree(SmallFile.read(file, MOST_BYTES));
        RunSummary summary = JSON.treeToValue(root, RunSummary.class);
        if (!folder.getFileName().toString().equals(summary.id())) {
            throw new IllegalArgumentException(file + " is the record of another run");
        }
        return new RunRecord(summary, root.has(CHILD) ? JSON.treeToValue(root.get(CHILD), ChildId.class) : null);
    }
}
