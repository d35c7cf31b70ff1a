package io.avocet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.avocet.Console;
import io.avocet.Console.Result;
import io.avocet.error.UserError;
import io.avocet.run.RunCancelled;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Who reads JSON lines is told of a failure by the last of them. */
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
            assertThat(text.err()).isEqualTo("Error: " + last.get("message").textValue() + "\n");
        }
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
        private final RuntimeException failure;

        @Option(names = "--json")
        private boolean json;

        Failing(RuntimeException failure) {
            this.failure = failure;
        }

        @Override
        public void run() {
            throw json ? failure : new IllegalStateException("These tests speak JSON");
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
