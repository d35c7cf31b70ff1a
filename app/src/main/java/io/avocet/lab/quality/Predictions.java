package io.avocet.lab.quality;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What one classifier says of some rows.
 *
 * @param gold label id of each row
 * @param probabilities of each row and label, by the weights that gave them (see {@link StudyResult#scores})
 */
public record Predictions(List<Integer> gold, Map<String, List<double[]>> probabilities) {
    /** Significant digits in the file. */
    private static final MathContext DIGITS = new MathContext(4);

    public Predictions {
        gold = List.copyOf(gold);
        probabilities = Collections.unmodifiableMap(new LinkedHashMap<>(probabilities));
    }

    /** The probabilities of each row that these weights gave. */
    List<double[]> of(String weights) {
        return Objects.requireNonNull(probabilities.get(weights), weights);
    }

    Predictions rounded() {
        Map<String, List<double[]>> rounded = new LinkedHashMap<>();
        probabilities.forEach((weights, rows) ->
                rounded.put(weights, rows.stream().map(Predictions::rounded).toList()));
        return new Predictions(gold, rounded);
    }

    private static double[] rounded(double[] values) {
        return Arrays.stream(values)
                .map(value -> new BigDecimal(value).round(DIGITS).doubleValue())
                .toArray();
    }
}
