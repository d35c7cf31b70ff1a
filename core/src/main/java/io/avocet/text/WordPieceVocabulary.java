package io.avocet.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.avocet.error.UserError;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The {@code vocab.txt} of BERT and DistilBERT: one WordPiece per line, the id of which is the number of lines above it.
 * Converted as {@code BertConverter} in {@code convert_slow_tokenizer.py} of Python's transformers does.
 */
final class WordPieceVocabulary implements VocabularyFormat {
    private static final String FILE = "vocab.txt";

    /** With the quoted classification token, the quoted separator, and their ids. */
    @SuppressWarnings("InlineFormatString") // a whole file reads better alone
    private static final String TEMPLATE = """
            {
              "version": "1.0",
              "truncation": null,
              "padding": null,
              "added_tokens": [],
              "normalizer": {"type": "BertNormalizer", "clean_text": true},
              "pre_tokenizer": {"type": "BertPreTokenizer"},
              "post_processor": {
                "type": "TemplateProcessing",
                "single": [
                  {"SpecialToken": {"id": %1$s, "type_id": 0}},
                  {"Sequence": {"id": "A", "type_id": 0}},
                  {"SpecialToken": {"id": %2$s, "type_id": 0}}
                ],
                "pair": [
                  {"SpecialToken": {"id": %1$s, "type_id": 0}},
                  {"Sequence": {"id": "A", "type_id": 0}},
                  {"SpecialToken": {"id": %2$s, "type_id": 0}},
                  {"Sequence": {"id": "B", "type_id": 1}},
                  {"SpecialToken": {"id": %2$s, "type_id": 1}}
                ],
                "special_tokens": {
                  %1$s: {"id": %1$s, "ids": [%3$d], "tokens": [%1$s]},
                  %2$s: {"id": %2$s, "ids": [%4$d], "tokens": [%2$s]}
                }
              },
              "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": true},
              "model": {"type": "WordPiece", "continuing_subword_prefix": "##", "max_input_chars_per_word": 100}
            }
            """;

    @Override
    public List<String> fileNames() {
        return List.of(FILE);
    }

    @Override
    public ObjectNode convert(TokenizerFiles files) {
        Path file = files.path(FILE);
        Map<String, Integer> ids = ids(VocabularyLines.read(files.content(FILE), file), file);
        AddedTokens added = AddedTokens.of(files, SpecialTokens.BERT, Set.of(), ids, file);
        ObjectNode root = Json.object(String.format(
                Locale.ROOT,
                TEMPLATE,
                Json.quoted(added.name("cls_token")),
                Json.quoted(added.name("sep_token")),
                added.id("cls_token"),
                added.id("sep_token")));
        setNormalizer((ObjectNode) root.get("normalizer"), files);
        root.set("added_tokens", added.json());
        ObjectNode model = (ObjectNode) root.get("model");
        model.put("unk_token", added.name("unk_token"));
        ids.forEach(model.putObject("vocab")::put);
        return root;
    }

    private static Map<String, Integer> ids(List<String> lines, Path file) {
        Map<String, Integer> ids = new LinkedHashMap<>();
        for (String piece : lines) {
            int line = ids.size() + 1;
            if (piece.isEmpty()) {
                throw VocabularyFormat.broken(file, ", line " + line + ": the line is empty, a piece should be there");
            }
            Integer earlier = ids.putIfAbsent(piece, line - 1);
            if (earlier != null) {
                throw VocabularyFormat.broken(
                        file, ", line " + line + ": the piece \"" + piece + "\" is in line " + (earlier + 1) + ", too");
            }
        }
        return ids;
    }

    private static void setNormalizer(ObjectNode normalizer, TokenizerFiles files) {
        if (!files.option("do_basic_tokenize", true)) {
            throw new UserError(
                    UserError.Kind.BAD_INPUT,
                    files.path(TokenizerFiles.CONFIG) + " sets do_basic_tokenize to false, only true is supported with "
                            + FILE + ". Put the checkpoint's tokenizer.json next to it.");
        }
        normalizer.put("handle_chinese_chars", files.option("tokenize_chinese_chars", true));
        normalizer.put("lowercase", files.option("do_lower_case", true));
        normalizer.set("strip_accents", files.option("strip_accents")); // null: accents go where letters are lowered
    }
}
