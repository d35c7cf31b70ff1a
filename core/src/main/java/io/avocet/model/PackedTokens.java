package io.avocet.model;

import io.avocet.tensor.ComputeDevice;
import io.avocet.tensor.Tensors;
import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The tokens of a batch one after the other, without the padding between them. What works token by token computes no padding
 * in this form; attention alone needs the texts at one length. Shapes: B batch, T tokens of each text, N packed tokens, E
 * hidden size.
 */
final class PackedTokens {
    /** N is a multiple of at least this, and of a sixteenth of itself: each N is one more set of matrix products to build. */
    private static final int STEP = 8;

    private static final int STEPS_PER_DOUBLING = 16;

    private final int[] lengths; // B
    private final int tokens; // T
    private final ComputeDevice device;
    private final int packed; // N

    private PackedTokens(int[] lengths, int tokens, int packed, ComputeDevice device) {
        this.lengths = lengths;
        this.tokens = tokens;
        this.device = device;
        this.packed = packed;
    }

    static PackedTokens of(TokenBatch batch) {
        int real = Arrays.stream(batch.lengths()).sum();
        int step = Math.max(STEP, Integer.highestOneBit(real) / STEPS_PER_DOUBLING);
        int packed = Math.min((real + step - 1) / step * step, batch.size() * batch.tokens());
        return new PackedTokens(batch.lengths(), batch.tokens(), packed, batch.device());
    }

    /** A batch that keeps its padding: N is B T. A network in use meets ever other N, and would build products for each. */
    static PackedTokens withPadding(TokenBatch batch) {
        return new PackedTokens(batch.lengths(), batch.tokens(), batch.size() * batch.tokens(), batch.device());
    }

    /** The first token of each text alone: N is B. */
    PackedTokens firsts() {
        int[] ones = new int[lengths.length];
        Arrays.fill(ones, 1);
        return new PackedTokens(ones, 1, ones.length, device);
    }

    /** (N, E) to (B, E), what {@link #firsts} packs. */
    Tensor first(Tensor rows) {
        long[] starts = new long[lengths.length];
        for (int text = 1; text < lengths.length; text++) {
            starts[text] = starts[text - 1] + (isWhole() ? tokens : lengths[text - 1]);
        }
        return rows.index_select(0, Tensors.longs(starts, device, starts.length));
    }

    /** (B, T, E) to (N, E): the tokens of the texts, and zeros behind them. */
    Tensor pack(Tensor padded) {
        Tensor rows = padded.reshape(-1, padded.size(2)); // (B T, E)
        if (isWhole()) {
            return rows;
        }
        long[] sizes = new long[2 * lengths.length]; // the tokens and the padding of each text in turn
        for (int text = 0; text < lengths.length; text++) {
            sizes[2 * text] = lengths[text];
            sizes[2 * text + 1] = (long) tokens - lengths[text];
        }
        TensorVector pieces = rows.split_with_sizes(sizes);
        TensorVector kept = new TensorVector();
        for (int text = 0; text < lengths.length; text++) {
            kept.push_back(pieces.get(2L * text));
        }
        kept.push_back(torch.zeros(new long[] {fill(), rows.size(1)}, rows.options()));
        return torch.cat(kept);
    }

    /** (N, E) to (B, T, E): zeros at the padding. */
    Tensor pad(Tensor rows) {
        long width = rows.size(1); // E
        if (isWhole()) {
            return rows.view(lengths.length, tokens, width);
        }
        long[] sizes = Arrays.copyOf(Arrays.stream(lengths).asLongStream().toArray(), lengths.length + 1);
        sizes[lengths.length] = fill();
        TensorVector pieces = rows.split_with_sizes(sizes);
        Tensor zeros = torch.zeros(new long[] {tokens, width}, rows.options());
        TensorVector padded = new TensorVector();
        for (int text = 0; text < lengths.length; text++) {
            padded.push_back(pieces.get(text));
            padded.push_back(zeros.narrow(0, 0, (long) tokens - lengths[text]));
        }
        return torch.cat(padded).view(lengths.length, tokens, width);
    }

    /** Whether nothing can be left out: N is B T, and padding keeps its place. */
    private boolean isWhole() {
        return packed == lengths.length * tokens;
    }

    /** Rows behind the last token. */
    private int fill() {
        return packed - Arrays.stream(lengths).sum();
    }
}
