package io.avocet.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.testing.ChildProcess;
import io.avocet.testing.ChildProcess.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When the launcher builds, and what it makes of a build that fails. */
@Tag("slow")
class LauncherBuildTest extends WithInstallation {
    private static final int BUILD_FAILED = 70;

    @Test
    void theFirstStartBuildsAndSaysSo() throws Exception {
        Ended ended = avocet.run("serve");

        assertThat(ended.code()).isZero();
        assertThat(ended.err()).startsWith("Building Avocet (first use").hasLineCount(1);
        assertThat(ended.out()).isEmpty();
        assertThat(avocet.recorded("builds"))
                .singleElement()
                .asString()
                .startsWith(avocet.environment.get("JAVA_HOME") + ": ")
                .endsWith(" package");
        assertThat(avocet.recorded("arguments")).contains("serve");
    }

    @Test
    void theSecondStartDoesNotBuild() throws Exception {
        avocet.run("serve");

        assertThat(avocet.run("serve").err()).isEmpty();
        assertThat(avocet.recorded("builds")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"pom.xml", "app/pom.xml", "core/src/main/java/Source.java", "app/src/main/java", "web/app.ts"})
    void aChangedSourceIsBuiltOnce(String source) throws Exception {
        Files.createDirectories(avocet.home.resolve("web"));
        Files.createFile(avocet.home.resolve("web/app.ts"));
        avocet.run("serve");
        dateSources("2020-01-01T00:00:00Z");
        date(avocet.home.resolve("app/target/avocet.jar"), "2020-01-02T00:00:00Z");
        avocet.run("serve");
        assertThat(avocet.recorded("builds")).hasSize(1);

        date(avocet.home.resolve(source), "2020-01-03T00:00:00Z");

        assertThat(avocet.run("serve").err()).contains("its source has changed");
        assertThat(avocet.run("serve").err()).isEmpty();
        assertThat(avocet.recorded("builds")).hasSize(2);
    }

    @Test
    void aSourceThatIsEditedDuringTheBuildIsBuiltAgain() throws Exception {
        avocet.environment.put("FAKE_MAVEN", "sleep 0.1; touch core/src/main/java/Source.java; sleep 0.1");

        avocet.run("serve");
        avocet.run("serve");

        assertThat(avocet.recorded("builds")).hasSize(2);
    }

    @Test
    void whatNpmWritesDuringTheBuildIsNoChangeOfTheSource() throws Exception {
        Files.createDirectories(avocet.home.resolve("web"));
        avocet.environment.put("FAKE_MAVEN", "sleep 0.1; mkdir -p web/generated web/node_modules/vue");

        avocet.run("serve");
        avocet.run("serve");

        assertThat(avocet.recorded("builds")).hasSize(1);
    }

    @Test
    void aBuildWithoutTheWebPageSaysSo() throws Exception {
        avocet.environment.put("FAKE_MAVEN", "echo noise; echo 'The web page is left out: there is no Node.'");

        assertThat(avocet.run("serve").err())
                .contains("The web page is left out: there is no Node.")
                .doesNotContain("noise");
        assertThat(avocet.run("serve").err()).isEmpty();
    }

    @Test
    void otherMavenArgumentsBuildAnew() throws Exception {
        avocet.run("serve");
        avocet.environment.put("AVOCET_MAVEN_ARGS", "-Pcuda -o");

        avocet.run("serve");
        avocet.run("serve");

        assertThat(avocet.recorded("builds")).hasSize(2);
        assertThat(avocet.recorded("builds").get(1)).contains(" -Pcuda -o ");
    }

    @Test
    void theLibrariesOfAnEarlierBuildAreGone() throws Exception {
        avocet.run("serve");
        Path library = Files.createFile(avocet.home.resolve("app/target/lib/old-1.0.jar"));
        Files.delete(avocet.home.resolve("app/target/avocet.jar"));

        avocet.run("serve");

        assertThat(library).doesNotExist();
    }

    @Test
    void aFailedBuildShowsItsLogAndIsTriedAgain() throws Exception {
        avocet.environment.put(
                "FAKE_MAVEN", "mkdir -p app/target/lib; : >app/target/avocet.jar; echo no such symbol; exit 3");

        Ended failed = avocet.run("serve");

        assertThat(failed.code()).isEqualTo(BUILD_FAILED);
        assertThat(failed.err()).contains("no such symbol", "exit code is 3", "mvnw needs unzip");
        assertThat(failed.out()).isEmpty();
        assertThat(avocet.recorded("arguments")).isEmpty();

        avocet.environment.remove("FAKE_MAVEN");
        assertThat(avocet.run("serve").code()).isZero();
        assertThat(avocet.recorded("builds")).hasSize(2);
    }

    @Test
    void aBuildThatLeavesNoJarHasFailed() throws Exception {
        avocet.environment.put("FAKE_MAVEN", "exit 0");

        assertThat(avocet.run("serve").code()).isEqualTo(BUILD_FAILED);
    }

    @Test
    void twoStartsAtOnceBuildOnce() throws Exception {
        avocet.environment.put("FAKE_MAVEN", "until [ -e \"$RECORD/go\" ]; do sleep 0.1; done");
        ChildProcess first = avocet.start(avocet.script().toString(), "serve");
        first.awaitLine("Building Avocet");
        ChildProcess second = avocet.start(avocet.script().toString(), "serve");
        second.awaitLine("Waiting for process " + first.pid());

        avocet.announce("go");

        assertThat(List.of(first.exitCode(), second.exitCode())).containsOnly(0);
        assertThat(avocet.recorded("builds")).hasSize(1);
    }

    @Test
    void theLockOfAKilledBuildIsTakenOverAndItsJarNotTrusted() throws Exception {
        avocet.run("serve");
        ChildProcess dead = avocet.start("/bin/sh", "-c", ":");
        dead.exitCode();
        Path lock = avocet.home.resolve("app/target/build.lock");
        Files.createSymbolicLink(lock, Path.of(Long.toString(dead.pid())));

        assertThat(avocet.run("serve").code()).isZero();

        assertThat(avocet.recorded("builds")).hasSize(2);
        assertThat(Files.isSymbolicLink(lock)).isFalse();
    }

    @Test
    void aStoppedBuildLeavesNeitherJarNorLock() throws Exception {
        avocet.environment.put("FAKE_MAVEN", """
                trap 'exit 143' TERM
                mkdir app/target/lib
                : >app/target/avocet.jar
                echo >"$RECORD/runs"
                while :; do sleep 0.1; done
                """);
        ChildProcess build = avocet.start(avocet.script().toString(), "serve");
        avocet.awaitRecord("runs");

        build.signal("TERM");

        assertThat(build.exitCode()).isEqualTo(143);
        try (Stream<Path> left = Files.list(avocet.home.resolve("app/target"))) {
            assertThat(left.map(file -> file.getFileName().toString())).doesNotContain("avocet.jar", "build.lock");
        }
        assertThat(avocet.recorded("arguments")).isEmpty();
    }

    private void dateSources(String instant) throws IOException {
        for (String tree : List.of("pom.xml", "core", "app/pom.xml", "app/src", "web")) {
            try (Stream<Path> files = Files.walk(avocet.home.resolve(tree))) {
                for (Path file : files.toList()) {
                    date(file, instant);
                }
            }
        }
    }

    private static void date(Path file, String instant) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse(instant).truncatedTo(ChronoUnit.SECONDS)));
    }
}
