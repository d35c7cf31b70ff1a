package io.avocet.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import de.bwaldvogel.liblinear.Linear;
import io.avocet.data.Email;
import io.avocet.data.LabelSet;
import io.avocet.data.LabelledEmail;
import io.avocet.eval.Prediction;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BagOfWordsBaselineTest {
    /** Three or four quotients in double precision. */
    private static final double ROUNDING = 1e-12;

    private static final LabelSet LABELS = new LabelSet(List.of("hired", "rejected", "digest", "offer"));
    private static final Email UNHAPPY = new Email("Your Application", "UNFORTUNATELY we went with another person");

    @Test
    void itLearnsTheWordsOfALabel() {
        BagOfWordsBaseline baseline = BagOfWordsBaseline.train(rows(), LABELS);
        List<Prediction> predictions = baseline.classify(List.of(
                UNHAPPY,
                new Email("Jobs", "Jobs for you today: baker"),
                new Email("Your application", "welcome aboard! we start on Friday")));
        assertThat(predictions).extracting(Prediction::label).containsExactly("rejected", "digest", "hired");
        assertThat(baseline.name()).isEqualTo("bag-of-words");
        assertThat(baseline.modelId()).isEqualTo("TF-IDF of 1-2 words and 3-5 characters, logistic regression, C 10");
    }

    @Test
    void probabilitiesSumToOneAndALabelWithoutRowsHasNone() {
        double[] probabilities = probabilities(rows(), UNHAPPY);
        assertThat(Arrays.stream(probabilities).sum()).isCloseTo(1, within(ROUNDING));
        assertThat(probabilities[3]).isZero();
        assertThat(Arrays.stream(probabilities, 0, 3)).allMatch(probability -> probability > 0);
    }

    @Test
    void twoLabelsAreToldApartWhicheverComesFirst() {
        List<LabelledEmail> rows = rows();
        rows.removeIf(row -> row.label().equals("digest"));
        double[] probabilities = probabilities(rows, UNHAPPY);
        assertThat(probabilities[1]).isGreaterThan(0.5);
        assertThat(probabilities[0]).isCloseTo(1 - probabilities[1], within(ROUNDING));
        assertThat(probabilities[2]).isZero();
    }

    @Test
    void oneLabelAloneIsCertain() {
        assertThat(probabilities(List.of(new LabelledEmail(UNHAPPY, "rejected")), new Email("", "")))
                .containsExactly(0, 1, 0, 0);
    }

    /** Without class weights, the label that 60 of 64 rows have would win where no word speaks for either. */
    @Test
    void aRareLabelWeighsAsMuchAsAFrequentOne() {
        List<LabelledEmail> rows = new ArrayList<>();
        for (int row = 0; row < 64; row++) {
            rows.add(new LabelledEmail(new Email("same", "text"), row < 60 ? "digest" : "offer"));
        }
        assertThat(probabilities(rows, new Email("same", "text"))[3]).isBetween(0.4, 0.6);
    }

    @Test
    void theSameRowsGiveTheSameProbabilities() {
        assertThat(probabilities(rows(), UNHAPPY)).isEqualTo(probabilities(rows(), UNHAPPY));
    }

    /** As they were before the trained model was a class of its own; logarithms may differ by machine in their last bit. */
    @Test
    void itsNumbersAreThoseOfTheFirstBenchmarks() {
        assertThat(probabilities(rows(), UNHAPPY))
                .containsExactly(
                        new double[] {0.04903768145736941, 0.9368610467956018, 0.014101271747028792, 0}, within(1e-9));
        List<LabelledEmail> two = rows();
        two.removeIf(row -> row.label().equals("digest"));
        assertThat(probabilities(two, UNHAPPY))
                .containsExactly(new double[] {0.04547700631428375, 0.9545229936857162, 0, 0}, within(1e-9));
    }

    @Test
    void trainingPrintsNothingEvenIfTheLibraryWouldLikeTo() {
        PrintStream original = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        Linear.enableDebugOutput(); // to the present standard output
        try {
            BagOfWordsBaseline.train(rows(), LABELS);
        } finally {
            System.setOut(original);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void withoutRowsThereIsNothingToTrainOn() {
        assertThatThrownBy(() -> BagOfWordsBaseline.train(List.of(), LABELS))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static double[] probabilities(List<LabelledEmail> rows, Email email) {
        return BagOfWordsBaseline.train(rows, LABELS)
                .classify(List.of(email))
                .get(0)
                .probabilities();
    }

    /** Ten rows each of rejected, digest and hired. */
    private static List<LabelledEmail> rows() {
        List<LabelledEmail> rows = new ArrayList<>();
        for (String firm :
                List.of("Ada", "Bell", "Cray", "Dahl", "Eads", "Fox", "Gabor", "Hopper", "Iversen", "Jobs")) {
            rows.add(new LabelledEmail(
                    new Email("Your application", "Unfortunately " + firm + " chose another"), "rejected"));
            rows.add(new LabelledEmail(new Email("Jobs for you", "New today: clerk at " + firm), "digest"));
            rows.add(new LabelledEmail(new Email("Your application", "Welcome aboard at " + firm + "!"), "hired"));
        }
        return rows;
    }
}
