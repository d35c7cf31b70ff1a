package io.avocet.labelling;

import io.avocet.eval.Cosine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Spherical k-means: Dhillon and Modha 2001, "Concept Decompositions for Large Sparse Text Data Using Clustering". The centres begin at
 * emails drawn by their distance from the nearest centre, as k-means++ has it: Arthur and Vassilvitskii 2007. Labelled emails are centres
 * that stay where they are, so the new ones move to what no label reaches.
 */
final class Clusters {
    /** Emails that are clustered at most, drawn at random. Clusters that these do not show are small. */
    private static final int MOST_EMAILS = 2_000;

    /** Labelled emails that are compared with each of these at most, drawn at random, so that it takes a second at most. */
    private static final int MOST_LABELLED = 1_000;

    private static final int ROUNDS = 10;

    /** The cluster of an email whose nearest centre is labelled. */
    private static final int LABELLED = -1;

    private final Batch batch;
    private final int[] emails;
    private final double[] toLabelled; // cosine of each email with the nearest labelled one
    private final float[][] centres;
    private final int[] clusters; // of each email
    private final double[] toCentre; // cosine of each email with the nearest centre

    /** @param count of new centres */
    Clusters(Batch batch, int count) {
        this.batch = batch;
        this.emails = batch.draw(batch.pool().unlabelled(), MOST_EMAILS);
        this.toLabelled = new double[emails.length];
        this.clusters = new int[emails.length];
        this.toCentre = new double[emails.length];
        int[] labelled = batch.draw(batch.pool().labelled(), MOST_LABELLED);
        for (int place = 0; place < emails.length; place++) {
            float[] vector = vector(place);
            toLabelled[place] = Arrays.stream(labelled)
                    .mapToDouble(other -> Cosine.of(vector, batch.pool().vector(other)))
                    .max()
                    .orElse(-1);
        }
        this.centres = firstCentres(Math.min(count, emails.length));
        for (int round = 0; round < ROUNDS; round++) {
            assign();
            moveCentres();
        }
        assign();
    }

    private float[] vector(int place) {
        return batch.pool().vector(emails[place]);
    }

    private float[][] firstCentres(int count) {
        double[] nearest = toLabelled.clone();
        float[][] first = new float[count][];
        for (int centre = 0; centre < count; centre++) {
            float[] drawn = vector(drawByDistance(nearest)).clone();
            for (int place = 0; place < nearest.length; place++) {
                nearest[place] = Math.max(nearest[place], Cosine.of(vector(place), drawn));
            }
            first[centre] = drawn;
        }
        return first;
    }

    /** Draws an email by {@code 1 - cosine}, half the squared distance of vectors of length 1. */
    private int drawByDistance(double[] nearest) {
        double sum = Arrays.stream(nearest).map(Clusters::distance).sum();
        double left = batch.random().nextDouble() * sum;
        int last = nearest.length - 1;
        for (int place = 0; place < last; place++) {
            left -= distance(nearest[place]);
            if (left < 0) {
                return place;
            }
        }
        return last;
    }

    private static double distance(double cosine) {
        return Math.max(0, 1 - cosine);
    }

    private void assign() {
        for (int place = 0; place < emails.length; place++) {
            clusters[place] = LABELLED;
            toCentre[place] = toLabelled[place];
            for (int centre = 0; centre < centres.length; centre++) {
                double cosine = Cosine.of(vector(place), centres[centre]);
                if (cosine > toCentre[place]) {
                    clusters[place] = centre;
                    toCentre[place] = cosine;
                }
            }
        }
    }

    /** Each centre goes to the mean direction of its emails; one that has none stays. */
    private void moveCentres() {
        double[][] sums = new double[centres.length][];
        for (int place = 0; place < emails.length; place++) {
            if (clusters[place] != LABELLED) {
                add(sums, clusters[place], vector(place));
            }
        }
        for (int centre = 0; centre < centres.length; centre++) {
            if (sums[centre] != null) {
                centres[centre] = direction(sums[centre]);
            }
        }
    }

    private static void add(double[][] sums, int cluster, float[] vector) {
        if (sums[cluster] == null) {
            sums[cluster] = new double[vector.length];
        }
        for (int i = 0; i < vector.length; i++) {
            sums[cluster][i] += vector[i];
        }
    }

    private static float[] direction(double[] sum) {
        double length = Math.sqrt(Arrays.stream(sum).map(value -> value * value).sum());
        float[] direction = new float[sum.length];
        for (int i = 0; i < sum.length; i++) {
            direction[i] = (float) (length == 0 ? 0 : sum[i] / length);
        }
        return direction;
    }

    /** The email nearest to each new centre, that of the largest cluster first. */
    List<Integer> typicalEmails() {
        int[] sizes = new int[centres.length];
        int[] typical = new int[centres.length];
        for (int place = 0; place < emails.length; place++) {
            int cluster = clusters[place];
            if (cluster != LABELLED) {
                boolean isNearer = sizes[cluster]++ == 0 || toCentre[place] > toCentre[typical[cluster]];
                typical[cluster] = isNearer ? place : typical[cluster];
            }
        }
        List<Integer> order = new ArrayList<>(IntStream.range(0, centres.length)
                .filter(cluster -> sizes[cluster] > 0)
                .boxed()
                .toList());
        order.sort(Comparator.comparingInt((Integer cluster) -> sizes[cluster]).reversed());
        return order.stream().map(cluster -> emails[typical[cluster]]).toList();
    }
}
