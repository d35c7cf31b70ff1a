package io.avocet.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTreeTest {
    @TempDir
    Path folder;

    @Test
    void aLinkIsDeletedAndWhatItLeadsToIsKept() throws IOException {
        Path kept = Files.createDirectories(folder.resolve("kept"));
        Files.writeString(kept.resolve("file"), "mine");
        Path tree = Files.createDirectories(folder.resolve("tree/deep"));
        Files.createSymbolicLink(tree.resolve("link"), kept);
        Files.createSymbolicLink(tree.resolve("nowhere"), folder.resolve("none"));
        Files.createSymbolicLink(folder.resolve("top"), kept);

        FileTree.delete(folder.resolve("tree"));
        FileTree.delete(folder.resolve("top"));
        FileTree.delete(folder.resolve("never there"));

        assertThat(folder).isDirectoryNotContaining("glob:**/{tree,top}");
        assertThat(kept.resolve("file")).hasContent("mine");
    }

    @Test
    void aFileIsReplacedWhole() throws IOException {
        Path file = folder.resolve("a");
        FileTree.write(file, "old".getBytes(StandardCharsets.UTF_8));
        FileTree.write(file, "new".getBytes(StandardCharsets.UTF_8));
        assertThat(file).hasContent("new");
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void aWriteThatFailsLeavesNoPart() throws IOException {
        Path file = folder.resolve("a");
        Files.createDirectories(file.resolve("in the way"));
        assertThatThrownBy(() -> FileTree.write(file, new byte[1])).isInstanceOf(IOException.class);
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }
}
