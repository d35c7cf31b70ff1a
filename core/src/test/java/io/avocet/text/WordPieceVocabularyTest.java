package io.avocet.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.error.UserError;
import io.avocet.golden.Golden;
import io.avocet.testing.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordPieceVocabularyTest {
    private static final String SPECIAL = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"bert-tiny", "bert-tiny-nli", "distilbert-tiny", "distilbert-tiny-nli"})
    void theConvertedVocabularyIsTheCheckpointsTokenizerJson(String name) throws IOException {
        Path checkpoint = Golden.folder(name);
        Golden.copy(checkpoint, folder, "vocab.txt");
        assertThat(new WordPieceVocabulary().convert(TokenizerFiles.read(folder)))
                .isEqualTo(Golden.json(checkpoint.resolve("tokenizer.json")));
    }

    @Test
    void lettersAreLoweredAndAccentsStrippedUnlessTheConfigurationSaysOtherwise() throws IOException {
        vocabulary(SPECIAL + "é\ne\nE\nÉ\n");
        assertThat(encode("e E é É")).containsExactly(2, 6, 6, 6, 6, 3);
        config("{\"do_lower_case\": false}");
        assertThat(encode("e E é É")).containsExactly(2, 6, 7, 5, 8, 3);
        config("{\"do_lower_case\": true, \"strip_accents\": false}");
        assertThat(encode("e E é É")).containsExactly(2, 6, 6, 5, 5, 3);
        config("{\"do_lower_case\": false, \"strip_accents\": true}");
        assertThat(encode("e E é É")).containsExactly(2, 6, 7, 6, 7, 3);
    }

    @Test
    void chineseCharactersAreWordsUnlessTheConfigurationSaysOtherwise() throws IOException {
        vocabulary(SPECIAL + "中\n文\n中文\n");
        assertThat(encode("中文")).containsExactly(2, 5, 6, 3);
        config("{\"tokenize_chinese_chars\": false}");
        assertThat(encode("中文")).containsExactly(2, 7, 3);
    }

    @Test
    void specialTokensMayHaveOtherNames() throws IOException {
        vocabulary("<pad>\n<unk>\n<s>\n</s>\n<mask>\na\n");
        config("{\"cls_token\": \"<s>\", \"sep_token\": {\"content\": \"</s>\"}, \"unk_token\": \"<unk>\"}");
        Files.writeString(
                folder.resolve("special_tokens_map.json"), "{\"pad_token\": \"<pad>\", \"mask_token\": \"<mask>\"}");
        assertThat(encode("a <mask> x")).containsExactly(2, 5, 4, 1, 3);
    }

    @Test
    void addedTokensFollowTheVocabulary() throws IOException {
        vocabulary(SPECIAL + "a\n");
        Files.writeString(folder.resolve("added_tokens.json"), "{\"<url>\": 6}");
        config("{\"added_tokens_decoder\": {\"7\": {\"content\": \"<date>\", \"special\": true}}}");
        assertThat(encode("a<url>a<date>")).containsExactly(2, 5, 6, 5, 7, 3);
        config("{\"added_tokens_decoder\": {\"9\": {\"content\": \"<date>\", \"special\": true}}}");
        assertRefused().hasMessageContaining("\"<date>\" with the id 9").hasMessageContaining("gives it 7");
    }

    @Test
    void linesMayEndAsOnWindows() throws IOException {
        vocabulary((SPECIAL + "a\n\n").replace("\n", "\r\n"));
        assertThat(encode("a")).containsExactly(2, 5, 3);
    }

    @Test
    void anEmptyVocabularyIsRefused() throws IOException {
        vocabulary("\n");
        assertRefused().hasMessageContaining(folder.resolve("vocab.txt") + " is empty");
    }

    @Test
    void aPieceThatIsThereTwiceIsNamedWithBothLines() throws IOException {
        vocabulary(SPECIAL + "a\nb\na\n");
        assertRefused().hasMessageContaining("vocab.txt, line 8: the piece \"a\" is in line 6");
    }

    @Test
    void anEmptyLineBetweenPiecesIsNamed() throws IOException {
        vocabulary(SPECIAL + "a\n\nb\n");
        assertRefused().hasMessageContaining("vocab.txt, line 7: the line is empty");
    }

    @Test
    void aMissingSpecialTokenIsNamed() throws IOException {
        vocabulary("[PAD]\n[UNK]\n[CLS]\na\n");
        assertRefused().hasMessageContaining("vocab.txt lacks the special token ");
    }

    @Test
    void aLineThatIsNotUtf8IsNamed() throws IOException {
        Files.write(folder.resolve("vocab.txt"), (SPECIAL + "\u00E9\n").getBytes(StandardCharsets.ISO_8859_1));
        assertRefused().hasMessageContaining("vocab.txt, line 6: the text is not UTF-8");
    }

    @Test
    void aVocabularyOfTooManyLinesIsRefused() throws IOException {
        Files.write(folder.resolve("vocab.txt"), "\n".repeat(2_000_001).getBytes(StandardCharsets.UTF_8));
        assertRefused().hasMessageContaining("more than 2000000 lines");
    }

    @Test
    void optionsThatWouldChangeTheIdsAreRefusedByName() throws IOException {
        vocabulary(SPECIAL);
        config("{\"do_basic_tokenize\": false}");
        assertRefused().hasMessageContaining("do_basic_tokenize").hasMessageContaining("tokenizer_config.json");
        config("{\"do_lower_case\": \"yes\"}");
        assertRefused().hasMessageContaining("do_lower_case is \"yes\", true or false is allowed");
    }

    private void vocabulary(String content) throws IOException {
        Files.writeString(folder.resolve("vocab.txt"), content);
    }

    private void config(String content) throws IOException {
        Files.writeString(folder.resolve("tokenizer_config.json"), content);
    }

    private int[] encode(String text) {
        try (Tokenizer tokenizer = Tokenizer.open(folder)) {
            return tokenizer.encode(text, 64);
        }
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertRefused() {
        return Refusal.assertRefused(UserError.Kind.BAD_INPUT, () -> Tokenizer.open(folder));
    }
}
