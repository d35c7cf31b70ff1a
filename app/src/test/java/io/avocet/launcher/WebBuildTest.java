package io.avocet.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.testing.ChildProcess.Ended;
import io.avocet.testing.ChildProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What web/build does with and without Node, below a folder of the test and with a PATH of its own. */
@Tag("slow")
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WebBuildTest {
    private static final List<String> TOOLS = List.of("dirname", "find", "mkdir", "rm", "touch");

    @RegisterExtension
    final ChildProcesses processes = new ChildProcesses();

    @TempDir
    Path home;

    private Tools tools;
    private Path page;

    @BeforeEach
    void install() throws IOException {
        Path source = Path.of(System.getProperty("avocet.home", ""), "web/build");
        Files.createDirectories(home.resolve("web"));
        Files.copy(source, home.resolve("web/build"));
        Files.createFile(home.resolve("web/package-lock.json"));
        Path contract = home.resolve("app/src/main/resources/io/avocet/http/openapi.yaml");
        Files.createDirectories(contract.getParent());
        Files.createFile(contract);
        page = home.resolve("app/target/classes/io/avocet/web/index.html");
        tools = Tools.of(home.resolve("tools"), TOOLS);
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

        assertThat(ended).isEqualTo(new Ended(0, "", ""));
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
        tools.script("npm", "echo no network >&2; exit 1");

        Ended ended = run("build", "optional");

        assertThat(ended.code()).isZero();
        assertThat(ended.out()).contains("no network", "The web page is left out: npm could not install");
    }

    @Test
    void aPageWithFaultsFailsTheBuild() throws Exception {
        node("v20.19.0");
        tools.script("npm", "[ $1 = ci ] || exit 2");

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

        assertThat(run("test", "required", "${skipTests}", skip)).isEqualTo(new Ended(0, "", ""));
        assertThat(run("e2e", "required", "${skipTests}", skip)).isEqualTo(new Ended(0, "", ""));
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
        assertThat(run("e2e", "skip")).isEqualTo(new Ended(0, "The end-to-end tests are left out: -De2e=skip\n", ""));
    }

    private Ended run(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of("/bin/sh", home.resolve("web/build").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "PATH",
                        tools.folder().toString(),
                        "RECORD",
                        home.resolve("record").toString()));
        return processes.start(builder).end();
    }

    private void node(String version) throws IOException {
        tools.script("node", "echo " + version);
        tools.script("npm", "echo \"$*\" >>\"$RECORD\"");
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
}
