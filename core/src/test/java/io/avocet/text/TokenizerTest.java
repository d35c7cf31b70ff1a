package io.avocet.text;

import static io.avocet.testing.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.avocet.error.UserError;
import io.avocet.golden.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TokenizerTest {
    private static final int MAX_TOKENS = 512;
    private static final int NO_LIMIT = Integer.MAX_VALUE;

    @TempDir
    Path folder;

    static Stream<Arguments> tokenizersAndGoldens() {
        return Stream.of("tokenizer.json", "SentencePiece")
                .flatMap(source -> Stream.of(
                        Arguments.of(source, Golden.folder(Golden.DEBERTA), "spm.model", "classify.json"),
                        Arguments.of(source, Golden.folder(Golden.DEBERTA_NLI), "spm.model", "zero_shot.json"),
                        Arguments.of(
                                source, Golden.folder(Golden.XLM_ROBERTA), "sentencepiece.bpe.model", "classify.json"),
                        Arguments.of(
                                source,
                                Golden.folder(Golden.XLM_ROBERTA_NLI),
                                "sentencepiece.bpe.model",
                                "zero_shot.json")));
    }

    static Stream<Arguments> laterFamilies() {
        return Stream.of(
                Arguments.of(Golden.folder(Golden.BERT), List.of("tokenizer.json", "tokenizer_config.json")),
                Arguments.of(Golden.folder(Golden.BERT), List.of("vocab.txt")),
                Arguments.of(Golden.folder(Golden.DISTILBERT), List.of("tokenizer.json")),
                Arguments.of(Golden.folder(Golden.DISTILBERT), List.of("vocab.txt", "tokenizer_config.json")),
                Arguments.of(Golden.folder(Golden.ROBERTA), List.of("tokenizer.json")),
                Arguments.of(Golden.folder(Golden.ROBERTA), List.of("vocab.json", "merges.txt")),
                Arguments.of(Golden.folder(Golden.MODERNBERT), List.of("tokenizer.json")));
    }

    @ParameterizedTest
    @MethodSource("laterFamilies")
    void idsOfTheLaterFamiliesAreThoseOfThePythonStack(Path checkpoint, List<String> names) throws IOException {
        if (names.contains("vocab.json")) {
            ByteLevelBpeVocabularyTest.splitRoberta(folder);
        } else {
            Golden.copy(checkpoint, folder, names.toArray(String[]::new));
        }
        List<GoldenTokens> rows = GoldenTokens.read(checkpoint.resolve("classify.json"));
        assertThat(rows).hasSizeGreaterThan(5).anyMatch(row -> row.ids().size() == MAX_TOKENS);
        try (Tokenizer tokenizer = Tokenizer.open(folder)) {
            for (GoldenTokens row : rows) {
                assertThat(tokenizer.encode(row.first(), MAX_TOKENS))
                        .as(row.first())
                        .containsExactly(row.ids().toArray(Integer[]::new));
            }
        }
    }

    static Stream<Arguments> pairs() {
        return Stream.of(
                Arguments.of(Golden.folder(Golden.BERT), 1, true),
                Arguments.of(Golden.folder(Golden.DISTILBERT), 1, true),
                Arguments.of(Golden.folder(Golden.DEBERTA), 1, true),
                Arguments.of(Golden.folder(Golden.MODERNBERT), 1, false),
                Arguments.of(Golden.folder(Golden.ROBERTA), 2, false),
                Arguments.of(Golden.folder(Golden.XLM_ROBERTA), 2, false));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void theSecondTextOfAPairIsASegmentOfItsOwnWhereTheTokenizerSaysSo(
            Path checkpoint, int separators, boolean twoSegments) throws IOException {
        try (Tokenizer tokenizer = Tokenizer.open(Golden.copy(checkpoint, folder, "tokenizer.json"))) {
            int[] first = tokenizer.encode("Thank you for your interest", NO_LIMIT);
            int[] second = tokenizer.encode("an offer", NO_LIMIT);
            for (int dropped : new int[] {0, 1, 3}) {
                int start = first.length - dropped + separators - 1;
                int length = start + second.length - 1;
                TokenSequence pair = tokenizer.encodePair("Thank you for your interest", "an offer", length);
                assertThat(pair.length()).isEqualTo(length);
                assertThat(pair.ids())
                        .startsWith(Arrays.copyOf(first, first.length - dropped - 1))
                        .endsWith(Arrays.copyOfRange(second, 1, second.length));
                int[] types =
                        IntStream.range(0, length).map(i -> i < start ? 0 : 1).toArray();
                assertThat(pair.types()).isEqualTo(twoSegments ? types : new int[0]);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{}; true",
                "{'tokenizer_class': 'BertTokenizer'}; true",
                "{'tokenizer_class': 'TokenizersBackend'}; false",
                "{'tokenizer_class': 'PreTrainedTokenizerFast'}; false",
                "{'tokenizer_class': 'PreTrainedTokenizerFast', 'model_input_names': ['input_ids', 'token_type_ids']}; true",
                "{'tokenizer_class': 'BertTokenizer', 'model_input_names': ['input_ids', 'attention_mask']}; false",
            })
    void typesAreGivenWherePythonGivesThem(String config, boolean given) throws IOException {
        Golden.copy(Golden.folder(Golden.BERT), folder, "tokenizer.json");
        Files.writeString(folder.resolve("tokenizer_config.json"), config.replace('\'', '"'));
        try (Tokenizer tokenizer = Tokenizer.open(folder)) {
            assertThat(tokenizer.encodePair("an offer", "hired", NO_LIMIT).types().length > 0)
                    .isEqualTo(given);
        }
    }

    @ParameterizedTest
    @MethodSource("tokenizersAndGoldens")
    void idsAreThoseOfThePythonStack(String source, Path checkpoint, String model, String golden) throws IOException {
        String file = source.equals("SentencePiece") ? model : source;
        List<GoldenTokens> rows = GoldenTokens.read(checkpoint.resolve(golden));
        assertThat(rows).hasSizeGreaterThan(5).anyMatch(row -> row.ids().size() == MAX_TOKENS);
        try (Tokenizer tokenizer = Tokenizer.open(Golden.copy(checkpoint, folder, file))) {
            for (GoldenTokens row : rows) {
                int[] ids = row.second().isEmpty()
                        ? tokenizer.encode(row.first(), MAX_TOKENS)
                        : tokenizer
                                .encodePair(row.first(), row.second(), MAX_TOKENS)
                                .ids();
                assertThat(ids).as(row.first()).containsExactly(row.ids().toArray(Integer[]::new));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("tokenizersAndGoldens")
    void aBatchHasTheIdsOfItsTexts(String source, Path checkpoint, String model, String golden) throws IOException {
        String file = source.equals("SentencePiece") ? model : source;
        List<String> texts = GoldenTokens.read(checkpoint.resolve(golden)).stream()
                .map(GoldenTokens::first)
                .toList();
        // More than the native library is given at once.
        List<String> many = IntStream.range(0, 300)
                .mapToObj(i -> texts.get(i % texts.size()))
                .toList();
        try (Tokenizer tokenizer = Tokenizer.open(Golden.copy(checkpoint, folder, file))) {
            assertThat(tokenizer.encodeAll(many, 64))
                    .containsExactlyElementsOf(many.stream()
                            .map(text -> tokenizer.encode(text, 64))
                            .toList());
            assertThat(tokenizer.encodeAll(List.of(), 64)).isEmpty();
        }
    }

    @Test
    void aLongTextKeepsItsFirstIdsAndTheFinalSeparator() {
        try (Tokenizer tokenizer = Tokenizer.open(Golden.folder(Golden.DEBERTA))) {
            int[] whole = tokenizer.encode("Thank you for your interest", NO_LIMIT);
            int[] cut = tokenizer.encode("Thank you for your interest", 5);
            assertThat(cut).isEqualTo(new int[] {whole[0], whole[1], whole[2], whole[3], 2});
            assertThat(tokenizer.encode("Thank you for your interest", whole.length))
                    .isEqualTo(whole);
            assertThat(tokenizer.encode("Thank you", 2)).isEqualTo(new int[] {1, 2});
        }
    }

    @Test
    void onlyTheFirstOfAPairIsCut() {
        try (Tokenizer tokenizer = Tokenizer.open(Golden.folder(Golden.XLM_ROBERTA))) {
            int[] second = tokenizer.encode("an offer", NO_LIMIT);
            int[] pair = tokenizer
                    .encodePair("Thank you for your interest", "an offer", second.length + 5)
                    .ids();
            int[] first = tokenizer.encode("Thank you for your interest", 5);
            assertThat(Arrays.copyOf(pair, 5)).isEqualTo(first);
            assertThat(pair).hasSize(second.length + 5).endsWith(Arrays.copyOfRange(second, 1, second.length));
        }
    }

    @Test
    void aSecondTextThatLeavesNoRoomIsTheUsersToShorten() {
        try (Tokenizer tokenizer = Tokenizer.open(Golden.folder(Golden.DEBERTA))) {
            assertRefused(UserError.Kind.BAD_INPUT, () -> tokenizer.encodePair("Offer", "long label ".repeat(50), 16))
                    .hasMessageContaining("At most 16 tokens")
                    .hasMessageContaining("shorten the label");
        }
    }

    @Test
    void theVocabularyEndsWithTheMask() {
        try (Tokenizer deberta = Tokenizer.open(Golden.folder(Golden.DEBERTA));
                Tokenizer xlmRoberta = Tokenizer.open(Golden.folder(Golden.XLM_ROBERTA))) {
            assertThat(deberta.vocabularySize()).isEqualTo(501);
            assertThat(deberta.encode("[MASK]", 8)).isEqualTo(new int[] {1, 500, 2});
            assertThat(deberta.padId()).isZero();
            assertThat(xlmRoberta.vocabularySize()).isEqualTo(502);
            assertThat(xlmRoberta.encode("<mask>", 8)).isEqualTo(new int[] {0, 501, 2});
            assertThat(xlmRoberta.padId()).isEqualTo(1);
        }
    }

    @Test
    void halfASurrogatePairReadsAsTheReplacementCharacter() {
        try (Tokenizer tokenizer = Tokenizer.open(Golden.folder(Golden.DEBERTA))) {
            int[] expected = tokenizer.encode("offer \uFFFD letter 😀", MAX_TOKENS);
            for (String half : List.of("\uD83D", "\uDE00")) {
                String text = "offer " + half + " letter 😀";
                assertThat(tokenizer.encode(text, MAX_TOKENS)).isEqualTo(expected);
                assertThat(tokenizer.encodeAll(List.of(text), MAX_TOKENS)).containsExactly(expected);
                assertThat(tokenizer.encodePair(text, text, MAX_TOKENS).ids())
                        .isEqualTo(tokenizer
                                .encodePair("offer \uFFFD letter 😀", "offer \uFFFD letter 😀", MAX_TOKENS)
                                .ids());
            }
        }
    }

    @Test
    void aNulCharacterDoesNotEndTheText() {
        try (Tokenizer tokenizer = Tokenizer.open(Golden.folder(Golden.DEBERTA))) {
            int[] tail = tokenizer.encode("letter", MAX_TOKENS);
            int[] ids = tokenizer.encode("offer\0 letter", MAX_TOKENS);
            assertThat(ids).hasSizeGreaterThan(tail.length).endsWith(Arrays.copyOfRange(tail, 1, tail.length));
        }
    }

    @Test
    void manyThreadsMayShareATokenizer() {
        try (Tokenizer tokenizer = Tokenizer.open(Golden.folder(Golden.DEBERTA))) {
            int[] expected = tokenizer.encode("Interview invitation", MAX_TOKENS);
            List<int[]> ids = IntStream.range(0, 500)
                    .parallel()
                    .mapToObj(i -> tokenizer.encode("Interview invitation", MAX_TOKENS))
                    .toList();
            assertThat(ids).allSatisfy(found -> assertThat(found).isEqualTo(expected));
        }
    }

    @Test
    void aClosedTokenizerSaysSo() {
        Tokenizer tokenizer = Tokenizer.open(Golden.folder(Golden.DEBERTA));
        tokenizer.close();
        tokenizer.close();
        assertThatIllegalStateException().isThrownBy(() -> tokenizer.encode("a", 8));
        assertThatIllegalStateException().isThrownBy(() -> tokenizer.encodePair("a", "b", 8));
        assertThatIllegalStateException().isThrownBy(() -> tokenizer.encodeAll(List.of("a"), 8));
    }
}
