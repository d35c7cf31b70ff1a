package io.avocet.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.avocet.app.WarmClassifier;
import io.avocet.error.UserError;
import io.avocet.supervisor.WorkerAnswer;
import io.avocet.supervisor.WorkerQuestion;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code avocet classify-worker}: the classifier of a server, a child process of it. Each line of standard input is a {@link
 * WorkerQuestion}, each line of standard output its {@link WorkerAnswer}. It ends with its input.
 */
@Command(
        name = "classify-worker",
        hidden = true,
        description = "Classifies for a server: JSON lines in, JSON lines out.")
public final class ClassifyWorkerCommand implements Callable<Integer> {
    private static final Duration SHUTDOWN_GRACE = Duration.ofSeconds(30);

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
                out.println(answer(request.get(), classifier).line());
                out.flush();
            }
        }
        return ExitCodes.OK;
    }

    /** Reads in parallel with the work, so that the end of the input is noticed during it; empty is the end. */
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
                        // treated as the end
                    }
                    requests.add(Optional.empty());
                    interruption.requestAndWait(SHUTDOWN_GRACE);
                },
                "requests");
        reader.setDaemon(true);
        reader.start();
        return requests;
    }

    private WorkerAnswer answer(String line, WarmClassifier classifier) {
        try {
            WorkerQuestion question = WorkerQuestion.read(line);
            return WorkerAnswer.of(
                    classifier.classify(Path.of(question.modelFolder()), question.emails(), interruption::isRequested));
        } catch (UserError e) {
            return WorkerAnswer.failed(e.kind(), String.valueOf(e.getMessage()));
        } catch (RuntimeException | JsonProcessingException e) {
            e.printStackTrace(spec.commandLine().getErr());
            spec.commandLine().getErr().flush();
            return WorkerAnswer.failed(
                    UserError.Kind.SYSTEM,
                    "The classifier failed: " + e.getClass().getSimpleName() + ".");
        }
    }
}
