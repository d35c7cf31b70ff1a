package io.avocet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.avocet.Console;
import io.avocet.testing.ChildProcess.Ended;
import io.avocet.testing.ChildProcesses;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ManualCommandTest {
    @TempDir
    Path folder;

    @RegisterExtension
    final ChildProcesses processes = new ChildProcesses();

    @Test
    void thePageHasEveryCommandAndOptionForPeople() {
        assertThat(page())
                .startsWith(".TH \"AVOCET\" \"1\"")
                .contains(".SS \"avocet finetune\"", ".SS \"avocet models pull ", "\\-\\-score\\-file FILE")
                .doesNotContain("rehearse", "%n", "${");
    }

    @Tag("slow")
    @Test
    void mandocMissesTheDateAlone() throws Exception {
        Ended ended = run("mandoc", "-T", "lint", "-W", "warning");

        assertThat(ended.out().lines()).singleElement().asString().contains("missing date");
    }

    @Tag("slow")
    @Test
    void manShowsIt() throws Exception {
        Ended ended = run("man", "--warnings", "-P", "cat", "-l");

        assertThat(ended.code()).as(ended.toString()).isZero();
        assertThat(ended.out()).contains("avocet models pull", "--score-file FILE");
        assertThat(ended.err()).isEmpty();
    }

    private String page() {
        return new Console(folder).run("manual").out();
    }

    private Ended run(String... command) throws IOException {
        assumeThat(new File("/usr/bin/" + command[0]))
                .as("%s is installed", command[0])
                .exists();
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.command()
                .add(Files.writeString(folder.resolve("avocet.1"), page()).toString());
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("MANWIDTH", "200");
        return processes.start(builder).end();
    }
}
