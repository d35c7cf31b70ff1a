package io.avocet.text;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import io.avocet.error.FetchAgain;
import io.avocet.error.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A SentencePiece unigram model as its file holds it. Tags are those of <a
 * href="https://github.com/google/sentencepiece/blob/v0.2.0/src/sentencepiece_model.proto">sentencepiece_model.proto</a>.
 *
 * @param pieces in the order of their ids
 * @param charsmap the map that normalizes characters; empty if there is none
 */
record SentencePieceModel(List<Piece> pieces, ByteString charsmap) {
    SentencePieceModel {
        pieces = List.copyOf(pieces);
        if (pieces.isEmpty()) {
            throw new IllegalArgumentException("it holds no pieces");
        }
        PrecompiledCharsmap.check(charsmap);
    }

    /** @param score the logarithm of its probability; 0 for pieces that no text is split into */
    record Piece(String text, float score, PieceType type) {
        Piece {
            if (text.isEmpty() || !Float.isFinite(score)) {
                throw new IllegalArgumentException("piece \"" + text + "\" has the score " + score);
            }
        }
    }

    enum PieceType {
        NORMAL,
        UNKNOWN,
        CONTROL,
        USER_DEFINED,
        UNUSED,
        BYTE;

        private static PieceType ofTag(int tag) {
            if (tag < 1 || tag > values().length) {
                throw new IllegalArgumentException("a piece is of the unknown type " + tag);
            }
            return values()[tag - 1];
        }
    }

    /** Parses {@code bytes}; {@code file} is where they come from, for the message of a {@link UserError}. */
    static SentencePieceModel parse(byte[] bytes, Path file) {
        try {
            return parse(CodedInputStream.newInstance(bytes));
        } catch (IOException | IllegalArgumentException e) {
            throw new UserError(
                    UserError.Kind.BAD_INPUT,
                    file + " is not a usable SentencePiece model: " + e.getMessage() + ". " + FetchAgain.advice(file)
                            + ", or put the checkpoint's tokenizer.json next to it.",
                    e);
        }
    }

    private static SentencePieceModel parse(CodedInputStream in) throws IOException {
        List<Piece> pieces = new ArrayList<>();
        ByteString charsmap = ByteString.EMPTY;
        boolean trained = false;
        boolean normalized = false;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 1 << 3 | 2 -> pieces.add(message(in, SentencePieceModel::piece));
                case 2 << 3 | 2 -> trained = message(in, SentencePieceModel::requireUnigram);
                case 3 << 3 | 2 -> {
                    charsmap = message(in, SentencePieceModel::charsmapOf);
                    normalized = true;
                }
                default -> in.skipField(tag);
            }
        }
        if (!trained || !normalized) {
            throw new IllegalArgumentException("it ends before its trainer_spec or normalizer_spec, as if truncated");
        }
        return new SentencePieceModel(pieces, charsmap);
    }

    private static Piece piece(CodedInputStream in) throws IOException {
        String text = "";
        float score = 0;
        PieceType type = PieceType.NORMAL;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 1 << 3 | 2 -> text = in.readStringRequireUtf8();
                case 2 << 3 | 5 -> score = in.readFloat();
                case 3 << 3 -> type = PieceType.ofTag(in.readEnum());
                default -> in.skipField(tag);
            }
        }
        return new Piece(text, score, type);
    }

    private static boolean requireUnigram(CodedInputStream in) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == 3 << 3) {
                int type = in.readEnum();
                if (type != 1) {
                    String name = type >= 2 && type <= 4
                            ? List.of("bpe", "word", "char").get(type - 2)
                            : "" + type;
                    throw new IllegalArgumentException("its model_type is " + name + ", only unigram is supported");
                }
            } else {
                in.skipField(tag);
            }
        }
        return true;
    }

    private static ByteString charsmapOf(CodedInputStream in) throws IOException {
        ByteString charsmap = ByteString.EMPTY;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 2 << 3 | 2 -> charsmap = in.readBytes();
                case 3 << 3 -> requireTrue(in.readBool(), "add_dummy_prefix");
                case 5 << 3 -> requireTrue(in.readBool(), "escape_whitespaces");
                default -> in.skipField(tag);
            }
        }
        return charsmap;
    }

    private static void requireTrue(boolean option, String name) {
        if (!option) {
            throw new IllegalArgumentException("its " + name + " is false, only true is supported");
        }
    }

    /** Reads one embedded message: a length, then as many bytes. */
    private static <T> T message(CodedInputStream in, MessageReader<T> reader) throws IOException {
        int outer = in.pushLimit(in.readRawVarint32());
        T value = reader.read(in);
        in.checkLastTagWas(0);
        in.popLimit(outer);
        return value;
    }

    private interface MessageReader<T> {
        T read(CodedInputStream in) throws IOException;
    }
}
