package io.avocet.text;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The special tokens that checkpoints are published with, by their keys in {@code tokenizer_config.json}. */
final class SpecialTokens {
    /** The keys that Python's transformers knows. */
    static final List<String> KEYS =
            List.of("bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token");

    /** BERT, DistilBERT, DeBERTa, ModernBERT. */
    static final Map<String, String> BERT = Map.of(
            "unk_token", "[UNK]",
            "sep_token", "[SEP]",
            "pad_token", "[PAD]",
            "cls_token", "[CLS]",
            "mask_token", "[MASK]");

    /** RoBERTa, XLM-RoBERTa. */
    static final Map<String, String> ROBERTA = Map.of(
            "bos_token", "<s>",
            "eos_token", "</s>",
            "unk_token", "<unk>",
            "sep_token", "</s>",
            "pad_token", "<pad>",
            "cls_token", "<s>",
            "mask_token", "<mask>");

    private SpecialTokens() {}

    /** The published special tokens that are all among these tokens; none if no family's are. */
    static Map<String, String> publishedAmong(Set<String> tokens) {
        return Stream.of(BERT, ROBERTA)
                .filter(published -> tokens.containsAll(published.values()))
                .findFirst()
                .orElse(Map.of());
    }
}
