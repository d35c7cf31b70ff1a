package io.avocet.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.avocet.app.WarmClassifier;
import io.avocet.data.Email;
import io.avocet.error.UserError;
import io.avocet.eval.Prediction;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code avocet classify-worker}: the classifier of a server, a child process of it. Each line of standard input asks, {@code
 * {"model_dir", "emails": [{"subject", "body"}]}}; each line of standard output answers, {@code {"labels", "predictions"}} with a
 * row of probabilities for each email in the order of the labels, or {@code {"error", "kind"}}. It ends with its input.
 */
@Command(
        name = "classify-worker",
        hidden = true,
        description = "Classifies for a server: JSON lines in, JSON lines out.")
public final class ClassifyWorkerCommand implements Callable<Integer> {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Interruption interruption;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public ClassifyWorkerCommand(Interruption interruption) {
        this.interruption = interruption;
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        BlockingQueue<Optional<String>> requests = readRequests();
        try (WarmClassifier classifier = new WarmClassifier()) {
            for (Optional<String> request = requests.take(); request.isPresent(); request = requests.take()) {
                out.println(answer(request.get(), classifier));
                out.flush();
            }
        }
        return ExitCodes.OK;
    }

    /** Reads beside the work, so that the end of the input is heard in the middle of it; empty is the end. */
    private BlockingQueue<Optional<String>> readRequests() {
        BlockingQueue<Optional<String>> requests = new LinkedBlockingQueue<>();
        Thread reader = new Thread(
                () -> {
                    try {
                        BufferedReader in =
                                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
                        for (String line = in.readLine(); line != null; line = in.readLine()) {
                            requests.add(Optional.of(line));
                        }
                    } catch (IOException e) {
                        // as good as the end
                    }
                    requests.add(Optional.empty());
                    interruption.requestAndWait(PATIENCE);
                },
                "requests");
        reader.setDaemon(true);
        reader.start();
        return requests;
    }

    private String answer(String request, WarmClassifier classifier) {
        ObjectNode answer = JSON.createObjectNode();
        try {
            JsonNode asked = JSON.readTree(request);
            List<Email> emails = new ArrayList<>();
            asked.path("emails")
                    .forEach(email -> emails.add(new Email(
                            email.path("subject").asText(), email.path("body").asText())));
            Path folder = Path.of(asked.path("model_dir").asText());
            fill(answer, classifier.classify(folder, emails, interruption::isRequested));
        } catch (UserError e) {
            answer.put("error", e.getMessage()).put("kind", e.kind().name());
        } catch (RuntimeException | JsonProcessingException e) {
            e.printStackTrace(spec.commandLine().getErr());
            spec.commandLine().getErr().flush();
            answer.removeAll()
                    .put("error", "The classifier failed: " + e.getClass().getSimpleName() + ".");
            answer.put("kind", UserError.Kind.SYSTEM.name());
        }
        return answer.toString();
    }

    private static void fill(ObjectNode answer, List<Prediction> predictions) {
        ArrayNode rows = answer.putArray("predictions");
        for (Prediction prediction : predictions) {
            answer.set("labels", JSON.valueToTree(prediction.labels().names()));
            ArrayNode row = rows.addArray();
            for (double probability : prediction.probabilities()) {
                row.add(probability);
            }
        }
    }
}
