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
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompletionCommandTest {
    @TempDir
    Path folder;

    @RegisterExtension
    final ChildProcesses processes = new ChildProcesses();

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void aScriptHasWhatPeopleUseAndNothingElse(String shell) {
        String script = script(shell);

        assertThat(script)
                .contains("avocet", "finetune", "score-file", "pull")
                .doesNotContain("rehearse", "prepare-mail", "./avocet");
    }

    @Test
    void anotherShellIsRefusedWithThoseThatThereAre() {
        Console.Result result = new Console(folder).run("completion", "tcsh");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("SHELL is 'tcsh'. Allowed: bash, zsh, fish.");
    }

    @Tag("slow")
    @ParameterizedTest
    @CsvSource({
        "avocet fine,finetune",
        "avocet finetune --score,--score-file",
        "avocet models pu,pull",
        "avocet models pull --he,--help",
        "avocet finetune --split str,stratified"
    })
    void fishCompletes(String typed, String completed) throws Exception {
        Ended ended = shell("fish", "source $argv[1]; complete -C $argv[2]", script("fish"), typed);

        assertThat(ended.err()).isEmpty();
        assertThat(ended.out().lines().map(line -> line.replaceFirst("\t.*", "")))
                .contains(completed);
    }

    /** COMP_WORDS is what bash gives to the function of a completion. */
    @Tag("slow")
    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh"})
    void bashAndZshReadTheScript(String shell) throws Exception {
        String complete = shell.equals("zsh")
                ? "autoload -U +X compinit && compinit -D -u; . \"$1\" && whence -w _complete_avocet"
                : ". \"$1\"; COMP_WORDS=(avocet fine); COMP_CWORD=1; _complete_avocet; echo \"${COMPREPLY[*]}\"";

        Ended ended = shell(shell, complete, script(shell), "");

        assertThat(ended.code()).as(ended.toString()).isZero();
        assertThat(ended.out()).contains(shell.equals("zsh") ? "function" : "finetune");
    }

    private String script(String shell) {
        Console.Result result = new Console(folder).run("completion", shell);
        assertThat(result.exitCode()).isZero();
        return result.out();
    }

    /** Runs a line of a shell with a file of the script and one more argument. */
    private Ended shell(String shell, String line, String script, String argument) throws IOException {
        assumeThat(isInstalled(shell)).as("%s is installed", shell).isTrue();
        Path file = Files.writeString(folder.resolve("script"), script);
        List<String> options = shell.equals("fish") ? List.of("--no-config", "-c", line) : List.of("-c", line, shell);
        ProcessBuilder builder = new ProcessBuilder(shell);
        builder.command().addAll(options);
        builder.command().addAll(List.of(file.toString(), argument));
        builder.environment().put("HOME", folder.toString());
        return processes.start(builder.redirectInput(new File("/dev/null"))).end();
    }

    private static boolean isInstalled(String shell) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(place -> Files.isExecutable(Path.of(place, shell)));
    }
}
