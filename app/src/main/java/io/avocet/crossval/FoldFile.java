package io.avocet.crossval;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.avocet.data.Sha256;
import io.avocet.file.AtomicFile;
import io.avocet.file.DiskTrouble;
import io.avocet.file.SmallFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/** The file of a finished fold: {@code {"sha256": of the text of fold, "fold": {…}}}, the probabilities as they were computed. */
final class FoldFile {
    /** Tens of thousands of emails with a hundred labels. */
    private static final int MAX_BYTES = 256 << 20;

    private static final JsonMapper JSON = new JsonMapper();

    private FoldFile() {}

    private record Stored(
            @JsonProperty("best_epoch") int bestEpoch,
            @JsonProperty("epochs") int epochs,
            @JsonProperty("rows") List<StoredRow> rows) {}

    /** @param hash of the email's content */
    private record StoredRow(
            @JsonProperty("hash") String hash,
            @JsonProperty("label") String label,
            @JsonProperty("probabilities") List<Double> probabilities) {}

    /**
     * Writes the file next to its place and moves it there.
     *
     * @throws io.avocet.error.UserError if that cannot be
     */
    static void write(Path file, Fold fold, FoldResult result) {
        List<StoredRow> rows = new ArrayList<>();
        for (int row = 0; row < fold.held().size(); row++) {
            rows.add(new StoredRow(
                    fold.held().get(row).email().contentHash(),
                    fold.held().get(row).label(),
                    DoubleStream.of(result.probabilities().get(row)).boxed().toList()));
        }
        ObjectNode content = JSON.valueToTree(new Stored(result.bestEpoch(), result.epochs(), rows));
        ObjectNode root = JSON.createObjectNode();
        root.put("sha256", Sha256.hex(content.toString()));
        root.set("fold", content);
        byte[] bytes = (root + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            AtomicFile.write(file, bytes);
        } catch (IOException e) {
            throw DiskTrouble.writing(file, bytes.length, e);
        }
    }

    /**
     * Reads the file back.
     *
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws IOException that says why, if it is damaged or is not of this fold
     */
    static FoldResult read(Path file, Fold fold) throws IOException {
        Stored stored = parse(SmallFile.read(file, MAX_BYTES));
        List<String> found = stored.rows().stream()
                .map(row -> row.hash() + " " + row.label())
                .toList();
        List<String> expected = fold.held().stream()
                .map(row -> row.email().contentHash() + " " + row.label())
                .toList();
        if (!found.equals(expected)) {
            throw new IOException("it has other emails than this fold");
        }
        return new FoldResult(
                stored.bestEpoch(),
                stored.epochs(),
                stored.rows().stream()
                        .map(row -> row.probabilities().stream()
                                .mapToDouble(Double::doubleValue)
                                .toArray())
                        .toList());
    }

    private static Stored parse(byte[] bytes) throws IOException {
        try {
            JsonNode root = JSON.readTree(bytes);
            JsonNode content = root.path("fold");
            if (!Sha256.hex(content.toString()).equals(root.path("sha256").asText())) {
                throw new IOException("its content does not have the hash that it names");
            }
            return JSON.treeToValue(content, Stored.class);
        } catch (JsonProcessingException e) {
            throw new IOException("it is no whole JSON", e);
        }
    }
}
