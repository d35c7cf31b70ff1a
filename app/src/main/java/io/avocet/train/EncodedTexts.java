package io.avocet.train;

import io.avocet.model.CompactVocabulary;
import io.avocet.model.Padding;
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
public record EncodedTexts(List<int[]> sequences, List<Integer> labels, Padding padding) {
    public EncodedTexts {
        if (sequences.size() != labels.size()) {
            throw new IllegalArgumentException(sequences.size() + " texts but " + labels.size() + " labels");
        }
        sequences = List.copyOf(sequences);
        labels = List.copyOf(labels);
    }

    /** The same texts in the numbers of a vocabulary that has all their tokens. */
    public EncodedTexts in(CompactVocabulary vocabulary) {
        return new EncodedTexts(
                sequences.stream().map(vocabulary::compact).toList(),
                labels,
                new Padding(vocabulary.number(padding.padId()), padding.maxTokens()));
    }

    public int size() {
        return sequences.size();
    }

    /** Tokens of each text in the longest batch. */
    public int longestBatch() {
        return TokenBatch.paddedLength(sequences, padding);
    }

    /** The given rows as one batch, padded to the longest of them or a few tokens more. */
    public TokenBatch batch(List<Integer> rows, ComputeDevice device) {
        return TokenBatch.of(rows.stream().map(sequences::get).toList(), padding, device);
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
