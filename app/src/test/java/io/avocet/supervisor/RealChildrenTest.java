package io.avocet.supervisor;

import static io.avocet.testing.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.avocet.Console;
import io.avocet.data.Email;
import io.avocet.error.UserError;
import io.avocet.eval.Prediction;
import io.avocet.golden.Golden;
import io.avocet.supervisor.RunRequest.Benchmark;
import io.avocet.supervisor.RunRequest.Evaluate;
import io.avocet.supervisor.RunRequest.FineTune;
import io.avocet.testing.ScoreRows;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Children that are the command line itself, with small models. */
@Tag("slow")
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RealChildrenTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    Path home;

    @BeforeEach
    void copyDemoEmails() throws IOException {
        ScoreRows.demo(60).write(emails());
    }

    @Test
    void aFineTuningAndABenchmarkRunToTheirEndAndEveryEventIsOneOfTheContract() throws Exception {
        try (Supervisor supervisor = open()) {
            SupervisedRun training = supervisor.start(new FineTune("minilm", 1));
            List<LoggedEvent> told = Runs.events(training);
            assertThat(training.summary().state()).as(told.toString()).isEqualTo(RunState.COMPLETE);
            assertThat(home.resolve("models/avocet-minilm/training_info.json")).isRegularFile();
            requireContract(told);
            assertThat(phases(told)).contains("note", "training", "validation");

            SupervisedRun benchmark = supervisor.start(new Benchmark(List.of("avocet-minilm"), false, true));
            told = Runs.events(benchmark);
            assertThat(benchmark.summary().state()).as(told.toString()).isEqualTo(RunState.COMPLETE);
            assertThat(home.resolve("data/benchmark_results.json")).isRegularFile();
            requireContract(told);
            assertThat(phases(told)).contains("note", "benchmark");
        }
    }

    @Test
    void anEvaluationThatIsCancelledGoesOnWhereItStopped() throws Exception {
        Evaluate request = new Evaluate(new TrainingParameters("minilm", 8), 2, 1, false);
        try (Supervisor supervisor = open()) {
            SupervisedRun cancelled = supervisor.start(request);
            awaitEvent(cancelled, "\"folds_done\":1,");
            supervisor.cancel(RunKind.EVALUATE);
            assertThat(Runs.lastEvent(cancelled))
                    .startsWith("{\"type\":\"cancelled\",\"message\":\"Stopped")
                    .contains("goes on from there.");
            assertThat(home.resolve("data/evaluation.json")).doesNotExist();

            SupervisedRun resumed = supervisor.start(request);
            List<LoggedEvent> told = Runs.events(resumed);
            assertThat(resumed.summary().state()).as(told.toString()).isEqualTo(RunState.COMPLETE);
            requireContract(told);
            assertThat(told).extracting(LoggedEvent::json).anyMatch(json -> json.contains("1 of 2 folds are finished"));
            assertThat(home.resolve("data/evaluation.json")).isRegularFile();
        }
    }

    @Test
    void aFineTuningThatIsCancelledLeavesNoModel() throws Exception {
        try (Supervisor supervisor = open()) {
            SupervisedRun training = supervisor.start(new FineTune("minilm", 20));
            int seen = 0;
            while (!String.valueOf(training.summary().message()).startsWith("Epoch 1/20")) {
                seen = training.eventsAfter(seen, Duration.ofMinutes(1)).get(0).number();
            }
            supervisor.cancel(RunKind.FINETUNE);

            assertThat(Runs.lastEvent(training)).startsWith("{\"type\":\"cancelled\",\"message\":\"Stopped");
            assertThat(home.resolve("models/avocet-minilm")).doesNotExist();
        }
    }

    @Test
    void theWorkerAnswersAsTheCommandLineDoesAndTakesAModelThatWasTrainedAnew() throws Exception {
        train("one", "1");
        List<Email> asked = List.of(new Email("Your interview", "on Monday"), new Email("Weekly digest", "of jobs"));
        Path model = home.resolve("models/one");
        try (ClassificationWorker worker = new ClassificationWorker(ChildJvm.ofThisProcess())) {
            List<Prediction> before = worker.classify(model, asked);
            assertThat(before).extracting(Prediction::confidence).isEqualTo(confidencesOfTheCommandLine(asked));
            assertThat(before).allMatch(prediction -> prediction.labels().size() == 10);

            assertRefused(UserError.Kind.NOT_FOUND, () -> worker.classify(home.resolve("models/none"), asked));
            assertThat(worker.isWarm()).isTrue();
            assertThat(worker.classify(model, List.of())).isEmpty();

            train("one", "2");
            assertThat(worker.classify(model, asked))
                    .extracting(Prediction::confidence)
                    .isNotEqualTo(before.stream().map(Prediction::confidence).toList())
                    .isEqualTo(confidencesOfTheCommandLine(asked));
        }
    }

    private void train(String name, String seed) {
        Console.Result result = new Console(home)
                .run(
                        "finetune",
                        "--model",
                        "deberta-small",
                        "--base-model",
                        Golden.folder(Golden.DEBERTA_NLI).toString(),
                        "--epochs",
                        "1",
                        "--name",
                        name,
                        "--seed",
                        seed);
        assertThat(result.exitCode()).as(result.err()).isZero();
    }

    private List<Double> confidencesOfTheCommandLine(List<Email> asked) throws IOException {
        List<String> rows = asked.stream()
                .map(email -> JSON.createObjectNode()
                        .put("subject", email.subject())
                        .put("body", email.body())
                        .toString())
                .toList();
        Path input = Files.write(home.resolve("asked.jsonl"), rows);
        Console.Result result = new Console(home)
                .run("classify", "--model", "one", "--input", input.toString(), "--json", "--device", "cpu");
        List<Double> confidences = new ArrayList<>();
        for (String line : result.outLines()) {
            confidences.add(JSON.readTree(line).get("confidence").doubleValue());
        }
        return confidences;
    }

    /** Until an event has this text. */
    private static void awaitEvent(SupervisedRun run, String text) throws InterruptedException {
        int seen = 0;
        for (boolean found = false; !found; ) {
            for (LoggedEvent event : run.eventsAfter(seen, Duration.ofMinutes(1))) {
                found |= event.json().contains(text);
                seen = event.number();
            }
        }
    }

    private Supervisor open() {
        return Supervisor.open(
                home.resolve("runs"),
                ChildJvm.ofThisProcess(),
                Runs.paths(home, home.resolve("models"), emails()),
                RunWatcher.NONE,
                Duration.ofSeconds(30));
    }

    private Path emails() {
        return home.resolve("data/email_score.jsonl");
    }

    private static List<String> phases(List<LoggedEvent> events) throws IOException {
        List<String> phases = new ArrayList<>();
        for (LoggedEvent event : events) {
            phases.add(JSON.readTree(event.json()).path("phase").asText());
        }
        return phases;
    }

    /** Every event but the last is a ProgressEvent with nothing that the contract does not know. */
    private static void requireContract(List<LoggedEvent> events) throws IOException {
        JsonNode schema;
        try (InputStream contract =
                Objects.requireNonNull(Supervisor.class.getResourceAsStream("/io/avocet/http/openapi.yaml"))) {
            schema = new YAMLMapper().readTree(contract).at("/components/schemas/ProgressEvent");
        }
        List<String> allowed = new ArrayList<>();
        schema.get("properties").fieldNames().forEachRemaining(allowed::add);
        List<String> phases = new ArrayList<>();
        schema.at("/properties/phase/enum").forEach(phase -> phases.add(phase.textValue()));
        for (LoggedEvent event : events.subList(0, events.size() - 1)) {
            JsonNode json = JSON.readTree(event.json());
            assertThat(json.get("type").textValue()).isEqualTo("progress");
            assertThat(phases).contains(json.get("phase").textValue());
            json.properties().forEach(property -> {
                assertThat(allowed).contains(property.getKey());
                String type =
                        schema.at("/properties/" + property.getKey() + "/type").asText();
                boolean fits = switch (type) {
                    case "integer" -> property.getValue().isIntegralNumber();
                    case "number" -> property.getValue().isNumber();
                    case "boolean" -> property.getValue().isBoolean();
                    default -> property.getValue().isTextual();
                };
                assertThat(fits).as(event.json() + ": " + property.getKey()).isTrue();
            });
        }
        assertThat(events.get(events.size() - 1).json()).isEqualTo("{\"type\":\"complete\"}");
    }
}
