package io.avocet.testing;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The processes that a test starts; those that still run at its end are killed. */
public final class ChildProcesses implements AfterEachCallback {
    /** The Java that runs the tests. */
    public static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    private final List<ChildProcess> started = new ArrayList<>();

    public ChildProcess start(ProcessBuilder builder) {
        ChildProcess process = new ChildProcess(builder);
        started.add(process);
        return process;
    }

    public ChildProcess start(String program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(List.of(arguments));
        return start(new ProcessBuilder(command));
    }

    /** Starts a main class of this class path. */
    public ChildProcess java(Class<?> main, String... arguments) {
        return start(javaCommand(List.of(), main, arguments));
    }

    /** How to start a main class of this class path, after options of the virtual machine. */
    public static ProcessBuilder javaCommand(List<String> options, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(JAVA.toString(), "-Xmx256m", "-XX:-UsePerfData"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(options); // a class path among them replaces that of the tests
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }

    /** Writes a line to the standard output of a process that a test has started. */
    public static void say(String line) {
        try (FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        started.forEach(ChildProcess::kill);
        started.clear();
    }
}
