package io.avocet.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.avocet.golden.Golden;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A text, or a pair of texts, and its golden ids. */
record GoldenTokens(String first, String second, List<Integer> ids) {
    static List<GoldenTokens> read(Path file) {
        List<GoldenTokens> rows = new ArrayList<>();
        Golden.json(file).forEach(email -> rows.add(of(email)));
        return rows;
    }

    private static GoldenTokens of(JsonNode email) {
        String subject = email.get("subject").asText();
        String body = email.get("body").asText();
        return email.has("input_ids")
                ? new GoldenTokens(InputFormat.fineTune(subject, body), "", ids(email.get("input_ids")))
                : new GoldenTokens(
                        InputFormat.zeroShot(subject, body),
                        "This example is interview_scheduled.",
                        ids(email.get("input_ids_first_label")));
    }

    private static List<Integer> ids(JsonNode array) {
        return Arrays.stream(Golden.ints(array)).boxed().toList();
    }
}
