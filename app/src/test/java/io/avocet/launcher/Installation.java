package io.avocet.launcher;

import io.avocet.testing.ChildProcess;
import io.avocet.testing.ChildProcess.Ended;
import io.avocet.testing.ChildProcesses;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;

/**
 * An installation of the real launcher below a folder of the test: a copy of the script, a little source, a Java and a
 * Maven that record how they were started and then do what FAKE_JAVA and FAKE_MAVEN say, and a PATH with nothing but
 * the tools that the launcher may use. Its paths have spaces in them.
 */
final class Installation {
    private static final List<String> TOOLS =
            List.of("cat", "dirname", "find", "ln", "mkdir", "mv", "readlink", "rm", "sed", "sleep", "touch");

    private static final String SYSTEM_FOLDERS =
            "/(usr/lib/jvm|usr/java|usr/libexec|Library/Java|opt/homebrew|usr/local/opt)/";

    private static final String JAVA = """
            #!/bin/sh
            case "$*" in
                *-XshowSettings:properties*)
                    printf '    java.home = %s\\n    java.specification.version = %s\\n' 'HOME' 'VERSION' >&2
                    printf '    java.vm.version = %s\\n' 'VERSION.0.1' >&2
                    exit
                    ;;
                *-XX:ArchiveClassesAtExit=*)
                    for argument in "$@"; do
                        case $argument in -XX:ArchiveClassesAtExit=*) archive=${argument#*=} ;; esac
                    done
                    printf '%s\\n' "$*" >>"$RECORD/archives"
                    eval "${FAKE_ARCHIVE:-echo classes >\\"\\$archive\\"}"
                    exit
                    ;;
            esac
            printf '%s\\n' "$0" >"$RECORD/java"
            printf '%s\\n' "$@" >"$RECORD/arguments"
            pwd >"$RECORD/folder"
            eval "${FAKE_JAVA:-:}"
            """;

    private static final String MAVEN = """
            #!/bin/sh
            printf '%s\\n' "$JAVA_HOME: $*" >>"$RECORD/builds"
            eval "${FAKE_MAVEN:-:}"
            mkdir -p app/target/lib && : >app/target/avocet.jar
            """;

    private final Path root;
    private final Path record;
    private final Tools tools;
    private final ChildProcesses processes;

    /** What the launcher finds in its environment. */
    final Map<String, String> environment = new HashMap<>();

    final Path home;

    Installation(Path folder, ChildProcesses processes) throws IOException {
        this.processes = processes;
        root = folder.toRealPath();
        home = Files.createDirectory(root.resolve("my avocet"));
        record = Files.createDirectory(root.resolve("record"));
        tools = Tools.of(root.resolve("tools"), TOOLS);
        // The Javas of this machine must not be found.
        String script = Files.readString(Path.of(System.getProperty("avocet.home", ""), "avocet"))
                .replaceAll(SYSTEM_FOLDERS, Matcher.quoteReplacement(root.toString()) + "/system/$1/");
        Tools.write(home.resolve("avocet"), script);
        Tools.write(home.resolve("mvnw"), MAVEN);
        Files.createDirectories(home.resolve("core/src/main/java"));
        Files.createDirectories(home.resolve("app/src/main/java"));
        Files.writeString(source(), "class Source {}");
        for (String pom : List.of("pom.xml", "core/pom.xml", "app/pom.xml")) {
            Files.writeString(home.resolve(pom), "<project/>");
        }
        environment.putAll(
                Map.of("PATH", tools.folder().toString(), "RECORD", record.toString(), "HOME", root.toString()));
        environment.put("JAVA_HOME", jdk("jdk 17", "17").toString());
    }

    /** Makes a JDK whose java says that it has this version. */
    Path jdk(String name, String version) throws IOException {
        Path jdk = jre(name, version);
        Tools.write(jdk.resolve("bin/javac"), "#!/bin/sh\n");
        return jdk;
    }

    /** Makes a Java without a compiler. */
    Path jre(String name, String version) throws IOException {
        Path jre = root.resolve(name);
        Files.createDirectories(jre.resolve("bin"));
        Tools.write(
                jre.resolve("bin/java"), JAVA.replace("HOME", jre.toString()).replace("VERSION", version));
        return jre;
    }

    /** A folder where the launcher looks for a Java of the system, moved below the folder of the test. */
    String systemFolder(String path) {
        return "system" + path;
    }

    void putOnPath(Path program) throws IOException {
        Files.createSymbolicLink(tools.folder().resolve(program.getFileName()), program);
    }

    Path onPath(String program) {
        return tools.folder().resolve(program);
    }

    Path source() {
        return home.resolve("core/src/main/java/Source.java");
    }

    Path script() {
        return home.resolve("avocet");
    }

    /** Runs the launcher to its end, in the folder of the test. */
    Ended run(String... arguments) throws IOException {
        return run(script(), root, "", arguments);
    }

    Ended run(Path script, Path folder, String input, String... arguments) throws IOException {
        Path in = Files.writeString(root.resolve("in"), input);
        ProcessBuilder builder = builder(script.toString(), arguments);
        return processes
                .start(builder.directory(folder.toFile()).redirectInput(in.toFile()))
                .end();
    }

    /** Starts a program that runs on; its output and its errors come as one. */
    ChildProcess start(String program, String... arguments) {
        ProcessBuilder builder = builder(program, arguments);
        return processes.start(builder.redirectErrorStream(true).redirectInput(new File("/dev/null")));
    }

    private ProcessBuilder builder(String program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.directory(root.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder;
    }

    /** The lines that the fake programs wrote to one of their records; none, if they did not run. */
    List<String> recorded(String name) throws IOException {
        Path file = record.resolve(name);
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    /** Waits for a fake program to write to one of its records. */
    List<String> awaitRecord(String name) throws IOException, InterruptedException {
        while (recorded(name).isEmpty()) {
            Thread.sleep(10);
        }
        return recorded(name);
    }

    /** Makes an empty file among the records, for a fake program that waits for it. */
    void announce(String name) throws IOException {
        Files.createFile(record.resolve(name));
    }
}
