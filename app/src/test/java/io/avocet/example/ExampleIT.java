package io.avocet.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.golden.Golden;
import io.avocet.golden.GoldenCopy;
import io.avocet.testing.ChildProcess.Ended;
import io.avocet.testing.ChildProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Builds and runs {@code examples/classify} in a folder of its own, by a Maven of its own. The library comes from a repository
 * of the test, which holds nothing else; its libraries and the plugins come from the one that this build uses.
 */
@Tag("slow")
class ExampleIT {
    private static final String VERSION = "0.1.0";

    @RegisterExtension
    final ChildProcesses processes = new ChildProcesses();

    @TempDir
    Path folder;

    private final Path home = Path.of(System.getProperty("avocet.home", ""));

    private Path project;
    private Path repository;

    @BeforeEach
    void installTheLibrary() throws IOException {
        repository = folder.resolve("repository");
        install("avocet-parent", "pom", home.resolve("pom.xml"));
        install("avocet", "pom", home.resolve("core/pom.xml"));
        install("avocet", "jar", home.resolve("core/target/avocet-" + VERSION + ".jar"));
        project = folder.resolve("project");
        copy(home.resolve("examples/classify"), project);
    }

    private void install(String artifact, String type, Path file) throws IOException {
        Path target = repository.resolve("io/avocet").resolve(artifact).resolve(VERSION);
        Files.createDirectories(target);
        Files.copy(file, target.resolve(artifact + "-" + VERSION + "." + type));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(file -> !file.startsWith(from.resolve("target")))
                    .toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    @Test
    void theExampleClassifiesMessages() throws IOException {
        Path model = GoldenCopy.of(Golden.BERT, folder.resolve("model")).folder();
        Path message = Files.writeString(project.resolve("a.eml"), "Subject: Interview\n\nOn Monday at ten.\n");

        Ended ended = maven("compile", "exec:java", "-Dexec.args=" + model + " " + message);

        assertThat(ended.code()).as(ended.toString()).isZero();
        assertThat(ended.out()).matches(message + ": .+ \\(0\\.\\d\\d\\)\\R");
    }

    private Ended maven(String... arguments) {
        List<String> command = Stream.concat(
                        Stream.of(
                                home.resolve("mvnw").toString(),
                                "--offline",
                                "--batch-mode",
                                "--quiet",
                                "-Dmaven.repo.local=" + repository,
                                "-Dmaven.repo.local.tail="
                                        + Objects.requireNonNull(System.getProperty("avocet.test.repository")),
                                "-Dmaven.repo.local.tail.ignoreAvailability=true"),
                        Stream.of(arguments))
                .toList();
        return processes
                .start(new ProcessBuilder(command).directory(project.toFile()))
                .end();
    }
}
