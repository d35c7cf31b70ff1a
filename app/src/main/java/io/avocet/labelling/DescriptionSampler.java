package io.avocet.labelling;

import io.avocet.eval.Cosine;
import io.avocet.eval.Probabilities;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The emails that fit the description of each label in turn, the label with the fewest emails first, so that rare labels get their first
 * ones. How well an email fits is what a zero-shot classifier says: the softmax of its cosines with all descriptions.
 */
final class DescriptionSampler implements Sampler {
    /** As of {@code minilm-zeroshot}. */
    private static final double TEMPERATURE = 0.1;

    /**
     * What an email counts for the label that its description promised, if it turned out to have another. So a label that no email has
     * is not looked for for ever.
     */
    private static final double MISS = 0.5;

    private final Batch batch;
    private final double[][] fits; // [email][label]
    private final double[] turns; // of each label: those that have it, those that were looked for
    private final Map<Integer, Ranking> rankings = new HashMap<>();

    DescriptionSampler(Batch batch) {
        this.batch = batch;
        EmailPool pool = batch.pool();
        this.fits = IntStream.range(0, pool.size())
                .mapToObj(email -> fits(pool, email))
                .toArray(double[][]::new);
        this.turns = new double[pool.labelCount()];
        for (int email : pool.labelled()) {
            int promised = Probabilities.mostProbable(fits[email]);
            turns[promised] += promised == pool.label(email) ? 0 : MISS;
            turns[pool.label(email)]++;
        }
    }

    private static double[] fits(EmailPool pool, int email) {
        return Probabilities.softmax(pool.descriptions().stream()
                .mapToDouble(description -> Cosine.of(pool.vector(email), description) / TEMPERATURE)
                .toArray());
    }

    @Override
    public void addOne() {
        int label = fewest();
        turns[label]++;
        batch.add(rankings.computeIfAbsent(label, key -> Ranking.of(batch.pool(), email -> fits[email][label]))
                .next(batch));
    }

    private int fewest() {
        int fewest = 0;
        for (int label = 1; label < turns.length; label++) {
            fewest = turns[label] < turns[fewest] ? label : fewest;
        }
        return fewest;
    }
}
