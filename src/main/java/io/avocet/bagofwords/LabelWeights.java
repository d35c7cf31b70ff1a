package io.avocet.bagofwords;

import io.avocet.data.LabelSet;
import io.avocet.data.TrainingRows;

/** How much a training row counts, by its label. */
public enum LabelWeights {
    /** {@code rows / (labels present * rows of the label)}: the labels together count the same, as in fine-tuning. */
    BALANCED {
        @Override
        double weight(double rows, int present, int ofLabel) {
            return rows / ((double) present * ofLabel);
        }
    },
    /** Each row counts the same. */
    EQUAL {
        @Override
        double weight(double rows, int present, int ofLabel) {
            return 1;
        }
    };

    abstract double weight(double rows, int present, int ofLabel);

    /**
     * The weights of some labels.
     *
     * @param present the labels of the rows, each once
     * @return one weight for each of them
     */
    double[] of(int[] present, int[] labelIds, LabelSet labels) {
        int[] counts = TrainingRows.counts(labelIds, labels);
        double[] weights = new double[present.length];
        for (int place = 0; place < present.length; place++) {
            weights[place] = weight(labelIds.length, present.length, counts[present[place]]);
        }
        return weights;
    }
}
