package io.avocet.hub;

import io.avocet.checkpoint.WeightFiles;
import io.avocet.error.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which files of a repository make a base model. */
final class ModelFiles {
    static final String INDEX = "model.safetensors.index.json";

    private static final String CONFIG = "config.json";
    private static final String WEIGHTS = "model.safetensors";

    /** Any of these sets makes a tokenizer. */
    private static final List<List<String>> TOKENIZERS = List.of(
            List.of("tokenizer.json"),
            List.of("spm.model"),
            List.of("sentencepiece.bpe.model"),
            List.of("vocab.txt"),
            List.of("vocab.json", "merges.txt"));

    private static final List<String> SMALL = List.of(
            CONFIG,
            "tokenizer_config.json",
            "special_tokens_map.json",
            "added_tokens.json",
            "spm.model",
            "sentencepiece.bpe.model",
            "vocab.txt",
            "vocab.json",
            "merges.txt",
            "tokenizer.json");

    private ModelFiles() {}

    /** The first thing that a folder lacks to be a base model; empty if it lacks nothing. */
    static Optional<String> missing(Path snapshot) {
        if (!has(snapshot, CONFIG)) {
            return Optional.of(CONFIG);
        }
        if (TOKENIZERS.stream().noneMatch(files -> files.stream().allMatch(file -> has(snapshot, file)))) {
            return Optional.of("tokenizer.json");
        }
        if (has(snapshot, WEIGHTS)) {
            return Optional.empty();
        }
        if (has(snapshot, INDEX)) {
            return shards(snapshot).filter(file -> !has(snapshot, file)).findFirst();
        }
        return Optional.of(WEIGHTS);
    }

    private static boolean has(Path snapshot, String file) {
        return Files.isRegularFile(snapshot.resolve(file));
    }

    /** The files of this revision to fetch first: all but the shards, of which the index must be read for. */
    static List<String> withoutShards(Revision revision) {
        String weights = revision.files().contains(WEIGHTS) ? WEIGHTS : INDEX;
        return Stream.concat(SMALL.stream(), Stream.of(weights))
                .filter(revision.files()::contains)
                .toList();
    }

    /** The shards that the index in this folder names. */
    static Stream<String> shards(Path snapshot) {
        return WeightFiles.shardNames(snapshot.resolve(INDEX)).stream();
    }

    /** Refuses a repository from which no base model can be made, before anything of it is fetched. */
    static void requireUsable(String id, Revision revision) {
        Set<String> files = revision.files();
        if (!files.contains(WEIGHTS) && !files.contains(INDEX)) {
            boolean pickle = files.contains("pytorch_model.bin") || files.contains("pytorch_model.bin.index.json");
            throw new UserError(
                    pickle ? UserError.Kind.BAD_INPUT : UserError.Kind.NOT_FOUND,
                    pickle
                            ? "The base model " + id + " has its weights only in pytorch_model.bin, which is refused"
                                    + " because it is a pickle, and a pickle can run code when it is read: choose a"
                                    + " model that has " + WEIGHTS
                                    + ", or convert it elsewhere and use that folder in its"
                                    + " place."
                            : "The base model " + id + " has neither " + WEIGHTS + " nor " + INDEX
                                    + ". Choose another model.");
        }
        if (!files.contains(CONFIG) || TOKENIZERS.stream().noneMatch(files::containsAll)) {
            throw new UserError(
                    UserError.Kind.NOT_FOUND,
                    "The base model " + id + " has no " + CONFIG + ", or no tokenizer of a kind that can be used"
                            + " (tokenizer.json, spm.model, sentencepiece.bpe.model, vocab.txt, or vocab.json with"
                            + " merges.txt). Choose another model.");
        }
    }
}
