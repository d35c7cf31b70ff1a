package io.avocet.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.avocet.error.UserError;
import io.avocet.golden.Golden;
import io.avocet.testing.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenizerFilesTest {
    @TempDir
    Path source;

    @Test
    void aFolderWithoutATokenizerIsNamedWithTheFilesLookedFor() {
        assertRefused(source, UserError.Kind.NOT_FOUND)
                .hasMessageContaining(source.toString())
                .hasMessageContaining("tokenizer.json")
                .hasMessageContaining("spm.model")
                .hasMessageContaining("sentencepiece.bpe.model")
                .hasMessageContaining("vocab.txt")
                .hasMessageContaining("vocab.json with merges.txt");
        assertRefused(source.resolve("missing"), UserError.Kind.NOT_FOUND);
    }

    @Test
    void aBrokenTokenizerJsonIsNamedWithTheReason() throws IOException {
        Path file = source.resolve("tokenizer.json");
        Files.writeString(file, "version https://git-lfs.github.com/spec/v1");
        assertRefused(source, UserError.Kind.BAD_INPUT)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("line 1, column")
                .hasMessageContaining("'version'");
        Files.writeString(file, "{\"model\": {\"type\": \"Unigram\"}}");
        assertRefused(source, UserError.Kind.BAD_INPUT).hasMessageContaining("model.vocab is missing or empty");
        Files.writeString(file, "{\"model\": {\"type\": \"NoSuchModel\", \"vocab\": {\"a\": 0}}}");
        assertRefused(source, UserError.Kind.BAD_INPUT).hasMessageContaining(file.toString());
        byte[] whole = Files.readAllBytes(Golden.folder(Golden.DEBERTA).resolve("tokenizer.json"));
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        assertRefused(source, UserError.Kind.BAD_INPUT).hasMessageContaining(file.toString());
    }

    @Test
    void aTokenizerThatFailsOnUnknownPiecesIsRefused() throws IOException {
        ObjectNode json = (ObjectNode) Golden.read(Golden.DEBERTA, "tokenizer.json");
        ((ObjectNode) json.get("model")).putNull("unk_id");
        Files.writeString(source.resolve("tokenizer.json"), json.toString());
        assertRefused(source, UserError.Kind.BAD_INPUT).hasMessageContaining("unk_id");
    }

    @Test
    void aCharacterMapThatLeadsOutOfItselfIsRefused() throws IOException {
        ObjectNode json = (ObjectNode) Golden.read(Golden.DEBERTA, "tokenizer.json");
        ((ObjectNode) json.at("/normalizer/normalizers/1")).put("precompiled_charsmap", "BAAAAP////8=");
        Files.writeString(source.resolve("tokenizer.json"), json.toString());
        assertRefused(source, UserError.Kind.BAD_INPUT).hasMessageContaining("character map");
        ((ObjectNode) json.at("/normalizer/normalizers/1")).put("precompiled_charsmap", "");
        Files.writeString(source.resolve("tokenizer.json"), json.toString());
        assertRefused(source, UserError.Kind.BAD_INPUT).hasMessageContaining("precompiled_charsmap is empty");
    }

    @Test
    void aTemplateWithAnUnknownSpecialTokenIsRefused() throws IOException {
        ObjectNode json = (ObjectNode) Golden.read(Golden.DEBERTA, "tokenizer.json");
        ((ObjectNode) json.at("/post_processor/special_tokens")).remove("[SEP]");
        Files.writeString(source.resolve("tokenizer.json"), json.toString());
        assertRefused(source, UserError.Kind.BAD_INPUT).hasMessageContaining("adds [SEP]");
    }

    @Test
    void truncationAndPaddingInTheFileAreNotUsed() throws IOException {
        writeCutAndPadded(Golden.DEBERTA, source, 4, 300);
        try (Tokenizer tokenizer = Tokenizer.open(source);
                Tokenizer golden = Tokenizer.open(Golden.folder(Golden.DEBERTA))) {
            assertThat(tokenizer.encode("Thank you for your interest", 512))
                    .isEqualTo(golden.encode("Thank you for your interest", 512));
        }
    }

    @Test
    void aSentencePieceFileOfTheOtherFamilyIsRefused() throws IOException {
        Files.copy(Golden.folder(Golden.XLM_ROBERTA).resolve("sentencepiece.bpe.model"), source.resolve("spm.model"));
        assertRefused(source, UserError.Kind.BAD_INPUT)
                .hasMessageContaining(source.resolve("spm.model").toString())
                .hasMessageContaining("[<unk>, <s>, </s>");
    }

    @Test
    void optionsThatTheConversionLeavesOutAreRefusedByName() throws IOException {
        Golden.copy(Golden.folder(Golden.DEBERTA), source, "spm.model");
        Files.writeString(source.resolve("tokenizer_config.json"), "{\"do_lower_case\": true}");
        assertRefused(source, UserError.Kind.BAD_INPUT)
                .hasMessageContaining("do_lower_case")
                .hasMessageContaining("tokenizer_config.json");
    }

    @Test
    void thePaddingTokenMayBeAnObject() throws IOException {
        Golden.copy(Golden.folder(Golden.DEBERTA), source, "tokenizer.json");
        Files.writeString(
                source.resolve("special_tokens_map.json"),
                "{\"pad_token\": {\"content\": \"[MASK]\", \"lstrip\": false}}");
        try (Tokenizer tokenizer = Tokenizer.open(source)) {
            assertThat(tokenizer.padId()).isEqualTo(500);
        }
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(Path folder, UserError.Kind kind) {
        return Refusal.assertRefused(kind, () -> Tokenizer.open(folder));
    }

    /** Writes the {@code tokenizer.json} of a checkpoint as one that cuts and pads. */
    static void writeCutAndPadded(String model, Path to, int maxLength, int paddedLength) throws IOException {
        ObjectNode json = (ObjectNode) Golden.read(model, "tokenizer.json");
        json.putObject("truncation")
                .put("direction", "Right")
                .put("max_length", maxLength)
                .put("strategy", "LongestFirst")
                .put("stride", 0);
        json.putObject("padding")
                .put("direction", "Right")
                .putNull("pad_to_multiple_of")
                .put("pad_id", 0)
                .put("pad_type_id", 0)
                .put("pad_token", "[PAD]")
                .putObject("strategy")
                .put("Fixed", paddedLength);
        Files.writeString(to.resolve("tokenizer.json"), json.toString());
    }
}
