package io.avocet.lab.labelling;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * How a model grows with its labels: a line of the results file.
 *
 * @param run what was simulated
 * @param pool emails to choose from
 * @param held emails on which the model is scored
 * @param points by number of labels, ascending
 * @param seconds of the whole run
 */
public record Curve(Run run, int pool, int held, List<Point> points, double seconds) {
    /**
     * One simulation; two that are equal give the same curve.
     *
     * @param set name of the emails
     * @param seed of the split, of what is chosen by lot and of the training
     * @param sizes numbers of labels that were asked for; none where all emails are labelled
     */
    public record Run(String set, String model, Choice choice, long seed, List<Integer> sizes) {
        public Run {
            sizes = List.copyOf(sizes);
        }
    }

    /**
     * A model of so many labels.
     *
     * @param labelsSeen different labels among them
     * @param macroF1 over the labels that the held-out emails have
     */
    public record Point(
            int labels,
            @JsonProperty("labels_seen") int labelsSeen,
            @JsonProperty("macro_f1") double macroF1,
            double accuracy) {}

    public Curve {
        points = List.copyOf(points);
    }
}
