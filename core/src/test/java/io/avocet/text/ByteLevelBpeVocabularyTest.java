package io.avocet.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.avocet.error.UserError;
import io.avocet.golden.Golden;
import io.avocet.testing.Refusal;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteLevelBpeVocabularyTest {
    private static final String SPECIAL = "\"<s>\": 0, \"<pad>\": 1, \"</s>\": 2, \"<unk>\": 3, \"<mask>\": 4";

    @TempDir
    Path folder;

    @BeforeEach
    void aSmallVocabulary() throws IOException {
        write("vocab.json", "{" + SPECIAL + ", \"a\": 5, \"b\": 6, \"ab\": 7, \"\u0120\": 8, \"\u0120ab\": 9}");
        write("merges.txt", "#version: 0.2\na b\n\u0120 ab\n");
    }

    @Test
    void theConvertedVocabularyIsTheCheckpointsTokenizerJson() throws IOException {
        assertThat(new ByteLevelBpeVocabulary().convert(TokenizerFiles.read(splitRoberta(folder))))
                .isEqualTo(Golden.read(Golden.ROBERTA, "tokenizer.json"));
    }

    @Test
    void theFirstWordHasASpaceBeforeItIfTheConfigurationSaysSo() throws IOException {
        assertThat(encode("ab ab")).containsExactly(0, 7, 9, 2);
        write("tokenizer_config.json", "{\"add_prefix_space\": true, \"trim_offsets\": false}");
        assertThat(encode("ab ab")).containsExactly(0, 9, 9, 2);
    }

    @Test
    void theMaskTakesTheSpacesBeforeIt() {
        assertThat(encode("ab <mask>")).containsExactly(0, 7, 4, 2);
    }

    @Test
    void theFirstLineOfTheMergesNeedNotNameAVersion() throws IOException {
        write("merges.txt", "a b\n\u0120 ab");
        assertThat(encode("ab ab")).containsExactly(0, 7, 9, 2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a b c  | line 2: \"a b c\" should be two pieces",
                "ab     | line 2: \"ab\" should be two pieces",
                "'a '   | line 2: \"a \" should be two pieces",
                "' a'   | line 2: \" a\" should be two pieces",
                "a x    | line 2: the piece \"x\" is not in vocab.json",
                "b a    | line 2: the piece \"ba\" is not in vocab.json"
            })
    void aBrokenMergeIsNamedWithItsLine(String line, String message) throws IOException {
        write("merges.txt", "#version: 0.2\n" + line + "\n");
        assertRefused("merges.txt, " + message);
    }

    @Test
    void aMergeThatIsThereTwiceIsNamedWithBothLines() throws IOException {
        write("merges.txt", "a b\n\u0120 ab\na b\n");
        assertRefused("merges.txt, line 3: \"a b\" is in line 1");
    }

    @Test
    void emptyFilesAreRefused() throws IOException {
        write("merges.txt", "");
        assertRefused("merges.txt is empty");
        write("vocab.json", "{}");
        assertRefused("vocab.json holds no pieces");
        write("vocab.json", "");
        assertRefused("vocab.json does not hold a JSON object");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"a\": 5, \"a\": 6       | column 73: the piece \"a\" is there twice",
                "\"a\": 5, \"b\": 5       | column 73: the piece \"b\" has the id 5 of another piece",
                "\"a\": -1                | column 65: the piece \"a\" has the id -1",
                "\"a\": 2000000           | column 65: the piece \"a\" has the id 2000000",
                "\"a\": \"5\"             | column 65: the piece \"a\" has the id 5",
                "\"a\": 5, \"b\"          | column",
                "\"a\": 99999999999       | column"
            })
    void aBrokenEntryIsNamedWithItsPlace(String entries, String message) throws IOException {
        write("vocab.json", "{" + SPECIAL + ", " + entries + "}");
        assertRefused("line 1, " + message);
    }

    @Test
    void bytesThatAreNotUtf8AreNamedWithTheirPlace() throws IOException {
        Files.write(folder.resolve("vocab.json"), new byte[] {'{', '\n', '"', (byte) 0xFF, '"', ':', '1', '}'});
        assertRefused("line 2, column");
        aSmallVocabulary();
        Files.write(folder.resolve("merges.txt"), new byte[] {'a', ' ', 'b', '\n', (byte) 0xFF});
        assertRefused("merges.txt, line 2: the text is not UTF-8");
    }

    @Test
    void aMissingSpecialTokenIsNamed() throws IOException {
        write("vocab.json", "{\"a\": 0}");
        assertRefused("vocab.json lacks the special token");
    }

    @Test
    void aFileThatIsTooLargeIsNotRead() throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("vocab.json").toFile(), "rw")) {
            file.setLength(200_000_000); // a hole
        }
        assertRefused("it has 200000000 bytes; allowed are 134217728");
    }

    @Test
    void oneFileOfTheTwoIsNoTokenizer() throws IOException {
        Files.delete(folder.resolve("merges.txt"));
        Refusal.assertRefused(UserError.Kind.NOT_FOUND, () -> Tokenizer.open(folder))
                .hasMessageContaining("vocab.json with merges.txt");
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content);
    }

    private int[] encode(String text) {
        try (Tokenizer tokenizer = Tokenizer.open(folder)) {
            return tokenizer.encode(text, 64);
        }
    }

    private void assertRefused(String message) {
        Refusal.assertRefused(UserError.Kind.BAD_INPUT, () -> Tokenizer.open(folder))
                .hasMessageContaining(message);
    }

    /**
     * Writes {@code vocab.json} and {@code merges.txt} as RoBERTa's {@code tokenizer.json} holds them, and that its mask, unlike
     * the published one, leaves the space before it alone.
     */
    static Path splitRoberta(Path to) throws IOException {
        JsonNode model = Golden.read(Golden.ROBERTA, "tokenizer.json").get("model");
        StringBuilder merges = new StringBuilder("#version: 0.2\n");
        model.get("merges")
                .forEach(pair -> merges.append(pair.get(0).asText())
                        .append(' ')
                        .append(pair.get(1).asText())
                        .append('\n'));
        Files.writeString(to.resolve("vocab.json"), model.get("vocab").toString());
        Files.writeString(to.resolve("merges.txt"), merges);
        Files.writeString(
                to.resolve("tokenizer_config.json"),
                "{\"added_tokens_decoder\": {\"4\": {\"content\": \"<mask>\", \"lstrip\": false, \"special\": true}}}");
        return to;
    }
}
