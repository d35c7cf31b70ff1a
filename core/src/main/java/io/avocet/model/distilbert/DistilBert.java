package io.avocet.model.distilbert;

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
 * DistilBERT for sequence classification: BERT's encoder without token types and pooler. Paper: Sanh et al. 2019,
 * "DistilBERT, a distilled version of BERT: smaller, faster, cheaper and lighter".
 *
 * <p>Reference: <a
 * href="https://github.com/huggingface/transformers/blob/v4.57.3/src/transformers/models/distilbert/modeling_distilbert.py">
 * modeling_distilbert.py</a>, class {@code DistilBertForSequenceClassification}.
 */
public final class DistilBert implements Architecture {
    private static final EncoderKeys KEYS = new EncoderKeys(
            "dim",
            "n_layers",
            "n_heads",
            "hidden_dim",
            "activation",
            null,
            "dropout",
            "attention_dropout",
            new EncoderKeys.Defaults(1e-12, 0.1, 0));

    private static final LayerNames NAMES = new LayerNames(
            "attention.q_lin",
            "attention.k_lin",
            "attention.v_lin",
            "attention.out_lin",
            "sa_layer_norm",
            "ffn.lin1",
            "ffn.lin2",
            "output_layer_norm");

    @Override
    public Set<String> modelTypes() {
        return Set.of("distilbert");
    }

    @Override
    public NetworkConfig read(ConfigJson json) {
        json.requireOnly("sinusoidal_pos_embds", false, false); // those would not be trained
        return new Config(EncoderConfig.of(json, KEYS), json.number("seq_classif_dropout", 0.2));
    }

    private record Config(EncoderConfig encoder, double classifierDropout) implements NetworkConfig {
        Config {
            Allowed.dropout("seq_classif_dropout", classifierDropout);
        }

        @Override
        public String pythonClass() {
            return "DistilBertForSequenceClassification";
        }

        @Override
        public String prefix() {
            return "distilbert";
        }

        @Override
        public Set<String> otherHeads() {
            return Set.of("vocab_transform.", "vocab_layer_norm.", "vocab_projector.", "qa_outputs.");
        }

        @Override
        public int positions() {
            return encoder.maxPositions();
        }

        @Override
        public LayerMemory layerMemory() {
            return LayerMemory.PLAIN;
        }

        /** The attention's output is not dropped. */
        @Override
        public Encoder newEncoder(Weights weights) {
            Weights distilbert = weights.in(prefix());
            return new PostNormEncoder(
                    DistilBertEmbeddings.of(distilbert.in("embeddings"), encoder),
                    distilbert.in("transformer").in("layer"),
                    NAMES,
                    encoder,
                    0);
        }

        @Override
        public Head newHead(Weights weights, int labels) {
            return DistilBertHead.of(weights, encoder.hiddenSize(), labels, classifierDropout);
        }

        @Override
        public Value encoderGraph(GraphLayers layers, boolean everyToken) {
            return DistilBertGraph.encoder(layers, encoder, NAMES, everyToken);
        }

        @Override
        public Value headGraph(GraphLayers layers, Value hidden) {
            return DistilBertGraph.head(layers, hidden);
        }
    }
}
