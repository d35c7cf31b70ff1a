package io.avocet.supervisor;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a child process is started: the Java, its options and the class path of this one.
 *
 * @param options of the virtual machine
 * @param mainClass by name
 */
public record ChildJvm(Path java, List<String> options, String classPath, String mainClass) {
    private static final String MAIN_CLASS = "io.avocet.Avocet";

    /** Debuggers and profilers, which are of one process alone, and the terminal, which a child does not have. */
    private static final List<String> NOT_INHERITED = List.of("-agent", "-javaagent", "-Davocet.terminal");

    public ChildJvm {
        options = List.copyOf(options);
    }

    /** Children of the same installation. */
    public static ChildJvm ofThisProcess() {
        List<String> options =
                new ArrayList<>(ManagementFactory.getRuntimeMXBean().getInputArguments());
        options.removeIf(option -> NOT_INHERITED.stream().anyMatch(option::startsWith));
        return new ChildJvm(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                options,
                System.getProperty("java.class.path"),
                MAIN_CLASS);
    }

    /** A child whose three standard streams are pipes to this process, unless the caller says otherwise. */
    public ProcessBuilder command(List<String> arguments) {
        return command(List.of(), arguments);
    }

    /**
     * The same with more options.
     *
     * @param moreOptions of the virtual machine; they come after the others and win
     */
    public ProcessBuilder command(List<String> moreOptions, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        command.addAll(options);
        command.addAll(moreOptions);
        command.addAll(List.of("-cp", classPath, mainClass));
        command.addAll(arguments);
        return new ProcessBuilder(command);
    }
}
