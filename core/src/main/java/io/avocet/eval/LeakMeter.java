package io.avocet.eval;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.avocet.data.LabelSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a plain split flatters: the score on validation rows that have a near-duplicate among the training rows, and that on
 * the others. Each side has its own labels, so the two macro-F1 are means over different labels.
 *
 * @param withTwin null if there is no such row
 * @param withoutTwin null if there is no such row
 */
public record LeakMeter(
        @JsonProperty("with_twin") @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET) @Nullable
        Part withTwin,

        @JsonProperty("without_twin")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @JsonSetter(nulls = Nulls.SET)
        @Nullable
        Part withoutTwin) {
    /**
     * Some of the validation rows.
     *
     * @param macroF1 over the labels that occur in gold or prediction
     */
    public record Part(
            @JsonProperty("rows") int rows,
            @JsonProperty("macro_f1") double macroF1,
            @JsonProperty("accuracy") double accuracy) {}

    /**
     * Measures.
     *
     * @param gold label id of each validation row
     * @param predicted label id predicted for each row, or {@link ConfusionMatrix#FAILURE}
     * @param twins whether each row has a near-duplicate in training
     */
    public static LeakMeter of(LabelSet labels, int[] gold, int[] predicted, boolean[] twins) {
        return new LeakMeter(part(labels, gold, predicted, twins, true), part(labels, gold, predicted, twins, false));
    }

    private static @Nullable Part part(
            LabelSet labels, int[] gold, int[] predicted, boolean[] twins, boolean withTwin) {
        int[] rows = IntStream.range(0, twins.length)
                .filter(row -> twins[row] == withTwin)
                .toArray();
        if (rows.length == 0) {
            return null;
        }
        ConfusionMatrix confusion = ConfusionMatrix.of(
                labels,
                IntStream.of(rows).map(row -> gold[row]).toArray(),
                IntStream.of(rows).map(row -> predicted[row]).toArray());
        return new Part(rows.length, confusion.macroF1(), confusion.accuracy());
    }

    /** The share of rows that have a near-duplicate in training; 0 without rows. */
    public double share() {
        int twins = rows(withTwin);
        int all = twins + rows(withoutTwin);
        return all == 0 ? 0 : (double) twins / all;
    }

    private static int rows(@Nullable Part part) {
        return part == null ? 0 : part.rows();
    }
}
