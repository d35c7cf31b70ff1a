package io.avocet.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a stream of server-sent events as a browser does. */
final class EventClient implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpResponse<InputStream> response;
    private final BufferedReader lines;
    private int comments;

    EventClient(HttpResponse<InputStream> response) {
        this.response = response;
        this.lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    /** One event. */
    record Event(String id, JsonNode data) {
        String type() {
            return data.path("type").asText();
        }

        String message() {
            return data.path("message").asText();
        }

        String runId() {
            return id.substring(0, id.indexOf(':'));
        }

        int number() {
            return Integer.parseInt(id.substring(id.indexOf(':') + 1));
        }
    }

    int status() {
        return response.statusCode();
    }

    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /** Waits for the next event; empty at the end of the stream. */
    Optional<Event> next() {
        try {
            String id = "";
            String data = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("data: ")) {
                    data = line.substring(6);
                } else if (line.startsWith(":")) {
                    comments++;
                } else if (!line.isEmpty()) {
                    throw new AssertionError("No line of an unnamed event: " + line);
                } else if (!data.isEmpty()) {
                    return Optional.of(new Event(id, JSON.readTree(data)));
                }
            }
            return Optional.empty();
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for a comment; skips all else. */
    void nextComment() throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(":")) {
                comments++;
                return;
            }
        }
        throw new AssertionError("The stream has ended");
    }

    Event nextEvent() {
        return next().orElseThrow(() -> new AssertionError("The stream has ended"));
    }

    /** All events to the end of the stream. */
    List<Event> rest() {
        List<Event> events = new ArrayList<>();
        for (Optional<Event> event = next(); event.isPresent(); event = next()) {
            events.add(event.get());
        }
        return events;
    }

    /** Comments so far. */
    int comments() {
        return comments;
    }

    /** Hangs up, as a closed tab does. */
    @Override
    public void close() {
        try {
            response.body().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
