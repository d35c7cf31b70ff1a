package io.avocet.lab.labelling;

import io.avocet.bagofwords.Feature;
import io.avocet.bagofwords.OneAgainstRest;
import io.avocet.baseline.Embedding;
import io.avocet.data.ClassWeighting;
import io.avocet.data.LabelSet;
import io.avocet.data.LabelledEmail;
import io.avocet.data.TrainingRows;
import io.avocet.regression.LogisticRegressions;
import java.util.Arrays;
import java.util.List;

/** Logistic regression, one label against the rest, on vectors that no training changes. */
final class LogisticLearner implements Learner {
    private final Embedding embedding;

    LogisticLearner(Embedding embedding) {
        this.embedding = embedding;
    }

    @Override
    public List<double[]> predict(
            List<LabelledEmail> labelled, List<LabelledEmail> others, LabelSet labels, long seed) {
        int[] labelIds = TrainingRows.labelIds(labelled, labels);
        double[] weights = ClassWeighting.BALANCED.weights(TrainingRows.counts(labelIds, labels));
        int[] present = Arrays.stream(labelIds).distinct().toArray();
        Feature[][] features = features(labelled);
        OneAgainstRest model = LogisticRegressions.train(
                features,
                labelIds,
                features[0].length,
                present,
                Arrays.stream(present).mapToDouble(label -> weights[label]).toArray());
        return Arrays.stream(features(others))
                .map(row -> model.probabilities(row, labels.size()))
                .toList();
    }

    private Feature[][] features(List<LabelledEmail> rows) {
        return embedding.vectors(rows.stream().map(LabelledEmail::email).toList()).stream()
                .map(LogisticLearner::features)
                .toArray(Feature[][]::new);
    }

    /** The components, and last a 1 by which a bias is learned. */
    private static Feature[] features(float[] vector) {
        Feature[] features = new Feature[vector.length + 1];
        for (int i = 0; i < vector.length; i++) {
            features[i] = new Feature(i + 1, vector[i]);
        }
        features[vector.length] = new Feature(vector.length + 1, 1);
        return features;
    }

    @Override
    public void close() {}
}
