package io.avocet.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The golden checkpoints and the numbers that belong to them; see the README beside them. */
public final class Golden {
    public static final String DEBERTA = "deberta-v2-tiny";
    public static final String XLM_ROBERTA = "xlm-roberta-tiny";

    private Golden() {}

    public static Path folder(String model) {
        try {
            return Path.of(Objects.requireNonNull(Golden.class.getResource("/golden/" + model))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    public static JsonNode read(String model, String file) {
        try {
            return new JsonMapper().readTree(folder(model).resolve(file).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static int[] ints(JsonNode array) {
        int[] values = new int[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.get(i).intValue();
        }
        return values;
    }

    public static double[] doubles(JsonNode array) {
        double[] values = new double[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.get(i).doubleValue();
        }
        return values;
    }

    /** The sequences of a golden batch, without their padding. */
    public static List<int[]> sequences(JsonNode ids, JsonNode mask) {
        List<int[]> sequences = new ArrayList<>();
        for (int row = 0; row < ids.size(); row++) {
            int length = java.util.stream.IntStream.of(ints(mask.get(row))).sum();
            sequences.add(java.util.Arrays.copyOf(ints(ids.get(row)), length));
        }
        return sequences;
    }
}
