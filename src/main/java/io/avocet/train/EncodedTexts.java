package io.avocet.train;

import io.avocet.model.CompactVocabulary;
import io.avocet.model.TokenBatch;
import io.avocet.tensor.ComputeDevice;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Texts as token ids, with their labels.
 *
 * @param sequences token ids of each text, not padded
 * @param labels label id of each text
 */
public record EncodedTexts(List<int[]> sequences, List<Integer> labels, int padId) {
    /**
     * Batches are as long as a multiple of it. libtorch makes its 16-bit matrix products anew for each length that it
     * meets and keeps them: they cost time once, and memory for good.
     */
    private static final int LENGTH_STEP = 8;

    public EncodedTexts {
        if (sequences.size() != labels.size()) {
            throw new IllegalArgumentException(sequences.size() + " texts but " + labels.size() + " labels");
        }
        sequences = List.copyOf(sequences);
        labels = List.copyOf(labels);
    }

    /** The same texts in the numbers of a vocabulary that has all their tokens. The padding's number is the same in both. */
    public EncodedTexts in(CompactVocabulary vocabulary) {
        return new EncodedTexts(sequences.stream().map(vocabulary::compact).toList(), labels, padId);
    }

    public int size() {
        return sequences.size();
    }

    /** Tokens of each text in the longest batch. */
    public int longestBatch() {
        return paddedLength(sequences);
    }

    /** The given rows as one batch, padded to the longest of them or a few tokens more. */
    public TokenBatch batch(List<Integer> rows, ComputeDevice device) {
        List<int[]> texts = rows.stream().map(sequences::get).toList();
        return TokenBatch.of(texts, paddedLength(texts), padId, device);
    }

    private static int paddedLength(List<int[]> texts) {
        int longest = texts.stream().mapToInt(ids -> ids.length).max().orElse(0);
        return (longest + LENGTH_STEP - 1) / LENGTH_STEP * LENGTH_STEP;
    }

    public long[] labelsOf(List<Integer> rows) {
        return rows.stream().mapToLong(labels::get).toArray();
    }

    /** All rows in batches of texts of similar length, longest first, so that memory runs out early or never. */
    public List<List<Integer>> byLength(int batchSize) {
        List<Integer> rows = IntStream.range(0, size())
                .boxed()
                .sorted((a, b) -> sequences.get(b).length - sequences.get(a).length)
                .toList();
        return BatchOrder.chunks(rows, batchSize);
    }
}
