package io.avocet.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.avocet.golden.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SavedTokenizerTest {
    private static final String CONFIG = "tokenizer_config.json";

    @TempDir
    Path source;

    @TempDir
    Path target;

    static Stream<Path> checkpoints() {
        return Stream.of(
                Golden.folder(Golden.BERT),
                Golden.folder(Golden.DISTILBERT),
                Golden.folder(Golden.ROBERTA),
                Golden.folder(Golden.MODERNBERT),
                Golden.folder(Golden.DEBERTA),
                Golden.folder(Golden.XLM_ROBERTA));
    }

    @ParameterizedTest
    @MethodSource("checkpoints")
    void pythonIsToldToReadTokenizerJsonAsItIs(Path checkpoint) throws IOException {
        JsonNode config = saved(checkpoint, false);
        JsonNode original = Golden.json(checkpoint.resolve(CONFIG));

        assertThat(target.resolve("tokenizer.json")).hasSameBinaryContentAs(checkpoint.resolve("tokenizer.json"));
        assertThat(config.get("tokenizer_class").asText()).isEqualTo("PreTrainedTokenizerFast");
        assertThat(config.has("backend")).isFalse();
        for (Map.Entry<String, JsonNode> entry : original.properties()) {
            if (!entry.getKey().equals("tokenizer_class") && !entry.getKey().equals("backend")) {
                assertThat(config.get(entry.getKey())).as(entry.getKey()).isEqualTo(entry.getValue());
            }
        }
        assertThat(target).isDirectoryNotContaining("glob:**.part");
        for (Map.Entry<String, JsonNode> token :
                Golden.json(target.resolve("special_tokens_map.json")).properties()) {
            assertThat(token.getValue()).as(token.getKey()).isEqualTo(config.get(token.getKey()));
        }
        Path ofOriginal = checkpoint.resolve("special_tokens_map.json");
        if (Files.exists(ofOriginal)) {
            assertThat(Golden.json(target.resolve("special_tokens_map.json"))).isEqualTo(Golden.json(ofOriginal));
        }
    }

    @ParameterizedTest
    @MethodSource("checkpoints")
    void whatIsSavedReadsAsTheSource(Path checkpoint) throws IOException {
        saved(checkpoint, false);
        try (Tokenizer first = Tokenizer.open(checkpoint);
                Tokenizer second = Tokenizer.open(target)) {
            assertThat(second.padId()).isEqualTo(first.padId());
            assertThat(second.vocabularySize()).isEqualTo(first.vocabularySize());
            assertThat(second.encode("Offer <mask> [MASK] 2026", 64))
                    .isEqualTo(first.encode("Offer <mask> [MASK] 2026", 64));
        }
    }

    @Test
    void theVocabularyFilesOfTheSourceAreKept() throws IOException {
        saved(Golden.folder(Golden.DEBERTA), false);
        assertThat(target.resolve("spm.model"))
                .hasSameBinaryContentAs(Golden.folder(Golden.DEBERTA).resolve("spm.model"));
    }

    @Test
    void aConvertedVocabularyIsSavedWithAllThatItNeeds() throws IOException {
        Golden.copy(Golden.folder(Golden.XLM_ROBERTA), source, "sentencepiece.bpe.model");
        try (Tokenizer tokenizer = Tokenizer.open(source)) {
            Files.delete(source.resolve("sentencepiece.bpe.model"));
            assertThat(tokenizer.padId()).isEqualTo(1);
            tokenizer.save(target, false);
        }
        assertThat(Golden.json(target.resolve("tokenizer.json")))
                .isEqualTo(Golden.read(Golden.XLM_ROBERTA, "tokenizer.json"));
        JsonNode config = Golden.json(target.resolve(CONFIG));
        SpecialTokens.ROBERTA.forEach(
                (key, token) -> assertThat(config.get(key).asText()).as(key).isEqualTo(token));
        assertThat(config.get("model_max_length").asInt()).isEqualTo(512);
        assertThat(target.resolve("sentencepiece.bpe.model"))
                .hasSameBinaryContentAs(Golden.folder(Golden.XLM_ROBERTA).resolve("sentencepiece.bpe.model"));
    }

    @Test
    void specialTokensAreNamedAsTextsAndOnlyThoseThatTokenizerJsonAdds() throws IOException {
        Golden.copy(Golden.folder(Golden.BERT), source, "tokenizer.json");
        Files.writeString(
                source.resolve(CONFIG),
                "{\"pad_token\": \"[UNK]\", \"bos_token\": \"[Q]\", \"eos_token\": null, \"model_max_length\": 128}");
        Files.writeString(
                source.resolve("special_tokens_map.json"),
                "{\"pad_token\": {\"content\": \"[PAD]\", \"lstrip\": true}, \"mask_token\": \"[MASK]\"}");
        JsonNode config = saved(source, false);

        SpecialTokens.BERT.forEach(
                (key, token) -> assertThat(config.get(key).asText()).as(key).isEqualTo(token));
        assertThat(config.has("bos_token")).isFalse();
        assertThat(config.has("eos_token")).isFalse();
        assertThat(config.get("model_max_length").asInt()).isEqualTo(128);
    }

    @Test
    void whatWouldChangeTokenizerJsonInPythonIsLeftOut() throws IOException {
        Golden.copy(Golden.folder(Golden.ROBERTA), source, "tokenizer.json");
        Files.writeString(source.resolve(CONFIG), """
                {"auto_map": {"AutoTokenizer": ["a.B", null]}, "added_tokens_decoder": {"4": {"content": "<mask>", "lstrip": true}},
                "add_prefix_space": true, "add_bos_token": true, "split_special_tokens": true, "from_slow": true,
                "additional_special_tokens": ["<new>"], "errors": "replace"}
                """);
        JsonNode config = saved(source, false);

        assertThat(config.properties().stream().map(Map.Entry::getKey))
                .contains("errors")
                .doesNotContain(
                        "auto_map",
                        "added_tokens_decoder",
                        "add_bos_token",
                        "split_special_tokens",
                        "from_slow",
                        "additional_special_tokens");
        assertThat(config.get("add_prefix_space").asBoolean()).isFalse(); // as in tokenizer.json
    }

    @Test
    void theNetworkIsGivenTokenTypesOnlyIfItReadsThem() throws IOException {
        assertThat(saved(Golden.folder(Golden.BERT), true)
                        .get("model_input_names")
                        .toString())
                .isEqualTo("[\"input_ids\",\"token_type_ids\",\"attention_mask\"]");
        assertThat(saved(Golden.folder(Golden.DISTILBERT), false)
                        .get("model_input_names")
                        .toString())
                .isEqualTo("[\"input_ids\",\"attention_mask\"]");
    }

    @Test
    void cuttingAndPaddingAreTakenOutOfTokenizerJson() throws IOException {
        TokenizerFilesTest.writeCutAndPadded(Golden.BERT, source, 128, 128);
        saved(source, true);
        assertThat(Golden.json(target.resolve("tokenizer.json"))).isEqualTo(Golden.read(Golden.BERT, "tokenizer.json"));
    }

    private JsonNode saved(Path checkpoint, boolean tokenTypes) {
        try (Tokenizer tokenizer = Tokenizer.open(checkpoint)) {
            tokenizer.save(target, tokenTypes);
        }
        return Golden.json(target.resolve(CONFIG));
    }
}
