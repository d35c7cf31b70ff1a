package io.avocet.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.avocet.error.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelSetTest {
    @TempDir
    Path folder;

    @Test
    void theCanonicalLabelsHaveTheIdsOfTheDesign() {
        assertThat(LabelSet.CANONICAL.size()).isEqualTo(10);
        assertThat(LabelSet.CANONICAL.name(0)).isEqualTo("interview_scheduled");
        assertThat(LabelSet.CANONICAL.id("digest")).hasValue(7);
        assertThat(LabelSet.CANONICAL.id("hired")).hasValue(9);
        assertThat(LabelSet.CANONICAL.id("profile_alert")).isEmpty();
    }

    @Test
    void aFileKeepsItsOrderPastBlankLinesAndAByteOrderMark() throws IOException {
        assertThat(LabelSet.read(file("\uFEFFzeta\n\n  alpha \r\n\t\nÜber uns\n")))
                .isEqualTo(new LabelSet(List.of("zeta", "alpha", "Über uns")));
    }

    @Test
    void aMissingFileAndAFolderAreNamed() {
        Path missing = folder.resolve("none.txt");
        assertThatThrownBy(() -> LabelSet.read(missing))
                .isInstanceOf(UserError.class)
                .hasMessage("Label file not found: " + missing + ". It has one label per line.");
        assertThatThrownBy(() -> LabelSet.read(folder))
                .isInstanceOf(UserError.class)
                .hasMessage(folder + " is a folder; name a file.");
    }

    @Test
    void twoLabelsAreEnough() throws IOException {
        assertThat(LabelSet.read(file("a\nb\n"))).isEqualTo(new LabelSet(List.of("a", "b")));
    }

    @Test
    void namesThatAreNoLabelSetAreRefused() {
        for (List<String> names : List.of(List.of("a"), List.of("a", "b", "a"))) {
            assertThatThrownBy(() -> new LabelSet(names))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("A label set has two or more distinct labels, got " + names);
        }
        for (String name : List.of(" ", "b\u0007")) {
            assertThatThrownBy(() -> new LabelSet(List.of("a", name)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("A label is blank or has a control character");
        }
    }

    @Test
    void fewerThanTwoLabelsAreRefused() throws IOException {
        assertRefused("", " has no label; a label file has two or more, one a line.");
        assertRefused("only\n", " has one label; a label file has two or more, one a line.");
    }

    @Test
    void aRepeatedLabelIsNamedWithBothLines() throws IOException {
        assertRefused("a\n\nb\na\n", ":4: 'a' is on line 1 already. Write one label per line, each once.");
    }

    @Test
    void linesThatAreNoLabelsAreNamed() throws IOException {
        assertRefused("a\nb\u0007c\n", ":2: a label has no control characters. Write one label per line, each once.");
        assertRefused(
                "a\n" + "b".repeat(201),
                ":2: longer than the 200 bytes that a label may have. Write one label per line, each once.");
        Path latin1 = Files.write(folder.resolve("latin1"), "a\n\u00FCb".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> LabelSet.read(latin1)).hasMessageContaining(latin1 + ":2: not UTF-8.");
    }

    private void assertRefused(String content, String message) throws IOException {
        Path file = file(content);
        assertThatThrownBy(() -> LabelSet.read(file))
                .isInstanceOf(UserError.class)
                .hasMessage(file + message);
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("labels.txt"), content);
    }
}
