package io.avocet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.avocet.Console;
import io.avocet.Console.Result;
import io.avocet.error.Setting;
import io.avocet.error.UserError;
import io.avocet.run.RunCancelled;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The last of the JSON lines reports a failure to their reader, with settings in words. */
class JsonFailureTest {
    @TempDir
    Path home;

    @Test
    void everyCommandTellsAnErrorOnStandardOutputTooWhenItSpeaksJson() {
        String[][] commands = {
            {"finetune", "--model", "minilm", "--score-file", "none.jsonl"},
            {"benchmark", "--score", "--score-file", "none.jsonl"},
            {"classify", "--model", "none", "--input", "none.jsonl"}
        };
        for (String[] command : commands) {
            Result text = new Console(home).run(command);
            assertThat(text.exitCode()).isNotZero();
            assertThat(text.out()).isEmpty();

            String[] withJson = Arrays.copyOf(command, command.length + 1);
            withJson[command.length] = "--json";
            Result json = new Console(home).run(withJson);
            assertThat(json.exitCode()).isEqualTo(text.exitCode());
            JsonNode last = json.lastJson();
            assertThat(last.get("type").textValue()).isEqualTo("error");
            String inWords = last.get("message").textValue();
            assertThat(text.err().replace("--score-file", Setting.SCORE_FILE.words()))
                    .isEqualTo("Error: " + inWords + "\n");
        }
    }

    @Test
    void aWrongCommandLineIsToldOnStandardOutputTooWhenItSpeaksJson() {
        String[][] commands = {
            {"finetune", "--epochs", "x", "--json"},
            {"finetune", "--json", "--no-such-option"},
            {"benchmark", "--json", "--score", "--limit=0"},
            {"classify", "--json"},
            {"models", "--json", "fetch"},
            {"models", "pull", "--json"},
            {"doctor", "--json", "more"},
            {"lab", "speed", "--json", "--model"},
            {"tune", "--json"}
        };
        for (String[] command : commands) {
            Result result = new Console(home).run(command);
            assertThat(result.exitCode()).as(result.err()).isEqualTo(2);
            assertThat(result.outLines()).hasSize(1);
            JsonNode line = result.lastJson();
            assertThat(line.get("type").textValue()).isEqualTo("error");
            assertThat(result.err()).startsWith("Error: " + line.get("message").textValue() + "\n");
        }
        assertThat(new Console(home).run("finetune", "--epochs", "x").out()).isEmpty();
    }

    @Test
    void aHeapThatIsTooSmallIsToldWithoutATrace() {
        Result result = Console.run(CommandLines.of(new Failing(new OutOfMemoryError("Java heap space"))), "--json");
        String message = "This needs more memory than Java may use. Allow more with AVOCET_JAVA_OPTS=-Xmx8g.";
        assertThat(result.exitCode()).isEqualTo(UserError.Kind.OUT_OF_MEMORY.exitCode());
        assertThat(result.err()).isEqualTo("Error: " + message + "\n");
        assertThat(result.lastJson().get("message").textValue()).isEqualTo(message);
    }

    @Test
    void aStopIsToldAsCancelled() {
        JsonNode line = lineOf(new RunCancelled(3));
        assertThat(line.get("type").textValue()).isEqualTo("cancelled");
        assertThat(line.get("message").textValue()).startsWith("Stopped after 3 updates.");
    }

    @Test
    void aBugIsToldInASentenceWithoutItsTrace() {
        JsonNode line = lineOf(new IllegalStateException("secret"));
        assertThat(line.get("type").textValue()).isEqualTo("error");
        assertThat(line.get("message").textValue())
                .startsWith("This is a bug in Avocet (IllegalStateException).")
                .doesNotContain("secret", "\n", "at io.avocet");
    }

    @Test
    void aCommandBelowOneThatSpeaksJsonSpeaksItToo() {
        Result result = Console.run(
                CommandLines.of(new Failing(new UserError(UserError.Kind.NOT_FOUND, "Gone.")), new Below()),
                "--json",
                "below");
        assertThat(result.lastJson().get("message").textValue()).isEqualTo("Below.");
    }

    private static JsonNode lineOf(RuntimeException failure) {
        Result result = Console.run(CommandLines.of(new Failing(failure)), "--json");
        assertThat(result.json()).hasSize(1);
        return result.lastJson();
    }

    @Command(name = "failing")
    private static final class Failing implements Runnable {
        private final Throwable failure;

        @Option(names = "--json")
        private boolean json;

        Failing(Throwable failure) {
            this.failure = failure;
        }

        @Override
        public void run() {
            if (json && failure instanceof Error error) {
                throw error;
            }
            throw json ? (RuntimeException) failure : new IllegalStateException("These tests speak JSON");
        }
    }

    @Command(name = "below")
    private static final class Below implements Runnable {
        @Override
        public void run() {
            throw new UserError(UserError.Kind.NOT_FOUND, "Below.");
        }
    }
}
