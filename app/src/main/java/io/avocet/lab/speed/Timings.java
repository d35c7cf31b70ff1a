package io.avocet.lab.speed;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;

/**
 * The result of one phase.
 *
 * @param values each measurement, in the unit of the phase
 * @param tokens of an email on average; 0 where no email was read
 * @param precision of matrix products; {@code none} where there was none
 * @param peakMemoryBytes the most that the process held on the device; on a CPU its peak resident size
 */
public record Timings(
        @JsonProperty("values") List<Double> values,
        @JsonProperty("tokens") double tokens,
        @JsonProperty("device") String device,
        @JsonProperty("precision") String precision,
        @JsonProperty("threads") int threads,
        @JsonProperty("peak_memory_bytes") long peakMemoryBytes) {
    private static final JsonMapper JSON = new JsonMapper();

    public Timings {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("Nothing was measured");
        }
    }

    public double least() {
        return sorted().get(0);
    }

    /** The middle value, or the mean of the two in the middle. */
    public double median() {
        List<Double> sorted = sorted();
        int size = sorted.size();
        return (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
    }

    public double most() {
        return sorted().get(values.size() - 1);
    }

    private List<Double> sorted() {
        return values.stream().sorted().toList();
    }

    /** One line, as the measuring process prints it. */
    public String toJson() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A record of numbers and strings is always JSON", e);
        }
    }

    static Timings ofJson(String line) throws JsonProcessingException {
        return JSON.readValue(line, Timings.class);
    }
}
