package io.avocet.lab.encode;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The user's request for an encoding.
 *
 * @param baseModel folder or id of the model whose tokenizer encodes
 * @param scoreFiles labelled emails, in the order in which a later label overrules an earlier one
 * @param labelsFile another label set
 * @param maxTokens tokens of one text at most, special tokens included; empty: what fine-tuning reads
 */
public record EncodeRequest(String baseModel, List<Path> scoreFiles, Optional<Path> labelsFile, OptionalInt maxTokens) {
    public EncodeRequest {
        scoreFiles = List.copyOf(scoreFiles);
    }
}
