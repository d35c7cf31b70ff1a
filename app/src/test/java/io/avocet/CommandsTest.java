package io.avocet;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.cli.Installation;
import io.avocet.cli.Interruption;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandsTest {
    @TempDir
    Path home;

    @Test
    void theCommandThatIsAskedForIsMadeAlone() {
        Map<String, CommandLine> all = commandLine().getSubcommands();

        assertThat(all)
                .containsKeys(
                        "finetune",
                        "evaluate",
                        "review",
                        "import",
                        "fetch",
                        "mail",
                        "classify",
                        "export",
                        "benchmark",
                        "models",
                        "serve",
                        "doctor",
                        "completion",
                        "lab");
        assertThat(all.keySet())
                .allSatisfy(name ->
                        assertThat(commandLine(name, "--help").getSubcommands()).containsOnlyKeys(name));
    }

    @Test
    void anythingElseIsHeldAgainstAllCommands() {
        assertThat(commandLine("--help").getSubcommands()).containsKeys("classify", "serve");
        assertThat(commandLine("clasify").getSubcommands()).containsKeys("classify", "serve");
    }

    @Test
    void everyCommandTellsTheVersion() {
        assertThat(commandLine().getSubcommands().entrySet())
                .filteredOn(command ->
                        !command.getValue().getCommandSpec().usageMessage().hidden())
                .hasSize(14)
                .allSatisfy(command -> assertThat(new Console(home)
                                .run(command.getKey(), "--version")
                                .out())
                        .startsWith("Avocet "));
    }

    @Test
    void aMissingOrUnknownCommandIsNamedWithTheKnownOnes() {
        Console.Result missing = new Console(home).run();
        Console.Result unknown = new Console(home).run("tune");

        assertThat(missing.err()).contains("A command is missing.");
        assertThat(unknown.err())
                .contains("'tune'")
                .contains(
                        "Commands: benchmark, classify, completion, doctor, evaluate, export, fetch, finetune, import, lab, mail, models, review, serve.");
        assertThat(List.of(missing.exitCode(), unknown.exitCode())).containsOnly(2);
    }

    @Test
    void everyStudyTellsTheVersion() {
        assertThat(List.of("quality", "leak", "flips", "intervals", "speed", "encode"))
                .allSatisfy(study -> assertThat(
                                new Console(home).run("lab", study, "--version").out())
                        .startsWith("Avocet "));
    }

    /** Picocli warns there of a percent sign that is not doubled. */
    @Test
    void theHelpOfEveryCommandWritesNothingToStandardError() {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        PrintStream original = System.err;
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
        try {
            assertThat(commandLinesBelow(commandLine())).hasSizeGreaterThan(15).allSatisfy(command -> {
                StringWriter usage = new StringWriter();
                command.usage(new PrintWriter(usage));
                assertThat(usage.toString()).startsWith("Usage: avocet ").doesNotContain("%%");
            });
        } finally {
            System.setErr(original);
        }
        assertThat(written.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    private static Stream<CommandLine> commandLinesBelow(CommandLine command) {
        return command.getSubcommands().values().stream()
                .flatMap(below -> Stream.concat(Stream.of(below), commandLinesBelow(below)));
    }

    /** What the launcher has Java keep the classes of. */
    @Test
    void theRehearsalClassifiesAsATableAndAsJson() {
        Console.Result rehearsed = new Console(home).run("rehearse");

        assertThat(rehearsed.exitCode()).isZero();
        assertThat(rehearsed.out()).contains("confidence", "\"probabilities\"", "Your interview");
        assertThat(rehearsed.err()).isEmpty();
    }

    private CommandLine commandLine(String... args) {
        return Avocet.commandLine(new Installation(home, false), Interruption.never(), Map.of(), args);
    }
}
