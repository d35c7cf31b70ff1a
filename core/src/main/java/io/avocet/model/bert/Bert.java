package io.avocet.model.bert;

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
 * BERT for sequence classification. Paper: Devlin et al. 2019, "BERT: Pre-training of Deep Bidirectional Transformers".
 *
 * <p>Reference: <a
 * href="https://github.com/huggingface/transformers/blob/v4.57.3/src/transformers/models/bert/modeling_bert.py">
 * modeling_bert.py</a>, class {@code BertForSequenceClassification}.
 */
public final class Bert implements Architecture {
    @Override
    public Set<String> modelTypes() {
        return Set.of("bert");
    }

    @Override
    public NetworkConfig read(ConfigJson json) {
        json.requireOnly("position_embedding_type", "absolute", "absolute");
        EncoderConfig encoder = EncoderConfig.of(json, EncoderKeys.bert(1e-12, 0));
        return new Config(
                encoder, json.number("classifier_dropout", encoder.hiddenDropout()), json.size("type_vocab_size", 2));
    }

    /** @param tokenTypes rows of the token-type embeddings */
    private record Config(EncoderConfig encoder, double classifierDropout, int tokenTypes) implements NetworkConfig {
        Config {
            Allowed.dropout("classifier_dropout", classifierDropout);
            Allowed.size("type_vocab_size", tokenTypes, 1, 1_000);
        }

        @Override
        public String pythonClass() {
            return "BertForSequenceClassification";
        }

        @Override
        public String prefix() {
            return "bert";
        }

        @Override
        public Set<String> otherHeads() {
            return Set.of("cls.");
        }

        @Override
        public int positions() {
            return encoder.maxPositions();
        }

        @Override
        public boolean readsSegments() {
            return tokenTypes > 1;
        }

        @Override
        public LayerMemory layerMemory() {
            return LayerMemory.PLAIN;
        }

        @Override
        public Encoder newEncoder(Weights weights) {
            Weights bert = weights.in(prefix());
            return new PostNormEncoder(
                    BertEmbeddings.of(bert.in("embeddings"), encoder, tokenTypes),
                    bert.in("encoder").in("layer"),
                    LayerNames.BERT,
                    encoder);
        }

        @Override
        public Head newHead(Weights weights, int labels) {
            return BertHead.of(weights, encoder.hiddenSize(), labels, classifierDropout);
        }

        @Override
        public Value encoderGraph(GraphLayers layers, boolean everyToken) {
            return BertGraph.encoder(layers, encoder, everyToken);
        }

        @Override
        public Value headGraph(GraphLayers layers, Value hidden) {
            return BertGraph.head(layers, hidden);
        }
    }
}
