package io.avocet.model.deberta;

import io.avocet.model.ForwardMode;
import io.avocet.model.LayerNorm;
import io.avocet.model.Linear;
import io.avocet.model.Weights;
import io.avocet.tensor.TensorScope;
import io.avocet.tensor.Tensors;
import java.util.Objects;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Self-attention over content and relative position: content to content, content to position (c2p), position to content
 * (p2c), divided by {@code sqrt(D * terms)}.
 *
 * <p>The score of (i, j) reads its position terms at the difference i - j. A matrix over all 2T-1 differences holds them
 * on its diagonals, so a strided view with a row stride one short reads them in place; nothing is gathered.
 *
 * <p>Shapes: B batch, T tokens, H heads, D head size, E hidden size, R table rows in use. Paper: He et al. 2021,
 * "DeBERTa: Decoding-enhanced BERT with Disentangled Attention", section 3.1.
 */
record DisentangledAttention(
        Linear query,
        Linear key,
        Linear value,
        Linear output,
        LayerNorm norm,
        DebertaConfig config,
        @Nullable PositionHeads frozen) {
    static DisentangledAttention of(Weights layer, DebertaConfig config) {
        int hidden = config.hiddenSize();
        Weights self = layer.in("attention").in("self");
        Weights out = layer.in("attention").in("output");
        return new DisentangledAttention(
                Linear.of(self.in("query_proj"), hidden, hidden),
                Linear.of(self.in("key_proj"), hidden, hidden),
                Linear.of(self.in("value_proj"), hidden, hidden),
                Linear.of(out.in("dense"), hidden, hidden),
                LayerNorm.of(out.in("LayerNorm"), hidden, config.layerNormEps()),
                config,
                null);
    }

    /** This attention with the positions projected beforehand, for weights that do not change and texts no longer than that. */
    DisentangledAttention frozen(RelativeTable longest, ForwardMode mode) {
        try (TensorScope scope = new TensorScope()) {
            PositionHeads heads = positionHeads(longest, query, key, mode).keptBy(scope);
            return new DisentangledAttention(query, key, value, output, norm, config, heads);
        }
    }

    void closeFrozen() {
        if (frozen != null) {
            frozen.close();
        }
    }

    /** The relative embeddings pass through the same layers as the content. */
    private PositionHeads positionHeads(RelativeTable table, Linear queryCast, Linear keyCast, ForwardMode mode) {
        Tensor rows = mode.cast(mode.dropout(table.rows(), config.hiddenDropout())); // (R, E)
        return new PositionHeads(
                tableHeads(keyCast.apply(rows, mode), table.positions().descending()),
                tableHeads(queryCast.apply(rows, mode), table.positions().ascending()));
    }

    /**
     * Attention of the first Q tokens to all, its output projection, residual and LayerNorm.
     *
     * @param hidden (B, T, E) float32
     * @param queries Q
     * @param table relative embeddings in use; null if they are frozen
     * @param paddingBias (H*B, 1, T) minus infinity at padded keys, else 0; null without padding
     * @return (B, Q, E) float32
     */
    Tensor apply(
            Tensor hidden,
            long queries,
            @Nullable RelativeTable table,
            @Nullable Tensor paddingBias,
            ForwardMode mode) {
        long batch = hidden.size(0);
        long tokens = hidden.size(1);
        Tensor x = mode.cast(hidden);
        Linear queryCast = query.cast(mode);
        Linear keyCast = key.cast(mode);
        Tensor asking = hidden.narrow(1, 0, queries); // (B, Q, E)
        Tensor q = heads(queryCast.apply(x.narrow(1, 0, queries), mode)); // (H, B*Q, D)
        Tensor k = heads(keyCast.apply(x, mode)); // (H, B*T, D)
        Tensor v = heads(value.apply(x, mode)).view(-1, tokens, headSize()); // (H*B, T, D)

        double scale = 1 / Math.sqrt((double) headSize() * scoreTerms());
        PositionHeads positions = frozen == null
                ? positionHeads(Objects.requireNonNull(table), queryCast, keyCast, mode)
                : frozen.of(tokens);
        Tensor scores = torch.baddbmm(
                TensorScope.resultOf(() -> positionTerms(q, k, queries, tokens, positions)),
                q.view(-1, queries, headSize()),
                k.view(-1, tokens, headSize()).transpose(1, 2),
                Tensors.scalar(scale),
                Tensors.scalar(scale)); // (H*B, Q, T)
        if (paddingBias != null) {
            scores.add_(paddingBias);
        }
        Tensor probabilities = mode.dropout(torch.softmax(scores, -1), config.attentionDropout());
        Tensor context = torch.bmm(probabilities, v); // (H*B, Q, D)
        Tensor merged = context.view(config.heads(), batch, queries, headSize())
                .permute(1, 2, 0, 3)
                .reshape(batch, queries, config.hiddenSize()); // (B, Q, E)
        return norm.apply(asking.add(mode.uncast(mode.dropout(output.apply(merged, mode), config.hiddenDropout()))));
    }

    /** c2p + p2c of the first Q tokens and all, not yet scaled: (H*B, Q, T). */
    private Tensor positionTerms(Tensor q, Tensor k, long queries, long tokens, PositionHeads positions) {
        Tensor terms = null;
        if (config.contentToPosition()) {
            Tensor product = torch.bmm(q, positions.keys().transpose(1, 2)); // (H, B*Q, 2T-1)
            terms = diagonals(product, queries, tokens, tokens);
        }
        if (config.positionToContent()) {
            Tensor product = torch.bmm(k, positions.queries().transpose(1, 2)); // (H, B*T, 2T-1)
            Tensor p2c = diagonals(product, tokens, queries, tokens)
                    .transpose(1, 2) // rows were j
                    .contiguous(); // adding across the rows takes three times as long
            terms = terms == null ? p2c : terms.add(p2c);
        }
        if (terms == null) {
            throw new IllegalStateException("pos_att_type without c2p and p2c is refused at load");
        }
        return terms;
    }

    /** Row i of the view starts T-1-i columns into row i of the product: (H, B*rows, 2T-1) to (H*B, rows, columns). */
    private static Tensor diagonals(Tensor product, long rows, long columns, long tokens) {
        long differences = 2 * tokens - 1;
        long blocks = product.numel() / (rows * differences);
        return torch.as_strided(
                product,
                new long[] {blocks, rows, columns},
                new long[] {rows * differences, differences - 1, 1},
                new org.bytedeco.pytorch.LongOptional(tokens - 1));
    }

    /** (B, T, E) to (H, B*T, D). */
    private Tensor heads(Tensor x) {
        return x.view(-1, config.heads(), headSize()).transpose(0, 1).contiguous();
    }

    /** (R, E) to (H, 2T-1, D), one row a difference. */
    private Tensor tableHeads(Tensor rows, Tensor rowOfDifference) {
        return rows.view(-1, config.heads(), headSize())
                .index_select(0, rowOfDifference)
                .transpose(0, 1);
    }

    private int scoreTerms() {
        return 1 + (config.contentToPosition() ? 1 : 0) + (config.positionToContent() ? 1 : 0);
    }

    private long headSize() {
        return config.hiddenSize() / config.heads();
    }
}
