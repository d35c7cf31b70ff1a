package io.avocet.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.avocet.Console;
import io.avocet.Console.Result;
import io.avocet.golden.Golden;
import io.avocet.testing.ScoreRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An installation with demonstration emails and a models.yaml that names the golden checkpoints. */
record BenchmarkHome(Path folder) {
    static final int ROWS = 30;

    static BenchmarkHome in(Path folder) throws IOException {
        ScoreRows.demo(ROWS).write(folder.resolve("data/email_score.jsonl"));
        Files.createDirectories(folder.resolve("config"));
        Files.write(
                folder.resolve("config/models.yaml"),
                List.of(
                        entry("nli-deberta", Golden.folder(Golden.DEBERTA_NLI), "zero-shot"),
                        entry("nli-xlm", Golden.folder(Golden.XLM_ROBERTA_NLI), "zero-shot"),
                        entry("rerank", Golden.folder(Golden.RERANKER), "reranker"),
                        entry("encoder", Golden.folder(Golden.BERT), "embedding"),
                        entry("gone", "no such model", "zero-shot")));
        return new BenchmarkHome(folder);
    }

    private static String entry(String name, Object id, String adapter) {
        return name + ": {id: \"" + id + "\", adapter: " + adapter + "}";
    }

    /** Trains a model on the first emails. */
    BenchmarkHome train(String name, int rows) throws IOException {
        String training = ScoreRows.demo(rows).write(folder.resolve("training-" + name + ".jsonl"));
        Result result = TinyFinetune.run(folder, "--score-file", training, "--name", name);
        if (result.exitCode() != 0) {
            throw new IllegalStateException(result.err());
        }
        return this;
    }

    Path scoreFile() {
        return folder.resolve("data/email_score.jsonl");
    }

    Path results() {
        return folder.resolve("data/benchmark_results.json");
    }

    /** The result of a benchmark with {@code --json}: the last line. */
    static JsonNode result(Result json) {
        JsonNode last = json.lastJson();
        if (!last.path("type").asText().equals("result")) {
            throw new IllegalStateException("No result at the end of: " + json);
        }
        return last;
    }

    Result run(String... options) {
        List<String> arguments = new ArrayList<>(List.of("benchmark", "--precision", "fp32"));
        arguments.addAll(List.of(options));
        return new Console(folder).run(arguments.toArray(String[]::new));
    }
}
