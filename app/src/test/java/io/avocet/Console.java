package io.avocet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.avocet.cli.Installation;
import io.avocet.cli.Interruption;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** The command line as the program wires it, run in this process on a folder of its own. */
public record Console(Path home, Map<String, String> environment) {
    public Console(Path home) {
        this(home, System.getenv());
    }

    /** What a command left: its exit code and all that it wrote. */
    public record Result(int exitCode, String out, String err) {
        public List<String> outLines() {
            return out.lines().toList();
        }

        /** Standard output as JSON, an object a line. */
        public List<JsonNode> json() {
            JsonMapper mapper = new JsonMapper();
            List<JsonNode> lines = new ArrayList<>();
            try {
                for (String line : outLines()) {
                    lines.add(mapper.readTree(line));
                }
            } catch (JsonProcessingException e) {
                throw new AssertionError(this.toString(), e);
            }
            return lines;
        }

        /** The last object of standard output. */
        public JsonNode lastJson() {
            List<JsonNode> lines = json();
            return lines.get(lines.size() - 1);
        }
    }

    public Result run(String... arguments) {
        return run(Avocet.commandLine(new Installation(home, false), Interruption.never(), environment), arguments);
    }

    /** Runs another command line, and keeps what it writes. */
    public static Result run(CommandLine commandLine, String... arguments) {
        return run(commandLine, new StringWriter(), arguments);
    }

    /** The same, with the writer that standard output goes to. */
    public static Result run(CommandLine commandLine, StringWriter out, String... arguments) {
        StringWriter err = new StringWriter();
        int exitCode = commandLine
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Result(exitCode, out.toString(), err.toString());
    }

    /** The folder in which trained models are by default. */
    public Path models() {
        return home.resolve("models");
    }

    public Path model(String name) {
        return models().resolve(name);
    }
}
