package io.avocet.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The golden checkpoints, each by its folder. */
final class Golden {
    static final Path DEBERTA = Path.of("src/test/resources/golden/deberta-v2-tiny");
    static final Path DEBERTA_NLI = Path.of("src/test/resources/golden/deberta-v2-tiny-nli");
    static final Path XLM_ROBERTA = Path.of("src/test/resources/golden/xlm-roberta-tiny");
    static final Path XLM_ROBERTA_NLI = Path.of("src/test/resources/golden/xlm-roberta-tiny-nli");
    static final Path BERT = Path.of("src/test/resources/golden/bert-tiny");
    static final Path DISTILBERT = Path.of("src/test/resources/golden/distilbert-tiny");
    static final Path ROBERTA = Path.of("src/test/resources/golden/roberta-tiny");
    static final Path MODERNBERT = Path.of("src/test/resources/golden/modernbert-tiny");

    private static final ObjectMapper JSON = new ObjectMapper();

    private Golden() {}

    /** A text, or a pair of texts, and its ids. */
    record Row(String first, String second, List<Integer> ids) {
        static Row of(JsonNode email) {
            String subject = email.get("subject").asText();
            String body = email.get("body").asText();
            return email.has("input_ids")
                    ? new Row(InputFormat.fineTune(subject, body), "", ids(email.get("input_ids")))
                    : new Row(
                            InputFormat.zeroShot(subject, body),
                            "This example is interview_scheduled.",
                            ids(email.get("input_ids_first_label")));
        }

        private static List<Integer> ids(JsonNode array) {
            return List.of(JSON.convertValue(array, Integer[].class));
        }
    }

    static JsonNode json(Path file) {
        try {
            return JSON.readTree(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Row> rows(Path file) {
        List<Row> rows = new ArrayList<>();
        json(file).forEach(email -> rows.add(Row.of(email)));
        return rows;
    }

    /**
     * Writes {@code vocab.json} and {@code merges.txt} as RoBERTa's {@code tokenizer.json} holds them, and that its mask, unlike
     * the published one, leaves the space before it alone.
     */
    static Path splitRoberta(Path to) throws IOException {
        JsonNode model = json(ROBERTA.resolve("tokenizer.json")).get("model");
        StringBuilder merges = new StringBuilder("#version: 0.2\n");
        model.get("merges")
                .forEach(pair -> merges.append(pair.get(0).asText())
                        .append(' ')
                        .append(pair.get(1).asText())
                        .append('\n'));
        Files.writeString(to.resolve("vocab.json"), model.get("vocab").toString());
        Files.writeString(to.resolve("merges.txt"), merges);
        Files.writeString(
                to.resolve("tokenizer_config.json"),
                "{\"added_tokens_decoder\": {\"4\": {\"content\": \"<mask>\", \"lstrip\": false, \"special\": true}}}");
        return to;
    }

    /** Copies some files of a checkpoint, and returns the folder that they are copied to. */
    static Path copy(Path checkpoint, Path to, String... names) throws IOException {
        for (String name : names) {
            Files.copy(checkpoint.resolve(name), to.resolve(name));
        }
        return to;
    }
}
