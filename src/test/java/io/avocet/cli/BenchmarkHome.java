package io.avocet.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.avocet.Console;
import io.avocet.Console.Result;
import io.avocet.golden.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An installation with demonstration emails and a models.yaml that names the golden checkpoints. */
record BenchmarkHome(Path folder) {
    static final int ROWS = 30;

    static BenchmarkHome in(Path folder) throws IOException {
        Path demo = Path.of(System.getProperty("avocet.home", ""), "data", "demo_emails.jsonl");
        List<String> lines = Files.readAllLines(demo);
        Files.createDirectories(folder.resolve("data"));
        Files.createDirectories(folder.resolve("config"));
        Files.write(folder.resolve("data/email_score.jsonl"), lines.subList(0, ROWS));
        Files.write(
                folder.resolve("config/models.yaml"),
                List.of(
                        entry("nli-deberta", Golden.folder("deberta-v2-tiny-nli"), "zero-shot"),
                        entry("nli-xlm", Golden.folder("xlm-roberta-tiny-nli"), "zero-shot"),
                        entry("rerank", Golden.folder("xlm-roberta-tiny-reranker"), "reranker"),
                        entry("encoder", Golden.folder(Golden.BERT), "embedding"),
                        entry("gone", "no such model", "zero-shot")));
        return new BenchmarkHome(folder);
    }

    private static String entry(String name, Object id, String adapter) {
        return name + ": {id: \"" + id + "\", adapter: " + adapter + "}";
    }

    /** Trains a model on the first emails. */
    BenchmarkHome train(String name, int rows) throws IOException {
        List<String> lines = Files.readAllLines(scoreFile()).subList(0, rows);
        Path training = Files.write(folder.resolve("training-" + name + ".jsonl"), lines);
        Result result = TinyFinetune.run(folder, "--score-file", training.toString(), "--name", name);
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
    static JsonNode result(Result json) throws IOException {
        JsonNode last =
                new JsonMapper().readTree(json.outLines().get(json.outLines().size() - 1));
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
