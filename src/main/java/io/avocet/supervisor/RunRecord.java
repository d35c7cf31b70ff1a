package io.avocet.supervisor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.avocet.file.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code run.json} holds of a run. While it goes, its events are counted in the log alone.
 *
 * @param child null before it has started
 */
record RunRecord(RunSummary summary, @Nullable ChildId child) {
    static final String FILE = "run.json";
    private static final long MOST_BYTES = 1 << 20;
    private static final JsonMapper JSON = new JsonMapper();

    static RunRecord started(String id, RunRequest request, Instant now) {
        return new RunRecord(new RunSummary(id, request, RunState.RUNNING, now, null, null, 0), null);
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
        return with(ending.state(), now, ending.message(), lastEvent);
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

    /** Writes it beside and moves it into place. */
    void write(Path folder) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.put("id", summary.id()).put("kind", summary.request().kind().id());
        root.set("parameters", parameters(summary.request()));
        root.put("state", summary.state().id());
        root.put("started", summary.started().toString());
        root.put("ended", summary.ended() == null ? null : summary.ended().toString());
        root.put("message", summary.message());
        root.put("last_event", summary.lastEvent());
        if (child != null) {
            root.putObject("child")
                    .put("pid", child.pid())
                    .put("started", child.started().toString());
        }
        AtomicFile.write(folder.resolve(FILE), (root.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectNode parameters(RunRequest request) {
        ObjectNode node = JSON.createObjectNode();
        if (request instanceof RunRequest.FineTune fineTune) {
            node.put("model", fineTune.model()).put("epochs", fineTune.epochs());
        } else if (request instanceof RunRequest.Benchmark benchmark) {
            node.set("models", JSON.valueToTree(benchmark.models()));
            node.put("include_slow", benchmark.includeSlow()).put("save", benchmark.save());
        }
        return node;
    }

    /**
     * Reads the record of a folder.
     *
     * @throws IOException if there is none
     * @throws RuntimeException if it is damaged
     */
    static RunRecord read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (Files.size(file) > MOST_BYTES) {
            throw new IllegalArgumentException(file + " is too long for a record");
        }
        JsonNode root = JSON.readTree(file.toFile());
        String id = root.required("id").textValue();
        if (!folder.getFileName().toString().equals(id)) {
            throw new IllegalArgumentException(file + " is the record of another run");
        }
        RunSummary summary = new RunSummary(
                id,
                request(root.required("kind").textValue(), root.required("parameters")),
                RunState.valueOf(root.required("state").textValue().toUpperCase(Locale.ROOT)),
                Instant.parse(root.required("started").textValue()),
                instant(root.path("ended")),
                root.path("message").textValue(),
                root.required("last_event").intValue());
        Instant childStarted = instant(root.at("/child/started"));
        return new RunRecord(
                summary,
                childStarted == null ? null : new ChildId(root.at("/child/pid").longValue(), childStarted));
    }

    private static @Nullable Instant instant(JsonNode node) {
        return node.isTextual() ? Instant.parse(node.textValue()) : null;
    }

    private static RunRequest request(String kind, JsonNode parameters) {
        if (kind.equals(RunKind.FINETUNE.id())) {
            return new RunRequest.FineTune(
                    parameters.required("model").textValue(),
                    parameters.required("epochs").intValue());
        }
        List<String> models = new ArrayList<>();
        parameters.required("models").forEach(model -> models.add(model.textValue()));
        return new RunRequest.Benchmark(
                models,
                parameters.required("include_slow").booleanValue(),
                parameters.required("save").booleanValue());
    }
}
