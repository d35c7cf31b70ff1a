package io.avocet.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.avocet.run.EpochRecord;
import io.avocet.run.RunEvent;
import java.io.PrintWriter;

/**
 * The lines of {@code --json}: one object each with a {@code type}. Lines of progress hold a message, a phase and the numbers
 * behind it; the last line is {@code result}, {@code error} or {@code cancelled}.
 */
final class JsonLines {
    private static final JsonMapper JSON = new JsonMapper();

    private final PrintWriter out;

    JsonLines(PrintWriter out) {
        this.out = out;
    }

    void progress(RunEvent event) {
        ObjectNode line = typed("progress").put("message", event.message());
        if (event instanceof RunEvent.Progress progress) {
            line.put("phase", "training");
            line.put("epoch", progress.epoch()).put("epochs", progress.epochs());
            line.put("update", progress.update()).put("updates", progress.updates());
            put(line, "loss", progress.loss());
            put(line, "learning_rate", progress.learningRate());
            put(line, "eta_seconds", progress.etaSeconds());
        } else if (event instanceof RunEvent.EpochScored scored) {
            EpochRecord epoch = scored.epoch();
            line.put("phase", "validation");
            line.put("epoch", epoch.epoch()).put("epochs", scored.epochs());
            put(line, "loss", epoch.loss());
            put(line, "learning_rate", epoch.learningRate());
            put(line, "macro_f1", epoch.macroF1());
            put(line, "accuracy", epoch.accuracy());
            put(line, "seconds", epoch.seconds());
            line.put("best", scored.best());
        } else if (event instanceof RunEvent.EmailsDone done) {
            line.put("phase", "benchmark").put("model", done.model());
            line.put("model_number", done.modelNumber()).put("models", done.models());
            line.put("emails_done", done.emailsDone()).put("emails", done.emails());
            put(line, "emails_per_second", done.emailsPerSecond());
            put(line, "eta_seconds", done.etaSeconds());
        } else {
            line.put("phase", event instanceof RunEvent.Warning ? "warning" : "note");
        }
        print(line);
    }

    /** JSON has no infinity and no not-a-number: such a figure is left out. */
    private static void put(ObjectNode line, String name, double value) {
        if (Double.isFinite(value)) {
            line.put(name, value);
        }
    }

    void message(String type, String message) {
        print(typed(type).put("message", message));
    }

    /** An empty line of a type, to be filled. */
    static ObjectNode typed(String type) {
        return JSON.createObjectNode().put("type", type);
    }

    void print(ObjectNode line) {
        try {
            out.println(JSON.writeValueAsString(line));
            out.flush();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of numbers and strings is always JSON", e);
        }
    }
}
