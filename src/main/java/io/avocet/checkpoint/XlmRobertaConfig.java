package io.avocet.checkpoint;

/**
 * XLM-RoBERTa, as the published code reads it
 * (<a href="https://github.com/huggingface/transformers/blob/v4.57.3/src/transformers/models/xlm_roberta/configuration_xlm_roberta.py">
 * configuration_xlm_roberta.py</a>). The first {@code padTokenId + 1} of its positions hold no token.
 *
 * @param typeVocabularySize rows of the token-type embeddings; every token has type 0
 */
public record XlmRobertaConfig(EncoderConfig encoder, double classifierDropout, int typeVocabularySize)
        implements ModelConfig {
    static final String MODEL_TYPE = "xlm-roberta";

    public XlmRobertaConfig {
        Allowed.dropout("classifier_dropout", classifierDropout);
        Allowed.size("type_vocab_size", typeVocabularySize, 1, 1_000);
        Allowed.size("max_position_embeddings", encoder.maxPositions(), encoder.padTokenId() + 2, Integer.MAX_VALUE);
    }

    static XlmRobertaConfig of(ConfigJson json) {
        json.requireOnly("position_embedding_type", "absolute", "absolute");
        EncoderConfig encoder = EncoderConfig.of(json, 1e-12, 1);
        return new XlmRobertaConfig(
                encoder, json.number("classifier_dropout", encoder.hiddenDropout()), json.size("type_vocab_size", 2));
    }

    @Override
    public String architecture() {
        return "XLMRobertaForSequenceClassification";
    }
}
