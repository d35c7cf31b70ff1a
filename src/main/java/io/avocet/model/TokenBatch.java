package io.avocet.model;

import io.avocet.tensor.ComputeDevice;
import io.avocet.tensor.Tensors;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Texts as token ids, padded to one length: B texts of T tokens. */
public final class TokenBatch {
    /**
     * Batches are as long as a multiple of it. libtorch makes its 16-bit matrix products anew for each length that it
     * meets and keeps them: they cost time once, and memory for good.
     */
    private static final int LENGTH_STEP = 8;

    private final long[] ids; // B x T, row by row
    private final int[] lengths; // B
    private final int tokens;
    private final ComputeDevice device;

    private TokenBatch(long[] ids, int[] lengths, int tokens, ComputeDevice device) {
        this.ids = ids;
        this.lengths = lengths;
        this.tokens = tokens;
        this.device = device;
    }

    /** Pads the sequences, each with at least one token, with {@code padId} to the longest of them or a few tokens more. */
    public static TokenBatch of(List<int[]> sequences, int padId, ComputeDevice device) {
        int tokens = paddedLength(sequences);
        int[] lengths = sequences.stream().mapToInt(ids -> ids.length).toArray();
        long[] padded = new long[sequences.size() * tokens];
        Arrays.fill(padded, padId);
        for (int row = 0; row < lengths.length; row++) {
            int[] ids = sequences.get(row);
            for (int i = 0; i < ids.length; i++) {
                padded[row * tokens + i] = ids[i];
            }
        }
        return new TokenBatch(padded, lengths, tokens, device);
    }

    /** T of a batch of these sequences. */
    public static int paddedLength(List<int[]> sequences) {
        int longest = sequences.stream().mapToInt(ids -> ids.length).max().orElse(0);
        return (longest + LENGTH_STEP - 1) / LENGTH_STEP * LENGTH_STEP;
    }

    /** B. */
    public int size() {
        return lengths.length;
    }

    /** T. */
    public int tokens() {
        return tokens;
    }

    public ComputeDevice device() {
        return device;
    }

    public boolean isPadded() {
        return Arrays.stream(lengths).anyMatch(length -> length < tokens);
    }

    /** Token ids (B, T), 64-bit integers. */
    public Tensor idTensor() {
        return Tensors.longs(ids, device, size(), tokens);
    }

    /** Positions (B, T): {@code padId} + the count of tokens so far that are not {@code padId}; at it, {@code padId}. */
    public Tensor positionTensor(int padId) {
        long[] positions = new long[ids.length];
        for (int row = 0; row < size(); row++) {
            int count = 0;
            for (int i = row * tokens; i < (row + 1) * tokens; i++) {
                positions[i] = ids[i] == padId ? padId : padId + ++count;
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
}
