package io.avocet.baseline;

import io.avocet.data.Email;
import io.avocet.data.LabelSet;
import io.avocet.data.LabelledEmail;
import io.avocet.data.TrainingRows;
import io.avocet.eval.ClassifierAdapter;
import io.avocet.eval.Cosine;
import io.avocet.eval.Prediction;
import io.avocet.eval.Probabilities;
import java.util.Arrays;
import java.util.List;

/**
 * The labelled emails whose vectors are nearest to an email's vote for their labels, a vote weighing
 * {@code exp(cosine / temperature)}; a label's probability is its share of the votes. Wu et al. 2018, "Unsupervised Feature
 * Learning via Non-Parametric Instance Discrimination", section 3.4. Of emails that are equally near, the first are taken.
 */
public final class NearestNeighboursBaseline implements ClassifierAdapter {
    /** Its name in tables. */
    public static final String NAME = "minilm-knn";

    /**
     * How many vote. Out of fold on 504 demonstration and 464 job-search emails, 3, 5, 10 and 20 have an accuracy of .486, .505,
     * .515, .523 and .706, .721, .733, .724, a macro-F1 of .297, .310, .310, .309 and .703, .741, .732, .712.
     */
    static final int NEIGHBOURS = 10;

    /** With .02, .05 and .1, accuracy is .478, .498, .515 and .707, .725, .733; macro-F1 is .298, .294, .310 and .708, .719, .732. */
    static final double TEMPERATURE = 0.1;

    private final LabelSet labels;
    private final int[] labelIds;
    private final List<float[]> vectors;
    private final Embedding embedding;

    private NearestNeighboursBaseline(LabelSet labels, int[] labelIds, List<float[]> vectors, Embedding embedding) {
        this.labels = labels;
        this.labelIds = labelIds;
        this.vectors = vectors;
        this.embedding = embedding;
    }

    /**
     * Takes note of labelled emails.
     *
     * @param rows one or more, each with a label of the set
     * @param ofRows gives the vectors of the rows
     * @param ofEmails gives the vectors of the emails that are classified; the same vectors, but it may compute them again
     */
    public static NearestNeighboursBaseline train(
            List<LabelledEmail> rows, LabelSet labels, Embedding ofRows, Embedding ofEmails) {
        int[] labelIds = TrainingRows.labelIds(rows, labels);
        List<float[]> vectors =
                ofRows.vectors(rows.stream().map(LabelledEmail::email).toList());
        return new NearestNeighboursBaseline(labels, labelIds, vectors, ofEmails);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String modelId() {
        return "the " + NEIGHBOURS + " nearest labelled emails by all-MiniLM-L6-v2";
    }

    @Override
    public List<Prediction> classify(List<Email> emails) {
        return embedding.vectors(emails).stream()
                .map(email -> new Prediction(labels, shares(email)))
                .toList();
    }

    /** Each label's share of the votes for an email's vector, from 0 to 1. */
    private double[] shares(float[] email) {
        double[] cosines =
                vectors.stream().mapToDouble(vector -> Cosine.of(email, vector)).toArray();
        int[] nearest = nearest(cosines);
        double[] votes = Probabilities.softmax(Arrays.stream(nearest)
                .mapToDouble(row -> cosines[row] / TEMPERATURE)
                .toArray());
        double[] shares = new double[labels.size()];
        for (int i = 0; i < nearest.length; i++) {
            shares[labelIds[nearest[i]]] += votes[i];
        }
        return Arrays.stream(shares).map(share -> Math.min(1, share)).toArray(); // rounding may pass 1
    }

    /** The rows with the largest cosines, the largest first, {@value #NEIGHBOURS} or all there are. */
    private static int[] nearest(double[] cosines) {
        int[] nearest = new int[Math.min(NEIGHBOURS, cosines.length)];
        int found = 0;
        for (int row = 0; row < cosines.length; row++) {
            int place = found;
            while (place > 0 && cosines[row] > cosines[nearest[place - 1]]) {
                place--;
            }
            if (place < nearest.length) {
                found = Math.min(found + 1, nearest.length);
                System.arraycopy(nearest, place, nearest, place + 1, found - place - 1);
                nearest[place] = row;
            }
        }
        return nearest;
    }
}
