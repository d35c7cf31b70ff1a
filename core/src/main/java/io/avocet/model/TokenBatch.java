package io.avocet.model;

import io.avocet.tensor.ComputeDevice;
import io.avocet.tensor.Tensors;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Texts as token ids, padded to one length: B texts of T tokens. */
public final class TokenBatch {
    /**
     * Batches are as long as a multiple of it. libtorch rebuilds its 16-bit matrix products for each length that it
     * meets and keeps them: they cost time once, and memory for good.
     */
    private static final int LENGTH_STEP = 8;

    private final long[] ids; // B x T, row by row
    private final long[] segments; // B x T, or empty if every token is of segment 0
    private final int[] lengths; // B
    private final int tokens;
    private final int padId;
    private final ComputeDevice device;

    private TokenBatch(long[] ids, long[] segments, int[] lengths, int tokens, int padId, ComputeDevice device) {
        this.ids = ids;
        this.segments = segments;
        this.lengths = lengths;
        this.tokens = tokens;
        this.padId = padId;
        this.device = device;
    }

    /** Pads the sequences, each with at least one token, to the longest of them or a few tokens more. */
    public static TokenBatch of(List<int[]> sequences, Padding padding, ComputeDevice device) {
        int tokens = paddedLength(sequences, padding);
        int[] lengths = sequences.stream().mapToInt(ids -> ids.length).toArray();
        long[] padded = new long[sequences.size() * tokens];
        Arrays.fill(padded, padding.padId());
        for (int row = 0; row < lengths.length; row++) {
            int[] ids = sequences.get(row);
            for (int i = 0; i < ids.length; i++) {
                padded[row * tokens + i] = ids[i];
            }
        }
        return new TokenBatch(padded, new long[0], lengths, tokens, padding.padId(), device);
    }

    /**
     * The same batch of pairs of texts.
     *
     * @param types of each sequence the segment of each token, 0 or 1; empty for a sequence of segment 0 alone
     */
    public TokenBatch withSegments(List<int[]> types) {
        if (types.stream().allMatch(ofOne -> ofOne.length == 0)) {
            return this;
        }
        long[] padded = new long[ids.length];
        for (int row = 0; row < types.size(); row++) {
            int[] ofOne = types.get(row);
            for (int i = 0; i < ofOne.length; i++) {
                padded[row * tokens + i] = ofOne[i];
            }
        }
        return new TokenBatch(ids, padded, lengths, tokens, padId, device);
    }

    /** T of a batch of these sequences; the network has a position for each. */
    public static int paddedLength(List<int[]> sequences, Padding padding) {
        int longest = sequences.stream().mapToInt(ids -> ids.length).max().orElse(0);
        int rounded = (longest + LENGTH_STEP - 1) / LENGTH_STEP * LENGTH_STEP;
        return Math.max(longest, Math.min(rounded, padding.maxTokens()));
    }

    /** B. */
    public int size() {
        return lengths.length;
    }

    /** T. */
    public int tokens() {
        return tokens;
    }

    /** Tokens of each text, padding left out. */
    int[] lengths() {
        return lengths.clone();
    }

    public ComputeDevice device() {
        return device;
    }

    /** The token that fills up. */
    public int padId() {
        return padId;
    }

    public boolean isPadded() {
        return Arrays.stream(lengths).anyMatch(length -> length < tokens);
    }

    /** Token ids (B, T), 64-bit integers. */
    public Tensor idTensor() {
        return Tensors.longs(ids, device, size(), tokens);
    }

    /** Whether some token is of segment 1. */
    public boolean hasSegments() {
        return segments.length > 0;
    }

    /** Segments (B, T), 64-bit integers; only where there are any. */
    public Tensor segmentTensor() {
        return Tensors.longs(segments, device, size(), tokens);
    }

    /** Positions (B, T): {@code first}, {@code first + 1}, … for the tokens that are not padding, {@code first - 1} for those that are. */
    public Tensor countedPositions(int first) {
        long[] positions = new long[ids.length];
        for (int row = 0; row < size(); row++) {
            int next = first;
            for (int i = row * tokens; i < (row + 1) * tokens; i++) {
                positions[i] = ids[i] == padId ? first - 1L : next++;
            }
        }
        return Tensors.longs(positions, device, size(), tokens);
    }

    /** Booleans (B, T), true at padding. */
    public Tensor paddingMask() {
        long[] padding = new long[ids.length];
        for (int row = 0; row < lengths.length; row++) {
            Arrays.fill(padding, row * tokens + lengths[row], (row + 1) * tokens, 1);
        }
        return Tensors.longs(padding, device, size(), tokens).to(ScalarType.Bool);
    }

    /** (B, T), 0 at tokens and minus infinity at padding: added to the scores of keys, it leaves padding out of a softmax. */
    public Tensor paddingBias(ScalarType type) {
        float[] bias = new float[ids.length];
        for (int row = 0; row < lengths.length; row++) {
            Arrays.fill(bias, row * tokens + lengths[row], (row + 1) * tokens, Float.NEGATIVE_INFINITY);
        }
        return Tensors.to(Tensors.floats(bias, device, size(), tokens), type);
    }

    /** The mean of the vectors at each text's tokens, padding left out: (B, T, E) float32 to (B, E). */
    public Tensor meanOfTokens(Tensor vectors) {
        float[] shares = new float[ids.length]; // B x T
        for (int row = 0; row < lengths.length; row++) {
            Arrays.fill(shares, row * tokens, row * tokens + lengths[row], 1f / lengths[row]);
        }
        Tensor weights = Tensors.floats(shares, device, size(), 1, tokens); // (B, 1, T)
        return torch.bmm(weights, vectors).squeeze(1);
    }
}
