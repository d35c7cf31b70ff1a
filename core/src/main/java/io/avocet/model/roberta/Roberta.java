package io.avocet.model.roberta;

import io.avocet.checkpoint.ConfigJson;
import io.avocet.checkpoint.EncoderConfig;
import io.avocet.checkpoint.EncoderKeys;
import io.avocet.model.Architecture;
import io.avocet.model.Encoder;
import io.avocet.model.GraphLayers;
import io.avocet.model.Head;
import io.avocet.model.LayerMemory;
import io.avocet.model.LayerNames;
import io.avocet.model.NetworkConfig;
import io.avocet.model.PostNormEncoder;
import io.avocet.model.Weights;
import io.avocet.onnx.graph.Value;
import io.avocet.words.Allowed;
import java.util.Set;

/**
 * RoBERTa and XLM-RoBERTa for sequence classification; they differ in their vocabularies. Papers: Liu et al. 2019,
 * "RoBERTa: A Robustly Optimized BERT Pretraining Approach"; Conneau et al. 2020, "Unsupervised Cross-lingual Representation
 * Learning at Scale".
 *
 * <p>Reference: <a
 * href="https://github.com/huggingface/transformers/blob/v4.57.3/src/transformers/models/roberta/modeling_roberta.py">
 * modeling_roberta.py</a>, class {@code RobertaForSequenceClassification}.
 */
public final class Roberta implements Architecture {
    private static final String ROBERTA = "roberta";
    private static final String XLM_ROBERTA = "xlm-roberta";

    @Override
    public Set<String> modelTypes() {
        return Set.of(ROBERTA, XLM_ROBERTA);
    }

    @Override
    public NetworkConfig read(ConfigJson json) {
        json.requireOnly("position_embedding_type", "absolute", "absolute");
        EncoderConfig encoder = EncoderConfig.of(json, EncoderKeys.bert(1e-12, 1));
        return new Config(
                encoder,
                json.word("model_type", "").equals(XLM_ROBERTA),
                json.number("classifier_dropout", encoder.hiddenDropout()),
                json.size("type_vocab_size", 2));
    }

    /** @param tokenTypes rows of the token-type embeddings; every token has type 0 */
    private record Config(EncoderConfig encoder, boolean crossLingual, double classifierDropout, int tokenTypes)
            implements NetworkConfig {
        Config {
            Allowed.dropout("classifier_dropout", classifierDropout);
            Allowed.size("type_vocab_size", tokenTypes, 1, 1_000);
            Allowed.size(
                    "max_position_embeddings", encoder.maxPositions(), encoder.padTokenId() + 2, Integer.MAX_VALUE);
        }

        @Override
        public String pythonClass() {
            return crossLingual ? "XLMRobertaForSequenceClassification" : "RobertaForSequenceClassification";
        }

        @Override
        public String prefix() {
            return ROBERTA;
        }

        @Override
        public Set<String> otherHeads() {
            return Set.of("lm_head.", "roberta.pooler.");
        }

        /** The first {@code padTokenId + 1} rows of the table hold no token's position. */
        @Override
        public int positions() {
            return encoder.maxPositions() - encoder.padTokenId() - 1;
        }

        @Override
        public LayerMemory layerMemory() {
            return LayerMemory.PLAIN;
        }

        @Override
        public Encoder newEncoder(Weights weights) {
            Weights roberta = weights.in(prefix());
            return new PostNormEncoder(
                    RobertaEmbeddings.of(roberta.in("embeddings"), encoder, tokenTypes),
                    roberta.in("encoder").in("layer"),
                    LayerNames.BERT,
                    encoder);
        }

        @Override
        public Head newHead(Weights weights, int labels) {
            return RobertaHead.of(weights.in("classifier"), encoder.hiddenSize(), labels, classifierDropout);
        }

        @Override
        public Value encoderGraph(GraphLayers layers, boolean everyToken) {
            return RobertaGraph.encoder(layers, encoder, everyToken);
        }

        @Override
        public Value headGraph(GraphLayers layers, Value hidden) {
            return RobertaGraph.head(layers, hidden);
        }
    }
}
