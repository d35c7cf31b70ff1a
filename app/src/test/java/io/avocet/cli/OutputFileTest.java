package io.avocet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.avocet.error.UserError;
import io.avocet.testing.ChildProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {
    @RegisterExtension
    final ChildProcesses processes = new ChildProcesses();

    @TempDir
    Path folder;

    @Test
    void aFolderALinkAPipeAndAPlaceWithoutAFolderAreRefused() throws IOException {
        Path kept = Files.writeString(folder.resolve("kept"), "kept");
        Path pipe = folder.resolve("pipe");
        assertThat(processes.start("mkfifo", pipe.toString()).exitCode()).isZero();
        assertRefused(folder, "is a folder. Name a file in it.");
        assertRefused(Files.createSymbolicLink(folder.resolve("link"), kept), "is not a regular file");
        assertRefused(
                Files.createSymbolicLink(folder.resolve("dangling"), folder.resolve("none")), "is not a regular file");
        assertRefused(pipe, "is not a regular file");
        assertRefused(folder.resolve("none/out"), "is not a writable folder");
    }

    @Test
    void noInputIsReplacedByWhateverNameItIsCalled() throws IOException {
        Path input = Files.writeString(folder.resolve("in"), "{}");
        Path hardLink = Files.createLink(folder.resolve("same"), input);
        assertRefused(folder.resolve("../" + folder.getFileName() + "/in"), "is one of the files that are read", input);
        assertRefused(hardLink, "is one of the files that are read", folder.resolve("none"), input);
    }

    @Test
    void aNewFileAndAnEarlierOutputAreFine() throws IOException {
        Path earlier = Files.writeString(folder.resolve("out"), "earlier");
        Path input = Files.writeString(folder.resolve("in"), "{}");
        assertThatNoException().isThrownBy(() -> OutputFile.require("--output", earlier, List.of(input)));
        assertThatNoException().isThrownBy(() -> OutputFile.require("--output", Path.of("new"), List.of(input)));
    }

    private static void assertRefused(Path file, String message, Path... inputs) {
        assertThatThrownBy(() -> OutputFile.require("--output", file, List.of(inputs)))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("--output " + file + " ")
                .hasMessageContaining(message);
    }
}
