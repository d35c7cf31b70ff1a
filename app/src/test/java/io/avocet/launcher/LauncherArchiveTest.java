package io.avocet.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.testing.ChildProcess;
import io.avocet.testing.ChildProcess.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The archive of classes that makes starts quick. */
@Tag("slow")
class LauncherArchiveTest extends WithInstallation {
    private static final String NAME = "classes-17.0.1.jsa";

    @Test
    void theFirstStartMakesItAndEachStartUsesIt() throws Exception {
        avocet.run("serve");
        assertUsed();

        avocet.run("serve");

        assertUsed();
        assertThat(avocet.recorded("archives")).singleElement().asString().endsWith("io.avocet.Avocet rehearse");
        assertThat(archives()).containsExactly(archive());
    }

    @Test
    void anotherBuildMakesItAnew() throws Exception {
        avocet.run("serve");
        avocet.environment.put("AVOCET_MAVEN_ARGS", "-Pcuda");

        avocet.run("serve");

        assertThat(avocet.recorded("archives")).hasSize(2);
        assertUsed();
    }

    @Test
    void aJarThatIsNewerMakesItAnew() throws Exception {
        avocet.run("serve");
        Files.setLastModifiedTime(archive(), FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));

        avocet.run("serve");

        assertThat(avocet.recorded("archives")).hasSize(2);
        assertThat(avocet.recorded("builds")).hasSize(1);
    }

    @Test
    void anotherJavaHasItsOwn() throws Exception {
        avocet.run("serve");
        avocet.environment.put("JAVA_HOME", avocet.jdk("jdk 21", "21").toString());

        avocet.run("serve");

        assertThat(archives()).hasSize(2);
        assertThat(avocet.recorded("arguments"))
                .contains("-XX:SharedArchiveFile=" + archive().resolveSibling("classes-21.0.1.jsa"));
    }

    @Test
    void aJavaThatMakesNoneIsAskedOnceAndRunsWithout() throws Exception {
        avocet.environment.put("FAKE_ARCHIVE", "echo no base archive; exit 1");

        assertThat(avocet.run("serve").err()).startsWith("Building").hasLineCount(1);
        Ended second = avocet.run("serve");

        assertThat(second.code()).isZero();
        assertThat(second.err() + second.out()).isEmpty();
        assertThat(avocet.recorded("archives")).hasSize(1);
        assertThat(avocet.recorded("arguments")).noneMatch(argument -> argument.contains("SharedArchiveFile"));
    }

    @Test
    void whileAnotherProcessMakesItAStartGoesWithoutAndWaitsForNothing() throws Exception {
        avocet.run("serve");
        Files.delete(archive());
        long alive = ProcessHandle.current().pid();
        Path lock = Files.createSymbolicLink(archive().resolveSibling(NAME + ".lock"), Path.of(Long.toString(alive)));

        assertThat(avocet.run("serve").code()).isZero();

        assertThat(avocet.recorded("archives")).hasSize(1);
        assertThat(avocet.recorded("arguments")).noneMatch(argument -> argument.contains("SharedArchiveFile"));
        assertThat(lock).isSymbolicLink();
    }

    @Test
    void theLockOfOneThatWasKilledDoesNotLast() throws Exception {
        avocet.run("serve");
        Files.delete(archive());
        ChildProcess ended = avocet.start("/bin/sh", "-c", "exit");
        ended.exitCode();
        Files.createSymbolicLink(archive().resolveSibling(NAME + ".lock"), Path.of(Long.toString(ended.pid())));

        avocet.run("serve");

        assertUsed();
        assertThat(archives()).containsExactly(archive());
    }

    /** What is typed or piped is for the command alone. */
    @Test
    void theRehearsalReadsNoStandardInput() throws Exception {
        avocet.environment.put("FAKE_ARCHIVE", "cat >\"$RECORD/stolen\"; echo classes >\"$archive\"");
        avocet.environment.put("FAKE_JAVA", "cat");

        Ended ended = avocet.run(avocet.script(), folder, "one\n", "classify");

        assertThat(ended.out()).isEqualTo("one\n");
        assertThat(avocet.recorded("stolen")).isEmpty();
    }

    private void assertUsed() throws IOException {
        assertThat(avocet.recorded("arguments")).contains("-XX:SharedArchiveFile=" + archive());
        assertThat(archive()).isNotEmptyFile();
    }

    private Path archive() {
        return avocet.home.resolve("app/target").resolve(NAME);
    }

    private List<Path> archives() throws IOException {
        try (Stream<Path> files = Files.list(avocet.home.resolve("app/target"))) {
            return files.filter(file -> String.valueOf(file.getFileName()).startsWith("classes-"))
                    .toList();
        }
    }
}
