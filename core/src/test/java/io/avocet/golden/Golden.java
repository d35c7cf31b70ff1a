package io.avocet.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** The golden checkpoints and the numbers that belong to them; see the README next to them. */
public final class Golden {
    private static final JsonMapper JSON = new JsonMapper();

    public static final String BERT = "bert-tiny";
    public static final String DEBERTA = "deberta-v2-tiny";
    public static final String DISTILBERT = "distilbert-tiny";
    public static final String MODERNBERT = "modernbert-tiny";
    public static final String ROBERTA = "roberta-tiny";
    public static final String XLM_ROBERTA = "xlm-roberta-tiny";
    public static final String DEBERTA_NLI = "deberta-v2-tiny-nli";
    public static final String XLM_ROBERTA_NLI = "xlm-roberta-tiny-nli";
    public static final String RERANKER = "xlm-roberta-tiny-reranker";

    /** A classifier of emails of each network. */
    public static final List<String> CLASSIFIERS = List.of(BERT, DEBERTA, DISTILBERT, MODERNBERT, ROBERTA, XLM_ROBERTA);

    /** A zero-shot model of each network. */
    public static final List<String> NLI =
            CLASSIFIERS.stream().map(name -> name + "-nli").toList();

    public static final List<String> ALL =
            Stream.of(CLASSIFIERS, NLI, List.of(RERANKER)).flatMap(List::stream).toList();

    private Golden() {}

    /** Each classifier, without gradient checkpointing and with it. */
    public static Stream<Arguments> checkpointings() {
        return CLASSIFIERS.stream().flatMap(name -> Stream.of(Arguments.of(name, false), Arguments.of(name, true)));
    }

    public static Path folder(String model) {
        return resource("golden/" + model);
    }

    /** A file or folder of the tests' resources. */
    public static Path resource(String path) {
        try {
            return Path.of(Objects.requireNonNull(Golden.class.getResource("/" + path), path)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    public static JsonNode read(String model, String file) {
        return json(folder(model).resolve(file));
    }

    public static JsonNode json(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies some files of a checkpoint, and returns the folder that they are copied to. */
    public static Path copy(Path checkpoint, Path to, String... names) throws IOException {
        for (String name : names) {
            Files.copy(checkpoint.resolve(name), to.resolve(name));
        }
        return to;
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

    /** The label with the highest score, of an object that has one for each label. */
    public static String best(JsonNode scores) {
        return scores.properties().stream()
                .max(Comparator.comparingDouble(score -> score.getValue().doubleValue()))
                .orElseThrow()
                .getKey();
    }

    /** The sequences of a golden batch, without their padding. */
    public static List<int[]> sequences(JsonNode ids, JsonNode mask) {
        List<int[]> sequences = new ArrayList<>();
        for (int row = 0; row < ids.size(); row++) {
            int length = IntStream.of(ints(mask.get(row))).sum();
            sequences.add(Arrays.copyOf(ints(ids.get(row)), length));
        }
        return sequences;
    }
}
