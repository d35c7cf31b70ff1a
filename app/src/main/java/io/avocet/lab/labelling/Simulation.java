package io.avocet.lab.labelling;

import io.avocet.data.LabelSet;
import io.avocet.data.LabelledEmail;
import io.avocet.data.PreparedData;
import io.avocet.data.TrainingRows;
import io.avocet.eval.ConfusionMatrix;
import io.avocet.eval.Probabilities;
import io.avocet.labelling.EmailPool;
import io.avocet.labelling.QueryStrategy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Labels the training emails as a user would, in the order of a strategy; the labels that they have are the user's answers. */
final class Simulation {
    private final LabelSet labels;
    private final List<LabelledEmail> pool;
    private final List<LabelledEmail> held;
    private final List<float[]> vectors;
    private final @Nullable List<float[]> descriptions;
    private final Learner learner;
    private final long seed;

    /**
     * @param vectors of the training emails
     * @param descriptions vectors of the labels' descriptions, null without descriptions
     */
    Simulation(
            PreparedData data,
            List<float[]> vectors,
            @Nullable List<float[]> descriptions,
            Learner learner,
            long seed) {
        this.labels = data.labels();
        this.pool = data.training();
        this.held = data.validation();
        this.vectors = vectors;
        this.descriptions = descriptions;
        this.learner = learner;
        this.seed = seed;
    }

    /** The score of the model that learns from all emails. */
    List<Curve.Point> whole() {
        return List.of(point(pool, learner.predict(pool, held, labels, seed)));
    }

    /**
     * The scores of the models of so many labels. Between two sizes, all emails are chosen by the model of the smaller one.
     *
     * @param sizes ascending, at most the size of the pool
     */
    List<Curve.Point> curve(QueryStrategy strategy, List<Integer> sizes) {
        List<Curve.Point> points = new ArrayList<>();
        List<LabelledEmail> labelled = new ArrayList<>();
        int[] given = new int[pool.size()];
        Arrays.fill(given, EmailPool.UNLABELLED);
        List<double[]> probabilities = null;
        for (int size : sizes) {
            EmailPool known = new EmailPool(vectors, given, labels.size(), descriptions, probabilities);
            for (int email : strategy.choose(known, size - labelled.size(), seed + size)) {
                labelled.add(pool.get(email));
                given[email] = labels.id(pool.get(email).label()).orElseThrow();
            }
            boolean isLast = size == sizes.get(sizes.size() - 1);
            List<LabelledEmail> guessed = strategy.usesModel() && !isLast ? pool : List.of();
            List<double[]> predicted = learner.predict(
                    labelled, Stream.of(held, guessed).flatMap(List::stream).toList(), labels, seed);
            points.add(point(labelled, predicted.subList(0, held.size())));
            probabilities = guessed.isEmpty() ? null : predicted.subList(held.size(), predicted.size());
        }
        return points;
    }

    private Curve.Point point(List<LabelledEmail> labelled, List<double[]> ofHeld) {
        int[] predicted = Probabilities.mostProbable(ofHeld);
        ConfusionMatrix scores = ConfusionMatrix.of(labels, TrainingRows.labelIds(held, labels), predicted);
        return new Curve.Point(
                labelled.size(),
                (int) labelled.stream().map(LabelledEmail::label).distinct().count(),
                scores.macroF1Supported(),
                scores.accuracy());
    }
}
