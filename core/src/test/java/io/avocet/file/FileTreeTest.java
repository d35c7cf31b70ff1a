package io.avocet.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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
}
