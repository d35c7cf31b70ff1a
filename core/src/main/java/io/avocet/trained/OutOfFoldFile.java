package io.avocet.trained;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.avocet.error.UserError;
import io.avocet.file.AtomicFile;
import io.avocet.file.SmallFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * The file {@value #NAME} of a model that all rows trained: what models of its cross-validation, which had not seen them, say of these
 * rows. One line {@code {"hash", "probabilities"}} for each.
 */
public final class OutOfFoldFile {
    public static final String NAME = "out_of_fold.jsonl";

    /** A million emails with ten labels. */
    private static final int MAX_BYTES = 512 << 20;

    private static final JsonMapper JSON = new JsonMapper();
    private static final ObjectReader ROWS = JSON.readerFor(Row.class);

    private OutOfFoldFile() {}

    /** @param hash of the email's content */
    private record Row(
            @JsonProperty("hash") String hash,
            @JsonProperty("probabilities") List<Double> probabilities) {
        double[] inLabelOrder() {
            return probabilities.stream().mapToDouble(Double::doubleValue).toArray();
        }
    }

    /**
     * Writes the file into a model folder.
     *
     * @param hashes of the rows' contents
     * @param probabilities of each row in label order, before calibration
     */
    public static void write(Path folder, List<String> hashes, List<double[]> probabilities) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int row = 0; row < hashes.size(); row++) {
            lines.append(JSON.writeValueAsString(new Row(
                            hashes.get(row),
                            DoubleStream.of(probabilities.get(row)).boxed().toList())))
                    .append('\n');
        }
        AtomicFile.write(folder.resolve(NAME), lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads the file of a model folder.
     *
     * @param info how the model came about
     * @return the probabilities of each row in label order, before calibration, by content hash
     * @throws UserError if it is missing or damaged, or has other rows than those that trained the model
     */
    public static Map<String, double[]> read(Path folder, TrainingInfo info) {
        Path file = folder.resolve(NAME);
        Map<String, double[]> probabilities = new LinkedHashMap<>();
        try (MappingIterator<Row> rows = ROWS.readValues(SmallFile.read(file, MAX_BYTES))) {
            while (rows.hasNextValue()) {
                Row row = rows.nextValue();
                requireProbabilities(file, row, info.labels().size());
                probabilities.put(row.hash(), row.inLabelOrder());
            }
        } catch (JsonProcessingException e) {
            throw broken(file, "line " + e.getLocation().getLineNr() + " is not what it should be", e);
        } catch (IOException e) {
            throw broken(file, String.valueOf(e), e);
        }
        if (!probabilities.keySet().equals(new HashSet<>(info.trainingHashes()))) {
            throw broken(file, "it has other emails than training_hashes in " + TrainingInfo.FILE_NAME, null);
        }
        return probabilities;
    }

    private static void requireProbabilities(Path file, Row row, int labels) {
        if (row.hash() == null
                || row.probabilities() == null
                || row.probabilities().size() != labels
                || !row.probabilities().stream().allMatch(p -> p != null && p >= 0 && p <= 1)) {
            throw broken(file, "a row has no hash, or not " + labels + " probabilities from 0 to 1", null);
        }
    }

    private static UserError broken(Path file, String reason, @Nullable Exception cause) {
        return new UserError(
                UserError.Kind.BAD_INPUT, file + " cannot be read: " + reason + ". Train this model again.", cause);
    }
}
