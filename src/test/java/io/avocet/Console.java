package io.avocet;

import io.avocet.cli.Installation;
import io.avocet.cli.Interruption;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;

/** The command line as the program wires it, run in this process on a folder of its own. */
public record Console(Path home) {
    /** What a command left: its exit code and all that it wrote. */
    public record Result(int exitCode, String out, String err) {
        public List<String> outLines() {
            return out.lines().toList();
        }
    }

    public Result run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Avocet.commandLine(new Installation(home, false), Interruption.never())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Result(exitCode, out.toString(), err.toString());
    }

    /** The folder in which trained models lie by default. */
    public Path models() {
        return home.resolve("models");
    }

    public Path model(String name) {
        return models().resolve(name);
    }
}
