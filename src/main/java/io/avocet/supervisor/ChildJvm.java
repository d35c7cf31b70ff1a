package io.avocet.supervisor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How a child process is started: the Java and the class path of this one.
 *
 * @param options of the virtual machine, as the launcher gives them
 * @param mainClass by name
 */
public record ChildJvm(Path java, List<String> options, String classPath, String mainClass) {
    private static final String MAIN_CLASS = "io.avocet.Avocet";

    /** Those of the launcher; what {@code AVOCET_JAVA_OPTS} adds comes after them and wins. */
    private static final List<String> OPTIONS = List.of(
            "-Xmx1g",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "-XX:-UsePerfData",
            "--enable-native-access=ALL-UNNAMED",
            "-Dfile.encoding=UTF-8",
            "-Dstdout.encoding=UTF-8",
            "-Dstderr.encoding=UTF-8",
            "-Dsun.stdout.encoding=UTF-8",
            "-Dsun.stderr.encoding=UTF-8");

    public ChildJvm {
        options = List.copyOf(options);
    }

    /** Children of the same installation. */
    public static ChildJvm ofThisProcess() {
        String added = System.getenv().getOrDefault("AVOCET_JAVA_OPTS", "");
        List<String> options = Stream.concat(
                        OPTIONS.stream(), Stream.of(added.strip().split("\\s+")).filter(word -> !word.isEmpty()))
                .toList();
        return new ChildJvm(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                options,
                System.getProperty("java.class.path"),
                MAIN_CLASS);
    }

    /**
     * Starts a child; its three standard streams are pipes to this process.
     *
     * @param moreOptions of the virtual machine
     */
    Process start(List<String> moreOptions, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        command.addAll(options);
        command.addAll(moreOptions);
        command.addAll(List.of("-cp", classPath, mainClass));
        command.addAll(arguments);
        return new ProcessBuilder(command).start();
    }
}
