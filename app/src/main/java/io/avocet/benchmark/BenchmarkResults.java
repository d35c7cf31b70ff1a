package io.avocet.benchmark;

import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.avocet.error.UserError;
import io.avocet.eval.ConfusionJson;
import io.avocet.eval.ConfusionMatrix;
import io.avocet.eval.TokenCut;
import io.avocet.file.AtomicFile;
import io.avocet.file.FileTree;
import io.avocet.file.SavedJson;
import io.avocet.run.Timestamps;
import io.avocet.text.InputFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A benchmark report as JSON: {@code data/benchmark_results.json}, which the web page draws. */
public final class BenchmarkResults {
    private static final String HISTORY = "benchmark_history";
    private static final JsonMapper JSON = new JsonMapper();

    private BenchmarkResults() {}

    /** The report as a tree; a model without a score has {@code error} and null figures. */
    public static ObjectNode toJson(BenchmarkReport report, Instant timestamp) {
        ObjectNode root = JSON.createObjectNode();
        root.put("timestamp", timestamp.truncatedTo(ChronoUnit.SECONDS).toString());
        root.put("sample_count", report.rows().size());
        root.set("labels", JSON.valueToTree(report.labels().names()));
        root.put("rows", report.allRows() ? "all" : "unseen");
        if (report.stopped()) {
            root.put("stopped", true);
        }
        root.put("same_rows", report.sameRows());
        root.put("emails_over_" + InputFormat.FINE_TUNE_BODY_CODE_POINTS + "_characters", report.fineTuneCuts());
        root.put("emails_over_" + InputFormat.ZERO_SHOT_BODY_CODE_POINTS + "_characters", report.zeroShotCuts());
        ObjectNode models = root.putObject("models");
        report.scores().forEach(score -> models.set(score.name(), model(report, score)));
        return root;
    }

    private static ObjectNode model(BenchmarkReport report, ModelScore score) {
        ObjectNode node = JSON.createObjectNode();
        node.put("model_id", score.run().modelId());
        node.put("error", score.error());
        ConfusionMatrix confusion = score.confusion();
        if (confusion == null || score.interval() == null) {
            node.putNull("macro_f1").putNull("accuracy").putNull("latency_ms");
            return node;
        }
        node.put("macro_f1", confusion.macroF1Supported());
        node.putArray("macro_f1_interval")
                .add(score.interval().low())
                .add(score.interval().high());
        node.put("accuracy", confusion.accuracy());
        node.put("verdict", score.verdictInWords());
        node.put("compared_rows", score.comparedRows());
        node.put("rows", report.allRows() ? "all" : "unseen");
        node.put("row_count", confusion.total());
        node.put("seen_rows", score.seenRows());
        node.put("scored_by", score.outOfFoldRows() > 0 ? "out-of-fold" : "model");
        node.put("out_of_fold_rows", score.outOfFoldRows());
        node.put("epoch_choice_rows", score.epochRows());
        node.put("failures", confusion.failures());
        node.put("training_rows_known", score.run().learning().source() != Learning.Source.UNKNOWN);
        DecidedRows.of(report, score).ifPresent(decided -> addDecided(node, decided));
        addTokenCut(node, score.run().tokenCut());
        addSpeed(node, score.run().speed());
        ConfusionJson.addTo(node, confusion);
        return node;
    }

    private static void addDecided(ObjectNode node, DecidedRows rows) {
        node.put("threshold", rows.threshold());
        node.put("coverage", rows.coverage());
        if (rows.decided() > 0) {
            node.put("decided_accuracy", rows.accuracy());
        }
    }

    private static void addTokenCut(ObjectNode node, @Nullable TokenCut cut) {
        if (cut != null) {
            node.put("max_tokens", cut.maxTokens());
            node.put("emails_over_max_tokens", cut.emails());
        }
    }

    private static void addSpeed(ObjectNode node, ModelRun.@Nullable Speed speed) {
        if (speed == null) {
            node.putNull("latency_ms").putNull("emails_per_second");
            return;
        }
        node.put("latency_ms", speed.latencyMs());
        node.put("emails_per_second", speed.emailsPerSecond());
        node.put("load_seconds", speed.loadSeconds());
        node.put("peak_memory_bytes", speed.peakMemoryBytes());
    }

    /**
     * Refuses, before hours of work, a place where {@link #save} could not write after them.
     *
     * @throws UserError that says what is in the way
     */
    public static void requireWritable(Path file) {
        Path history = file.resolveSibling(HISTORY);
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(file)) {
            throw notWritable(file, "is not a regular file");
        }
        if (Files.exists(file) && !Files.isReadable(file)) {
            throw notWritable(file, "cannot be read, and earlier results are kept");
        }
        for (Path folder : List.of(target(file).resolveSibling("."), history)) {
            Path existing = FileTree.nearestExisting(folder);
            if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
                throw notWritable(existing, "is not a writable folder");
            }
        }
    }

    private static UserError notWritable(Path place, String what) {
        return new UserError(
                UserError.Kind.SYSTEM,
                "The result cannot be saved: " + place + " " + what + ". Move it away, or make it so.");
    }

    /** Where a link leads, so that it stays one. */
    private static Path target(Path file) {
        try {
            return Files.isSymbolicLink(file) ? file.toRealPath() : file;
        } catch (IOException e) {
            throw notWritable(file, "is a link that leads nowhere");
        }
    }

    /**
     * Writes the results to a temporary file and moves it into place; an earlier result is kept in {@code
     * benchmark_history/} next to it, whatever it holds. A link is kept: its target is replaced.
     */
    public static void save(ObjectNode results, Path file) throws IOException {
        Path history = Files.createDirectories(file.resolveSibling(HISTORY));
        if (Files.exists(file)) {
            AtomicFile.write(freeName(history, file), Files.readAllBytes(file));
        }
        String json = JSON.writer(new DefaultPrettyPrinter()).writeValueAsString(results) + "\n";
        AtomicFile.write(target(file), json.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads what {@link #save} wrote, whole even while another process saves.
     *
     * @return empty if nothing was saved yet
     * @throws UserError if the file is damaged or cannot be read
     */
    public static Optional<ObjectNode> read(Path file) {
        return new SavedJson(
                        "a benchmark result",
                        BenchmarkResults::isWhole,
                        "Save a new benchmark, or take an earlier result from " + file.resolveSibling(HISTORY) + ".")
                .read(file);
    }

    private static boolean isWhole(ObjectNode root) {
        return Timestamps.isTimestamp(root.path("timestamp").asText())
                && root.path("sample_count").isInt()
                && root.path("models").isObject()
                && root.path("models").valueStream().allMatch(BenchmarkResults::isModel);
    }

    private static boolean isModel(JsonNode model) {
        return model.path("model_id").isTextual()
                && (model.path("error").isTextual() || model.path("error").isNull())
                && Stream.of("macro_f1", "accuracy", "latency_ms")
                        .map(model::path)
                        .allMatch(figure -> figure.isNumber() || figure.isNull());
    }

    /** A name that says when the file was written, and that no earlier result has. */
    private static Path freeName(Path history, Path file) throws IOException {
        String written = Files.getLastModifiedTime(file)
                .toInstant()
                .truncatedTo(ChronoUnit.SECONDS)
                .toString()
                .replace(":", "");
        Path name = history.resolve("benchmark_results-" + written + ".json");
        for (int i = 2; Files.exists(name); i++) {
            name = history.resolve("benchmark_results-" + written + "-" + i + ".json");
        }
        return name;
    }
}
