package io.avocet.app.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts processes of this same installation: this Java, its options, its class path. */
record ChildJava(Path java, List<String> options, String classPath) {
    private static final String MAIN_CLASS = "io.avocet.Avocet";

    ChildJava {
        options = List.copyOf(options);
    }

    static ChildJava ofThisProcess() {
        List<String> options =
                new ArrayList<>(ManagementFactory.getRuntimeMXBean().getInputArguments());
        options.removeIf(option -> option.startsWith("-agent") || option.startsWith("-javaagent"));
        return new ChildJava(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                options,
                System.getProperty("java.class.path"));
    }

    /** Its standard output is a pipe to this process; what it says goes to a file. */
    Process start(List<String> arguments, Path talk) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, MAIN_CLASS));
        command.addAll(arguments);
        Process process =
                new ProcessBuilder(command).redirectError(talk.toFile()).start();
        process.getOutputStream().close();
        return process;
    }
}
