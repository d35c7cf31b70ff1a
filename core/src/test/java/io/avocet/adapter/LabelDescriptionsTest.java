package io.avocet.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.avocet.data.LabelSet;
import io.avocet.error.UserError;
import io.avocet.testing.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelDescriptionsTest {
    private static final LabelSet LABELS = new LabelSet(List.of("ham", "junk_mail"));

    @TempDir
    Path folder;

    @Test
    void everyCanonicalLabelHasADescriptionOfItsOwn() {
        List<String> texts = LabelDescriptions.of(LabelSet.CANONICAL).texts();
        assertThat(texts).hasSize(10).doesNotHaveDuplicates().allMatch(text -> text.contains(" "));
        assertThat(texts).doesNotContainAnyElementsOf(LabelSet.CANONICAL.names());
    }

    @Test
    void anotherLabelDescribesItself() {
        assertThat(LabelDescriptions.of(LABELS).texts()).containsExactly("ham", "junk mail");
    }

    @Test
    void anEncoderReadsTheLabelInWordsBeforeItsDescription() {
        assertThat(new LabelDescriptions(LABELS, List.of("What I asked for", "Adverts")).withLabels())
                .containsExactly("ham: What I asked for", "junk mail: Adverts");
    }

    @Test
    void aFileGivesTheTextsInLabelOrder() throws IOException {
        assertThat(read("junk_mail: Unwanted: adverts\n\n  ham : What I asked for \n")
                        .texts())
                .containsExactly("What I asked for", "Unwanted: adverts");
    }

    @Test
    void eachMistakeIsNamedByLine() {
        assertRefused("ham: a\njunk_mail\n", ", line 2: is not of the form 'label: description'.");
        assertRefused("ham: \n", ", line 1: is not of the form 'label: description'.");
        assertRefused("\nspam: a\n", ", line 2: names the unknown label 'spam'; the labels are ham, junk_mail.");
        assertRefused("ham: a\nham: b\n", ", line 2: describes 'ham' a second time.");
        assertRefused("ham: a\n", " describes no junk_mail. Add one line 'label: description' for each.");
    }

    @Test
    void aFileThatIsMissingOrNoTextIsNamed() throws IOException {
        assertThatThrownBy(() -> LabelDescriptions.read(folder.resolve("none"), LABELS))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("Label descriptions not found: " + folder.resolve("none"))
                .hasMessageEndingWith("Name another file as the file of descriptions.");
        Files.write(file(), new byte[] {(byte) 0xC3, ':', ' ', 'x'});
        assertThatThrownBy(() -> LabelDescriptions.read(file(), LABELS))
                .isInstanceOf(UserError.class)
                .hasMessage(file() + " is not UTF-8 text; name a text file.");
        Refusal.assertRefused(UserError.Kind.BAD_INPUT, () -> LabelDescriptions.read(folder, LABELS))
                .hasMessage(folder + " is a folder; name a file.");
    }

    private void assertRefused(String content, String message) {
        assertThatThrownBy(() -> read(content)).isInstanceOf(UserError.class).hasMessage(file() + message);
    }

    private Path file() {
        return folder.resolve("descriptions.txt");
    }

    private LabelDescriptions read(String content) throws IOException {
        return LabelDescriptions.read(Files.writeString(file(), content), LABELS);
    }
}
