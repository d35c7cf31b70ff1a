package io.avocet.model.deberta;

import io.avocet.model.GraphLayers;
import io.avocet.model.LayerNames;
import io.avocet.model.PostNormGraph;
import io.avocet.onnx.graph.ElementType;
import io.avocet.onnx.graph.GraphBuilder;
import io.avocet.onnx.graph.Initializer;
import io.avocet.onnx.graph.LittleEndian;
import io.avocet.onnx.graph.Value;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The network as operators of a graph, in forward order. Runtimes compute what depends on weights alone, such as the projected
 * relative embeddings, once when they load the file.
 *
 * <p>Shapes: B batch, T tokens, Q output tokens, H heads, D head size, E hidden size, R rows of the table of relative embeddings.
 */
final class DebertaGraph {
    private final GraphLayers layers;
    private final GraphBuilder graph;
    private final DebertaConfig config;
    private final Value keyRows; // (2T) table rows of the differences T-1 down to -T
    private final Value queryRows; // (2T) of the differences -(T-1) up to T
    private final Value relative; // (R, E)

    private DebertaGraph(GraphLayers layers, DebertaConfig config) {
        this.layers = layers;
        this.graph = layers.graph();
        this.config = config;
        keyRows = rows("key_rows", -1);
        queryRows = rows("query_rows", 1);
        Value table = layers.weight("deberta.encoder.rel_embeddings.weight");
        relative = config.normalizeRelativeEmbeddings()
                ? layers.norm(table, "deberta.encoder.LayerNorm", config.layerNormEps())
                : table;
    }

    /** The middle of the table rows of all differences that there are, ascending or descending: (2T). */
    private Value rows(String name, int sign) {
        int most = config.maxTokens();
        long[] ofDifferences = LongStream.range(0, 2L * most)
                .map(i -> RelativePositions.tableRow(
                        sign * ((int) i - (most - 1)), config.positionBuckets(), config.maxRelativePositions()))
                .toArray();
        Value all = graph.initializer(new Initializer(
                name, ElementType.INT64, List.of(2L * most), out -> LittleEndian.write(ofDifferences, out)));
        Value middle = graph.longs(most);
        return graph.slice(all, graph.sub(middle, layers.tokens()), graph.add(middle, layers.tokens()), 0);
    }

    static Value encoder(GraphLayers layers, DebertaConfig config, boolean everyToken) {
        Value words = layers.words("deberta.embeddings.word_embeddings.weight"); // (B, T, E)
        Value normalized = layers.norm(words, "deberta.embeddings.LayerNorm", config.layerNormEps());
        Value embedded = layers.graph().mul(normalized, layers.graph().unsqueeze(layers.mask(), -1));
        return new DebertaGraph(layers, config).encode(embedded, everyToken);
    }

    private Value encode(Value embedded, boolean everyToken) {
        Value visible = layers.bias(layers.realKeys()); // (B, 1, 1, T)
        Value hidden = embedded;
        for (int layer = 0; layer < config.layers(); layer++) {
            boolean all = everyToken || layer < config.layers() - 1;
            String name = "deberta.encoder.layer." + layer + ".";
            Value attended = attention(hidden, all, visible, name + "attention.");
            hidden = PostNormGraph.feedForward(layers, attended, config.encoder(), name, LayerNames.BERT);
        }
        return hidden;
    }

    /** {@link DisentangledAttention}: (B, T, E) to (B, Q, E), of every token or of the first alone. */
    private Value attention(Value hidden, boolean all, Value visible, String name) {
        GraphLayers.Projection query = layers.projection(name + "self.query_proj");
        GraphLayers.Projection key = layers.projection(name + "self.key_proj");
        Value asking = all ? hidden : layers.first(hidden);
        Value q = heads(query.apply(asking)); // (B, H, Q, D)
        Value k = heads(key.apply(hidden)); // (B, H, T, D)
        Value v = heads(layers.linear(hidden, name + "self.value_proj"));
        Value scores = graph.matMul(q, graph.transpose(k, 0, 1, 3, 2)); // (B, H, Q, T)
        if (config.contentToPosition()) {
            scores = graph.add(scores, contentToPosition(q, key.apply(relative), all));
        }
        if (config.positionToContent()) {
            scores = graph.add(scores, positionToContent(k, query.apply(relative), all));
        }
        Value scaled = graph.mul(scores, graph.constant((float) (1 / Math.sqrt((double) headSize() * scoreTerms()))));
        Value context = layers.attend(graph.add(scaled, visible), v); // (B, Q, E)
        Value out = layers.linear(context, name + "output.dense");
        return layers.norm(graph.add(asking, out), name + "output.LayerNorm", config.layerNormEps());
    }

    /** (B, H, Q, T): of token i and the key of the difference i - j. */
    private Value contentToPosition(Value q, Value keys, boolean all) {
        Value product = graph.matMul(q, tableHeads(keys, keyRows)); // (B, H, Q, 2T)
        if (all) {
            return graph.slice(diagonals(product), graph.longs(0), layers.tokens(), 3);
        }
        Value last = graph.sub(layers.tokens(), graph.longs(1));
        return graph.slice(product, last, graph.add(last, layers.tokens()), 3);
    }

    /** (B, H, Q, T): of token j and the query of the difference i - j. */
    private Value positionToContent(Value k, Value queries, boolean all) {
        Value product = graph.matMul(k, tableHeads(queries, queryRows)); // (B, H, T, 2T), rows are j
        Value end = all ? layers.tokens() : graph.longs(1);
        return graph.transpose(graph.slice(diagonals(product), graph.longs(0), end, 3), 0, 1, 3, 2);
    }

    /** Moves row i to the left by T-1-i columns: (B, H, T, 2T) to (B, H, T, 2T-1). In one line, rows are then one shorter. */
    private Value diagonals(Value product) {
        Value tokens = layers.tokens();
        Value width = graph.sub(graph.add(tokens, tokens), graph.longs(1)); // 2T-1
        Value first = graph.sub(tokens, graph.longs(1));
        Value line = graph.reshape(product, 0, 0, -1);
        Value shifted = graph.slice(line, first, graph.add(first, graph.mul(tokens, width)), 2);
        return graph.reshape(shifted, graph.concat(0, graph.longs(0, 0), tokens, width));
    }

    /** (R, E) to (H, D, 2T), one column a difference. */
    private Value tableHeads(Value rows, Value rowOfDifference) {
        Value heads = graph.reshape(rows, 0, config.heads(), headSize()); // (R, H, D)
        return graph.gather(graph.transpose(heads, 1, 2, 0), rowOfDifference, 2);
    }

    private Value heads(Value x) {
        return layers.split(x, config.heads(), headSize());
    }

    private int scoreTerms() {
        return 1 + (config.contentToPosition() ? 1 : 0) + (config.positionToContent() ? 1 : 0);
    }

    private int headSize() {
        return config.hiddenSize() / config.heads();
    }

    /** (B, Q, E) to logits (B, L). */
    static Value head(GraphLayers layers, Value hidden) {
        Value pooled = layers.gelu(layers.linear(layers.firstVector(hidden), "pooler.dense")); // (B, E)
        return layers.linear(pooled, "classifier");
    }
}
