package io.avocet.supervisor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended.
 *
 * @param state a final one
 * @param message null if it is complete
 */
record Ending(RunState state, @Nullable String message) {
    static final Ending COMPLETE = new Ending(RunState.COMPLETE, null);

    /** What came of a server that is gone. */
    static final Ending LOST = new Ending(
            RunState.INTERRUPTED, "The server stopped during this run, and the run stopped with it. Start it again.");

    private static final int KILLED = 137;
    private static final int SIGNAL = 128;
    private static final JsonMapper JSON = new JsonMapper();

    /** Why a child is being stopped. */
    enum Stop {
        NONE,
        CANCEL,
        SERVER_CLOSES
    }

    /** What a child says last of itself: a line of type result, error or cancelled. */
    record LastWord(String type, String message) {}

    /**
     * Judges what became of a child. A result counts even if a stop came at the same time.
     *
     * @param said what it said last, if it did
     * @param exitCode as shells count: 128 and the signal, if one ended it
     * @param lastLine of what it wrote besides, for a person
     */
    static Ending of(Optional<LastWord> said, int exitCode, Stop stop, Optional<String> lastLine) {
        String type = said.map(LastWord::type).orElse("");
        String message = said.map(LastWord::message).orElse("");
        if (type.equals("result")) {
            return COMPLETE;
        }
        if (type.equals("error")) {
            return error(message);
        }
        if (stop == Stop.SERVER_CLOSES) {
            return LOST;
        }
        if (stop == Stop.CANCEL || type.equals("cancelled")) {
            return new Ending(RunState.CANCELLED, message.isEmpty() ? "Stopped. Nothing was saved." : message);
        }
        if (exitCode == KILLED) {
            return error(
                    "Killed by the system (exit 137): most likely out of memory. Stop other programs that hold it (a"
                            + " language-model server such as Peregrine's vLLM holds about 5.7 GB) or choose a smaller model.");
        }
        if (exitCode > SIGNAL) {
            return error("Crashed (exit " + exitCode + "). The folder of this run may hold a report, crash.txt or"
                    + " stderr.txt. Start it again.");
        }
        return error("Ended without a result (exit " + exitCode + ")"
                + lastLine.map(line -> ": " + line).orElse("."));
    }

    static Ending error(String message) {
        return new Ending(RunState.ERROR, message);
    }

    /** The event that ends the run's stream. */
    String json() {
        ObjectNode event = JSON.createObjectNode();
        event.put("type", type());
        if (message != null) {
            event.put("message", message);
        }
        return event.toString();
    }

    private String type() {
        return switch (state) {
            case COMPLETE -> "complete";
            case CANCELLED -> "cancelled";
            case ERROR, INTERRUPTED, RUNNING -> "error";
        };
    }

    /** The ending that a logged event means; empty for an event of a run in progress. */
    static Optional<Ending> of(JsonNode event) {
        String message = event.path("message").asText();
        return switch (event.path("type").asText()) {
            case "complete" -> Optional.of(COMPLETE);
            case "cancelled" -> Optional.of(new Ending(RunState.CANCELLED, message));
            case "error" -> Optional.of(message.equals(LOST.message()) ? LOST : new Ending(RunState.ERROR, message));
            default -> Optional.empty();
        };
    }
}
