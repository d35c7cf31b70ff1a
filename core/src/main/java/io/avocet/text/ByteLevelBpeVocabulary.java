package io.avocet.text;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The {@code vocab.json} and {@code merges.txt} of RoBERTa: byte-pair encoding of bytes that are written as printable
 * characters. Converted as {@code RobertaConverter} in {@code convert_slow_tokenizer.py} of Python's transformers does.
 */
final class ByteLevelBpeVocabulary implements VocabularyFormat {
    private static final String VOCABULARY = "vocab.json";
    private static final String MERGES = "merges.txt";

    /** With add_prefix_space, trim_offsets, the quoted separator and its id, the quoted classification token and its id. */
    @SuppressWarnings("InlineFormatString") // a whole file reads better alone
    private static final String TEMPLATE = """
            {
              "version": "1.0",
              "truncation": null,
              "padding": null,
              "added_tokens": [],
              "normalizer": null,
              "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": %1$b, "trim_offsets": true, "use_regex": true},
              "post_processor": {
                "type": "RobertaProcessing",
                "sep": [%3$s, %4$d],
                "cls": [%5$s, %6$d],
                "trim_offsets": %2$b,
                "add_prefix_space": %1$b
              },
              "decoder": {"type": "ByteLevel", "add_prefix_space": true, "trim_offsets": true, "use_regex": true},
              "model": {
                "type": "BPE",
                "dropout": null,
                "unk_token": null,
                "continuing_subword_prefix": null,
                "end_of_word_suffix": null,
                "fuse_unk": false,
                "byte_fallback": false,
                "ignore_merges": false
              }
            }
            """;

    @Override
    public List<String> fileNames() {
        return List.of(VOCABULARY, MERGES);
    }

    @Override
    public ObjectNode convert(TokenizerFiles files) {
        Path file = files.path(VOCABULARY);
        Map<String, Integer> ids = ids(files.content(VOCABULARY), file);
        AddedTokens added = AddedTokens.of(files, SpecialTokens.ROBERTA, Set.of("mask_token"), ids, file);
        ObjectNode root = Json.object(String.format(
                Locale.ROOT,
                TEMPLATE,
                files.option("add_prefix_space", false),
                files.option("trim_offsets", true),
                Json.quoted(added.name("sep_token")),
                added.id("sep_token"),
                Json.quoted(added.name("cls_token")),
                added.id("cls_token")));
        root.set("added_tokens", added.json());
        ObjectNode model = (ObjectNode) root.get("model");
        ids.forEach(model.putObject("vocab")::put);
        setMerges(
                model.putArray("merges"), VocabularyLines.read(files.content(MERGES), files.path(MERGES)), ids, files);
        return root;
    }

    private static Map<String, Integer> ids(byte[] bytes, Path file) {
        Map<String, Integer> ids = new LinkedHashMap<>();
        BitSet taken = new BitSet();
        try (JsonParser json = Json.parser(bytes)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw VocabularyFormat.broken(file, " does not hold a JSON object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String piece = json.currentName();
                int id = json.nextToken() == JsonToken.VALUE_NUMBER_INT ? json.getIntValue() : -1;
                if (id < 0 || id >= MAX_PIECES) {
                    throw at(
                            json,
                            file,
                            "has the id " + json.getText() + ", an integer from 0 to " + (MAX_PIECES - 1)
                                    + " is allowed",
                            piece);
                }
                if (ids.put(piece, id) != null) {
                    throw at(json, file, "is there twice", piece);
                }
                if (taken.get(id)) {
                    throw at(json, file, "has the id " + id + " of another piece", piece);
                }
                taken.set(id);
            }
        } catch (IOException e) {
            throw Tokenizer.broken(file, e);
        }
        if (ids.isEmpty()) {
            throw VocabularyFormat.broken(file, " holds no pieces");
        }
        return ids;
    }

    private static RuntimeException at(JsonParser json, Path file, String problem, String piece) {
        JsonLocation location = json.currentTokenLocation();
        return VocabularyFormat.broken(
                file,
                ", line " + location.getLineNr() + ", column " + location.getColumnNr() + ": the piece \"" + piece
                        + "\" " + problem);
    }

    /** Each line merges two pieces into a third, the most frequent first; the first line may name a version. */
    private static void setMerges(
            ArrayNode merges, List<String> lines, Map<String, Integer> ids, TokenizerFiles files) {
        Map<String, Integer> lineOfMerge = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (i == 0 && line.startsWith("#version")) {
                continue;
            }
            String place = ", line " + (i + 1) + ": ";
            String[] pieces = line.split(" ", -1);
            if (pieces.length != 2 || pieces[0].isEmpty() || pieces[1].isEmpty()) {
                throw VocabularyFormat.broken(
                        files.path(MERGES),
                        place + "\"" + line + "\" should be two pieces with one space between them");
            }
            for (String piece : List.of(pieces[0], pieces[1], pieces[0] + pieces[1])) {
                if (!ids.containsKey(piece)) {
                    throw VocabularyFormat.broken(
                            files.path(MERGES), place + "the piece \"" + piece + "\" is not in " + VOCABULARY);
                }
            }
            Integer earlier = lineOfMerge.putIfAbsent(line, i + 1);
            if (earlier != null) {
                throw VocabularyFormat.broken(
                        files.path(MERGES), place + "\"" + line + "\" is in line " + earlier + ", too");
            }
            merges.addArray().add(pieces[0]).add(pieces[1]);
        }
    }
}
