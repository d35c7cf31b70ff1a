package io.avocet.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import io.avocet.error.UserError;
import io.avocet.golden.Golden;
import io.avocet.testing.Refusal;
import io.avocet.text.SentencePieceModel.Piece;
import io.avocet.text.SentencePieceModel.PieceType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SentencePieceModelTest {
    private static final Path FILE = Path.of("spm.model");
    private static final byte[] PIECE = message(1, new byte[] {1 << 3 | 2, 1, 'a', 2 << 3 | 5, 0, 0, -128, -65});
    private static final byte[] TRAINER = message(2, new byte[] {3 << 3, 1});
    private static final byte[] NORMALIZER = message(3, new byte[0]);

    static Stream<Path> checkpoints() {
        return Stream.of(Golden.folder(Golden.DEBERTA), Golden.folder(Golden.XLM_ROBERTA));
    }

    @ParameterizedTest
    @MethodSource("checkpoints")
    void theConvertedModelIsTheCheckpointsTokenizerJson(Path checkpoint) throws IOException {
        SentencePieceFamily family = checkpoint.equals(Golden.folder(Golden.XLM_ROBERTA))
                ? SentencePieceFamily.XLM_ROBERTA
                : SentencePieceFamily.DEBERTA_V2;
        Path file = checkpoint.resolve(family.fileNames().get(0));
        SentencePieceModel model = SentencePieceModel.parse(Files.readAllBytes(file), file);
        JsonNode converted = SentencePieceConversion.convert(model, family, file);
        assertThat(converted).isEqualTo(Golden.json(checkpoint.resolve("tokenizer.json")));
    }

    @Test
    void aUserDefinedPieceBecomesAnAddedToken() throws IOException {
        List<Piece> pieces = List.of(
                new Piece("<unk>", 0, PieceType.UNKNOWN),
                new Piece("<s>", 0, PieceType.CONTROL),
                new Piece("</s>", 0, PieceType.CONTROL),
                new Piece("a", -1, PieceType.NORMAL),
                new Piece("<extra>", 0, PieceType.USER_DEFINED));
        SentencePieceModel model = new SentencePieceModel(pieces, ByteString.EMPTY);
        byte[] converted = Json.bytes(SentencePieceConversion.convert(model, SentencePieceFamily.XLM_ROBERTA, FILE));
        assertThat(Vocabulary.read(converted, FILE).addedTokens())
                .containsEntry("<extra>", 5)
                .containsEntry("<mask>", 6);
        try (NativeTokenizer tokenizer = NativeTokenizer.of(new String(converted, StandardCharsets.UTF_8))) {
            assertThat(tokenizer.encode("<extra>", 8)).isEqualTo(new int[] {0, 5, 2});
        }
    }

    @Test
    void aSmallModelIsParsed() {
        SentencePieceModel model = SentencePieceModel.parse(join(PIECE, TRAINER, NORMALIZER), FILE);
        assertThat(model.pieces()).containsExactly(new Piece("a", -1, PieceType.NORMAL));
        assertThat(model.charsmap().isEmpty()).isTrue();
    }

    @Test
    void fieldsThatNobodyReadsArePassedOver() {
        byte[] other = {9 << 3, 1};
        byte[] piece = message(1, join(new byte[] {1 << 3 | 2, 1, 'a'}, other));
        byte[] trainer = message(2, join(other, new byte[] {3 << 3, 1}));
        byte[] normalizer = message(3, join(other, new byte[] {3 << 3, 1, 5 << 3, 1}));
        SentencePieceModel model = SentencePieceModel.parse(join(other, piece, trainer, normalizer), FILE);
        assertThat(model.pieces()).containsExactly(new Piece("a", 0, PieceType.NORMAL));
    }

    @Test
    void theTypesOfPiecesAreNumberedFromOne() {
        PieceType[] types = PieceType.values();
        for (int number = 1; number <= types.length; number++) {
            byte[] piece = message(1, new byte[] {1 << 3 | 2, 1, 'a', 3 << 3, (byte) number});
            assertThat(SentencePieceModel.parse(join(piece, TRAINER, NORMALIZER), FILE)
                            .pieces())
                    .containsExactly(new Piece("a", 0, types[number - 1]));
        }
        for (byte unknown : new byte[] {0, 7}) {
            byte[] piece = message(1, new byte[] {1 << 3 | 2, 1, 'a', 3 << 3, unknown});
            assertRefused(join(piece, TRAINER, NORMALIZER))
                    .hasMessageContaining("a piece is of the unknown type " + unknown);
        }
    }

    @Test
    void aPieceWithoutTextIsRefused() {
        assertRefused(join(message(1, new byte[0]), TRAINER, NORMALIZER)).hasMessageContaining("piece \"\"");
    }

    @Test
    void aModelCutShortAnywhereIsRefused() throws IOException {
        byte[] small = join(PIECE, TRAINER, NORMALIZER);
        for (int length = 0; length < small.length; length++) {
            assertRefused(Arrays.copyOf(small, length));
        }
        byte[] whole = Files.readAllBytes(Golden.folder(Golden.DEBERTA).resolve("spm.model"));
        for (int length = 0; length < whole.length; length += 4999) {
            assertRefused(Arrays.copyOf(whole, length));
        }
    }

    @Test
    void anotherKindOfModelIsRefusedByName() {
        assertRefused(join(PIECE, message(2, new byte[] {3 << 3, 2}), NORMALIZER))
                .hasMessageContaining("model_type is bpe");
        assertRefused(join(PIECE, message(2, new byte[] {3 << 3, 4}), NORMALIZER))
                .hasMessageContaining("model_type is char");
        assertRefused(join(PIECE, TRAINER, message(3, new byte[] {3 << 3, 0})))
                .hasMessageContaining("add_dummy_prefix is false");
        assertRefused(join(PIECE, TRAINER, message(3, new byte[] {5 << 3, 0})))
                .hasMessageContaining("escape_whitespaces is false");
        assertRefused(join(PIECE, message(2, new byte[] {3 << 3, 3}), NORMALIZER))
                .hasMessageContaining("model_type is word");
        for (byte unknown : new byte[] {0, 5}) {
            assertRefused(join(PIECE, message(2, new byte[] {3 << 3, unknown}), NORMALIZER))
                    .hasMessageContaining("model_type is " + unknown);
        }
    }

    @Test
    void whatIsNoModelIsRefusedWithItsFile() {
        assertRefused("version https://git-lfs.github.com/spec/v1\n".getBytes(StandardCharsets.UTF_8))
                .hasMessageContaining("spm.model");
        assertRefused(join(TRAINER, NORMALIZER)).hasMessageContaining("no pieces");
        byte[] notANumber = message(1, new byte[] {1 << 3 | 2, 1, 'a', 2 << 3 | 5, 0, 0, -64, 127});
        assertRefused(join(notANumber, TRAINER, NORMALIZER)).hasMessageContaining("NaN");
        byte[] notUtf8 = message(1, new byte[] {1 << 3 | 2, 1, -1});
        assertRefused(join(notUtf8, TRAINER, NORMALIZER)).hasMessageContaining("UTF-8");
        byte[] negativeLength = {1 << 3 | 2, -1, -1, -1, -1, 15};
        assertRefused(negativeLength);
        byte[] tooShortACharacterMap = message(3, new byte[] {2 << 3 | 2, 2, 1, 0});
        assertRefused(join(PIECE, TRAINER, tooShortACharacterMap)).hasMessageContaining("the character map is broken");
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(byte[] bytes) {
        return Refusal.assertRefused(UserError.Kind.BAD_INPUT, () -> SentencePieceModel.parse(bytes, FILE));
    }

    private static byte[] message(int field, byte[] content) {
        return join(new byte[] {(byte) (field << 3 | 2), (byte) content.length}, content);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
