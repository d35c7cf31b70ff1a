package io.avocet.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
        print(line.setAll(JSON.<ObjectNode>valueToTree(event)));
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
