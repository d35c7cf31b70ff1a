package io.avocet.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What web/build does with and without Node, below a folder of the test and with a PATH of its own. */
@Tag("slow")
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WebBuildTest {
    private static final List<String> TOOLS = List.of("dirname", "find", "mkdir", "rm", "touch");

    @TempDir
    Path home;

    private Path tools;
    private Path page;

    @BeforeEach
    void install() throws IOException {
        Path source = Path.of(System.getProperty("avocet.home", ""), "web/build");
        Files.createDirectories(home.resolve("web"));
        Files.copy(source, home.resolve("web/build"));
        Files.createFile(home.resolve("web/package-lock.json"));
        Path contract = home.resolve("src/main/resources/io/avocet/http/openapi.yaml");
        Files.createDirectories(contract.getParent());
        Files.createFile(contract);
        page = home.resolve("target/classes/io/avocet/web/index.html");
        tools = Files.createDirectory(home.resolve("tools"));
        for (String tool : TOOLS) {
            Path real = Path.of("/usr/bin", tool);
            script(tool, "exec " + (Files.exists(real) ? real : Path.of("/bin", tool)) + " \"$@\"");
        }
    }

    @Test
    void withNodeThePageIsBuilt() throws Exception {
        node("v20.19.0");

        assertThat(run("build", "optional").code()).isZero();
        assertThat(recorded())
                .containsExactly("ci --no-audit --no-fund --loglevel=error", "run --silent build -- --logLevel warn");
    }

    @Test
    void whatIsUpToDateIsNotBuiltAndNeedsNoNode() throws Exception {
        built();

        Ended ended = run("build", "required");

        assertThat(ended).isEqualTo(new Ended(0, ""));
        assertThat(page).exists();
    }

    @Test
    void packagesThatAreUpToDateAreNotInstalledAgain() throws Exception {
        node("v24.1.0");
        Files.createDirectories(home.resolve("web/node_modules"));
        Files.createFile(home.resolve("web/node_modules/.package-lock.json"));

        run("build", "optional");

        assertThat(recorded()).singleElement().asString().startsWith("run ");
    }

    @Test
    void withoutNodeThePageIsLeftOutInWords() throws Exception {
        built();
        Files.createFile(home.resolve("web/changed.ts"));
        Files.setLastModifiedTime(
                home.resolve("web/changed.ts"), FileTime.from(Instant.now().plusSeconds(60)));

        Ended ended = run("build", "optional");

        assertThat(ended.code()).isZero();
        assertThat(ended.out())
                .startsWith("The web page is left out: ")
                .contains("there is none", "https://nodejs.org");
        assertThat(page).as("an earlier page would be out of date").doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"v18.20.4", "v20.18.3", "v22.11.0"})
    void anOldNodeIsNamed(String version) throws Exception {
        node(version);

        assertThat(run("build", "optional").out()).contains("there is " + version);
        assertThat(recorded()).isEmpty();
    }

    @Test
    void aRequiredPageFailsTheBuildWithoutNode() throws Exception {
        assertThat(run("build", "required").code()).isEqualTo(1);
        assertThat(run("test", "required").code()).isEqualTo(1);
    }

    @Test
    void packagesThatCannotBeInstalledLeaveThePageOut() throws Exception {
        node("v20.19.0");
        script("npm", "echo no network >&2; exit 1");

        Ended ended = run("build", "optional");

        assertThat(ended.code()).isZero();
        assertThat(ended.out()).contains("no network", "The web page is left out: npm could not install");
    }

    @Test
    void aPageWithFaultsFailsTheBuild() throws Exception {
        node("v20.19.0");
        script("npm", "[ $1 = ci ] || exit 2");

        assertThat(run("build", "optional").code()).isEqualTo(2);
        assertThat(run("test", "optional").code()).isEqualTo(2);
    }

    @Test
    void theTestsSayThatTheyAreLeftOutAndKeepThePage() throws Exception {
        built();

        Ended ended = run("test", "optional", "${skipTests}", "false", "${test}");

        assertThat(ended.code()).isZero();
        assertThat(ended.out()).startsWith("The tests of the web page are left out: ");
        assertThat(page).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "LauncherRunTest"})
    void theTestsAreSkippedWhenMavenSkipsOrPicksTests(String skip) throws Exception {
        node("v20.19.0");

        assertThat(run("test", "required", "${skipTests}", skip)).isEqualTo(new Ended(0, ""));
        assertThat(run("e2e", "required", "${skipTests}", skip)).isEqualTo(new Ended(0, ""));
        assertThat(recorded()).isEmpty();
    }

    @Test
    void theEndToEndTestsRunWithNode() throws Exception {
        node("v20.19.0");

        assertThat(run("e2e", "required", "${skipTests}", "${test}").code()).isZero();
        assertThat(recorded()).last().isEqualTo("run --silent e2e");
    }

    @Test
    void withoutNodeTheEndToEndTestsFailAndNameTheWayOut() throws Exception {
        Ended ended = run("e2e", "required");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.out()).contains("https://nodejs.org", "-De2e=skip");
    }

    @Test
    void theEndToEndTestsCanBeLeftOutAndSaySo() throws Exception {
        assertThat(run("e2e", "skip"))
                .isEqualTo(new Ended(0, "The end-to-end tests are left out: -De2e=skip" + System.lineSeparator()));
    }

    /** What a process said on both outputs, and how it ended. */
    private record Ended(int code, String out) {}

    private Ended run(String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("/bin/sh", home.resolve("web/build").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "PATH",
                        tools.toString(),
                        "RECORD",
                        home.resolve("record").toString()));
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), out);
    }

    private void node(String version) throws IOException {
        script("node", "echo " + version);
        script("npm", "echo \"$*\" >>\"$RECORD\"");
    }

    private List<String> recorded() throws IOException {
        Path record = home.resolve("record");
        return Files.exists(record) ? Files.readAllLines(record) : List.of();
    }

    /** A page that is newer than all sources. */
    private void built() throws IOException {
        Files.createDirectories(page.getParent());
        Files.createFile(page);
        Files.setLastModifiedTime(page, FileTime.from(Instant.now().plusSeconds(30)));
    }

    private void script(String name, String body) throws IOException {
        Path file = tools.resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
