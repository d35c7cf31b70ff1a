package io.avocet.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.avocet.data.Email;
import io.avocet.data.LabelSet;
import io.avocet.data.LabelledEmail;
import io.avocet.eval.Prediction;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Emails whose subject is an angle in degrees, so that the cosine of two is that of the angle between them. */
class NearestNeighboursBaselineTest {
    private static final LabelSet ABC = new LabelSet(List.of("apple", "banana", "cherry"));
    private static final Embedding ANGLES = emails -> emails.stream()
            .map(email -> Math.toRadians(Double.parseDouble(email.subject())))
            .map(angle -> new float[] {(float) Math.cos(angle), (float) Math.sin(angle)})
            .toList();

    @Test
    void theVotesWeighExpOfCosineOverTemperature() {
        Prediction prediction = predict(0, row(0, "banana"), row(60, "apple"), row(90, "apple"));
        double[] votes = {
            Math.exp(1 / NearestNeighboursBaseline.TEMPERATURE),
            Math.exp(0.5 / NearestNeighboursBaseline.TEMPERATURE),
            1
        };
        double all = votes[0] + votes[1] + votes[2];
        assertThat(prediction.label()).isEqualTo("banana");
        assertThat(prediction.probability(1)).isCloseTo(votes[0] / all, within(1e-6));
        assertThat(prediction.probability(0)).isCloseTo((votes[1] + votes[2]) / all, within(1e-6));
        assertThat(prediction.probability(2)).isZero();
    }

    @Test
    void onlyTheNearestVote() {
        List<LabelledEmail> rows = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            rows.add(row(90, "apple")); // together they would outvote the near ones many times
        }
        for (int i = 0; i < NearestNeighboursBaseline.NEIGHBOURS; i++) {
            rows.add(row(75, "cherry"));
        }
        assertThat(predict(0, rows).probabilities()).containsExactly(new double[] {0, 0, 1}, within(1e-12));
    }

    @Test
    void equalVotesGoToTheFirstLabelWhateverTheOrderOfTheRows() {
        assertThat(predict(0, row(30, "cherry"), row(-30, "banana")).label()).isEqualTo("banana");
        assertThat(predict(0, row(-30, "banana"), row(30, "cherry")).probabilities())
                .containsExactly(new double[] {0, 0.5, 0.5}, within(1e-12));
    }

    @Test
    void ofEquallyNearEmailsTheFirstAreTaken() {
        List<LabelledEmail> rows = new ArrayList<>();
        for (int i = 0; i < NearestNeighboursBaseline.NEIGHBOURS; i++) {
            rows.add(row(20, "cherry"));
        }
        rows.add(row(20, "apple"));
        assertThat(predict(0, rows).probabilities()).containsExactly(new double[] {0, 0, 1}, within(1e-12));
    }

    @Test
    void fewerRowsThanNeighboursAllVote() {
        assertThat(predict(45, row(0, "apple"), row(90, "banana")).probabilities())
                .containsExactly(new double[] {0.5, 0.5, 0}, within(1e-6));
    }

    @Test
    void oneLabelIsCertain() {
        assertThat(predict(180, row(0, "banana"), row(10, "banana"), row(20, "banana"))
                        .probabilities())
                .containsExactly(new double[] {0, 1, 0}, within(1e-12));
    }

    @Test
    void theSameRowsGiveTheSameProbabilitiesAndEachEmailItsOwn() {
        NearestNeighboursBaseline baseline = train(List.of(row(0, "apple"), row(70, "banana"), row(140, "cherry")));
        List<Prediction> together = baseline.classify(List.of(email(10), email(130), email(71)));
        assertThat(together).extracting(Prediction::label).containsExactly("apple", "cherry", "banana");
        assertThat(baseline.classify(List.of(email(130))).get(0).probabilities())
                .isEqualTo(together.get(1).probabilities());
    }

    @Test
    void rowsAndEmailsAreEmbeddedBySeparateFunctions() {
        List<Email> asked = new ArrayList<>();
        NearestNeighboursBaseline baseline =
                NearestNeighboursBaseline.train(List.of(row(0, "apple")), ABC, ANGLES, emails -> {
                    asked.addAll(emails);
                    return ANGLES.vectors(emails);
                });
        assertThat(asked).isEmpty();
        baseline.classify(List.of(email(5)));
        assertThat(asked).containsExactly(email(5));
    }

    @Test
    void withoutRowsThereIsNothingToLearnFrom() {
        assertThatThrownBy(() -> train(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A classifier is trained on one row or more");
    }

    private static Prediction predict(int angle, LabelledEmail... rows) {
        return predict(angle, List.of(rows));
    }

    private static Prediction predict(int angle, List<LabelledEmail> rows) {
        return train(rows).classify(List.of(email(angle))).get(0);
    }

    private static NearestNeighboursBaseline train(List<LabelledEmail> rows) {
        return NearestNeighboursBaseline.train(rows, ABC, ANGLES, ANGLES);
    }

    private static LabelledEmail row(int angle, String label) {
        return new LabelledEmail(email(angle), label);
    }

    private static Email email(int angle) {
        return new Email(Integer.toString(angle), "");
    }
}
