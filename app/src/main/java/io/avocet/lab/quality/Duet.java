package io.avocet.lab.quality;

import io.avocet.data.LabelSet;
import io.avocet.eval.Blend;
import io.avocet.eval.BlendRule;
import io.avocet.eval.Temperature;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * One way to blend a transformer with a bag of words.
 *
 * @param words name of the bag of words
 * @param calibrated whether each side's temperature is fitted first, on rows that trained nothing
 */
record Duet(String words, BlendRule rule, double transformerWeight, boolean calibrated) {
    /** Every way that the study compares. */
    static List<Duet> all() {
        List<Duet> all = new ArrayList<>();
        for (String words : StudyPlan.WORDS) {
            for (BlendRule rule : BlendRule.values()) {
                for (boolean calibrated : new boolean[] {false, true}) {
                    IntStream.rangeClosed(3, 8)
                            .forEach(tenths -> all.add(new Duet(words, rule, tenths / 10.0, calibrated)));
                }
            }
        }
        return all;
    }

    String name() {
        return String.format(
                Locale.ROOT, "%s, %s %.1f%s", words, rule.id(), transformerWeight, calibrated ? ", calibrated" : "");
    }

    /**
     * The score of both together on the rows that are scored. Temperatures come from the validation rows where those are others;
     * otherwise each half of the rows is scored with the temperatures of the other half.
     *
     * @param weights of the transformer
     */
    Score score(StudyPredictions transformer, String weights, StudyPredictions ofWords) {
        LabelSet labels = new LabelSet(transformer.labels());
        List<Integer> gold = transformer.scored().gold();
        if (!gold.equals(ofWords.scored().gold())) {
            throw new IllegalArgumentException("The rows of the two are not the same");
        }
        List<double[]> first = transformer.scored().of(weights);
        List<double[]> second = ofWords.scored().of(words);
        if (!calibrated) {
            return Score.of(labels, gold, blended(new Blend(rule, transformerWeight), first, second));
        }
        if (transformer.validation() != null && ofWords.validation() != null) {
            List<Integer> fittedOn = transformer.validation().gold();
            Blend blend = fitted(
                    fittedOn,
                    transformer.validation().of(weights),
                    ofWords.validation().of(words));
            return Score.of(labels, gold, blended(blend, first, second));
        }
        List<double[]> blended = new ArrayList<>();
        Blend[] ofHalf = {
            fitted(half(gold, 1), half(first, 1), half(second, 1)),
            fitted(half(gold, 0), half(first, 0), half(second, 0))
        };
        for (int row = 0; row < gold.size(); row++) {
            blended.add(ofHalf[row % 2].probabilities(first.get(row), second.get(row)));
        }
        return Score.of(labels, gold, blended);
    }

    private Blend fitted(List<Integer> gold, List<double[]> first, List<double[]> second) {
        int[] ids = gold.stream().mapToInt(Integer::intValue).toArray();
        return new Blend(rule, transformerWeight, Temperature.fit(first, ids), Temperature.fit(second, ids));
    }

    private static List<double[]> blended(Blend blend, List<double[]> first, List<double[]> second) {
        return IntStream.range(0, first.size())
                .mapToObj(row -> blend.probabilities(first.get(row), second.get(row)))
                .toList();
    }

    /** Every other row; rows are in a seeded order. */
    private static <T> List<T> half(List<T> rows, int remainder) {
        return IntStream.range(0, rows.size())
                .filter(row -> row % 2 == remainder)
                .mapToObj(rows::get)
                .toList();
    }
}
