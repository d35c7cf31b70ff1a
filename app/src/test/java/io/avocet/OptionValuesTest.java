package io.avocet;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.Console.Result;
import io.avocet.cli.Installation;
import io.avocet.cli.Interruption;
import io.avocet.golden.Golden;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** A value that no option can have is a wrong command line, whichever option and command it is. */
class OptionValuesTest {
    private static final int USAGE = 2;
    private static final Set<String> ANY_NUMBER = Set.of("--seed", "--seeds");

    @TempDir
    static Path home;

    private static String emails = "";

    @BeforeAll
    static void writeEmails() throws Exception {
        Path file = home.resolve("emails.jsonl");
        emails = Files.writeString(file, """
                        {"subject": "One", "body": "", "label": "rejected"}
                        {"subject": "Two", "body": "", "label": "rejected"}
                        {"subject": "Three", "body": "", "label": "hired"}
                        {"subject": "Four", "body": "", "label": "hired"}
                        """).toString();
    }

    @ParameterizedTest
    @MethodSource("options")
    void aValueOfAnotherKindIsAWrongCommandLine(List<String> command, String option) {
        assertRefused(command, option + "=x", option);
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void aNumberOutOfRangeIsAWrongCommandLine(List<String> command, String option) {
        assertRefused(command, option + "=-1", option + " is -1");
    }

    @ParameterizedTest
    @MethodSource("texts")
    void aTextThatIsNotAllowedIsAWrongCommandLine(List<String> command, String argument) {
        assertRefused(command, argument, "");
    }

    static Stream<Object[]> options() {
        return commands().flatMap(command -> choicesAndNumbers(command).map(option -> new Object[] {command, option}));
    }

    static Stream<Object[]> numbers() {
        return commands()
                .flatMap(command -> choicesAndNumbers(command)
                        .filter(option -> !isChoice(command, option) && !ANY_NUMBER.contains(option))
                        .map(option -> new Object[] {command, option}));
    }

    static Stream<Object[]> texts() {
        return Stream.of(
                new Object[] {finetune(), "--model=gpt-2"},
                new Object[] {finetune(), "--name=../x"},
                new Object[] {List.of("classify", "--model", "any"), "--input="},
                new Object[] {benchmark(), "--models=none"},
                new Object[] {benchmark(), "--hypothesis=none"},
                new Object[] {List.of("serve"), "--port=65536"},
                new Object[] {List.of("serve"), "--token=short"},
                new Object[] {quality(), "--model=gpt-2"},
                new Object[] {quality(), "--set=none"},
                new Object[] {quality(), "--only=none"},
                new Object[] {List.of("lab", "speed"), "--model=none"},
                new Object[] {List.of("lab", "speed"), "--phase=none"},
                new Object[] {List.of("lab", "encode", "--output", "-"), "--model=none"});
    }

    private static List<String> finetune() {
        return List.of("finetune", "--score-file", emails);
    }

    private static List<String> benchmark() {
        return List.of("benchmark", "--score", "--score-file", emails);
    }

    private static List<String> quality() {
        return List.of("lab", "quality", "--output", home.resolve("study.jsonl").toString());
    }

    /** Every command with options that have numbers or choices, and what it needs to get as far as reading them. */
    private static Stream<List<String>> commands() {
        String tiny = Golden.folder("deberta-v2-tiny-nli").toString();
        return Stream.of(
                finetune(),
                List.of("classify", "--model", tiny, "--input", emails),
                List.of("export", "--model", tiny),
                benchmark(),
                List.of("serve"),
                quality(),
                List.of("lab", "speed"),
                List.of("lab", "encode", "--base-model", tiny, "--score-file", emails, "--output", "-"));
    }

    private static Stream<String> choicesAndNumbers(List<String> command) {
        return spec(command).getCommandSpec().options().stream()
                .filter(option -> isChoice(option) || isNumber(option))
                .map(OptionSpec::longestName);
    }

    private static boolean isChoice(List<String> command, String option) {
        return isChoice(spec(command).getCommandSpec().findOption(option));
    }

    private static boolean isChoice(OptionSpec option) {
        return type(option).isEnum();
    }

    private static boolean isNumber(OptionSpec option) {
        return Set.of(int.class, long.class, double.class, Integer.class, Long.class, Double.class)
                .contains(type(option));
    }

    private static Class<?> type(OptionSpec option) {
        return option.auxiliaryTypes()[0];
    }

    private static CommandLine spec(List<String> command) {
        CommandLine all = Avocet.commandLine(new Installation(home, false), Interruption.never());
        CommandLine found = Objects.requireNonNull(all.getSubcommands().get(command.get(0)));
        return command.get(0).equals("lab")
                ? Objects.requireNonNull(found.getSubcommands().get(command.get(1)))
                : found;
    }

    private static void assertRefused(List<String> command, String argument, String message) {
        List<String> arguments = new ArrayList<>(command);
        arguments.add(argument);
        Result result = new Console(home).run(arguments.toArray(String[]::new));
        assertThat(result.err())
                .startsWith("Error: ")
                .contains(message)
                .doesNotContain("bug in Avocet", "Error: Error");
        assertThat(result.exitCode()).as(result.err()).isEqualTo(USAGE);
    }
}
