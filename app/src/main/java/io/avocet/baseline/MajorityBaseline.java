package io.avocet.baseline;

import io.avocet.data.Email;
import io.avocet.data.LabelSet;
import io.avocet.data.LabelledEmail;
import io.avocet.data.TrainingRows;
import io.avocet.eval.ClassifierAdapter;
import io.avocet.eval.Prediction;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Says the most frequent label of its training rows, whatever the email; a label's probability is its share of them. */
public final class MajorityBaseline implements ClassifierAdapter {
    /** Its name in tables. */
    public static final String NAME = "majority-label";

    private final Prediction prediction;

    private MajorityBaseline(Prediction prediction) {
        this.prediction = prediction;
    }

    /**
     * Counts the labels.
     *
     * @param rows one or more, each with a label of the set
     */
    public static MajorityBaseline train(List<LabelledEmail> rows, LabelSet labels) {
        int[] counts = TrainingRows.counts(TrainingRows.labelIds(rows, labels), labels);
        double[] shares = Arrays.stream(counts)
                .mapToDouble(count -> (double) count / rows.size())
                .toArray();
        return new MajorityBaseline(new Prediction(labels, shares));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String modelId() {
        return "the most frequent label, " + prediction.label();
    }

    @Override
    public List<Prediction> classify(List<Email> emails) {
        return Collections.nCopies(emails.size(), prediction);
    }
}
