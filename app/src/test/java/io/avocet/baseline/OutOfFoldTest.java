package io.avocet.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.avocet.data.Email;
import io.avocet.data.LabelSet;
import io.avocet.data.LabelledEmail;
import io.avocet.error.UserError;
import io.avocet.eval.ClassifierAdapter;
import io.avocet.eval.Prediction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutOfFoldTest {
    private static final LabelSet ABC = new LabelSet(List.of("apple", "banana", "cherry"));

    /** What each model was trained on, and what it was asked. */
    private final List<Fold> folds = new ArrayList<>();

    @Test
    void eachRowIsPredictedOnceByAModelThatHasNotSeenIt() {
        List<LabelledEmail> rows = rows(12, 7, 1);
        OutOfFold.predict(rows, ABC, 1, this::recording);

        assertThat(folds).hasSize(5).allSatisfy(fold -> {
            assertThat(fold.training()).doesNotContainAnyElementsOf(fold.held());
            assertThat(fold.training().size() + fold.held().size()).isEqualTo(20);
        });
        assertThat(folds.stream().flatMap(fold -> fold.held().stream()))
                .containsExactlyInAnyOrderElementsOf(
                        rows.stream().map(LabelledEmail::email).toList());
    }

    @Test
    void theRowsOfALabelAreSpreadEvenly() {
        OutOfFold.predict(rows(12, 7, 1), ABC, 1, this::recording);
        for (Fold fold : folds) {
            assertThat(held(fold, "apple")).isBetween(2L, 3L);
            assertThat(held(fold, "banana")).isBetween(1L, 2L);
            assertThat(fold.held()).hasSize(4);
        }
    }

    @Test
    void predictionsAreInTheOrderOfTheRows() {
        List<LabelledEmail> rows = rows(9, 9, 9);
        List<Prediction> predictions = OutOfFold.predict(rows, ABC, 1, this::recording);
        // the recording classifier knows the label from the subject
        assertThat(predictions.stream().map(Prediction::label))
                .isEqualTo(rows.stream().map(LabelledEmail::label).toList());
    }

    @Test
    void foldsAndPredictionsDoNotDependOnTheOrderOfTheRows() {
        List<LabelledEmail> rows = rows(12, 7, 3);
        rows.add(new LabelledEmail(rows.get(0).email(), "cherry"));
        Map<LabelledEmail, List<Double>> expected = probabilities(rows);
        Collections.shuffle(rows, new Random(4));
        assertThat(probabilities(rows)).isEqualTo(expected);
    }

    @Test
    void anotherSeedDealsOtherFolds() {
        OutOfFold.predict(rows(12, 7, 3), ABC, 1, this::recording);
        List<Fold> one = List.copyOf(folds);
        folds.clear();
        OutOfFold.predict(rows(12, 7, 3), ABC, 2, this::recording);
        assertThat(folds).isNotEqualTo(one);
    }

    @Test
    void rowsOfTheSameContentShareAFoldWhateverTheirLabels() {
        List<LabelledEmail> rows = rows(5, 5, 0);
        rows.add(rows.get(2));
        rows.add(new LabelledEmail(rows.get(3).email(), "cherry"));

        List<Prediction> predictions = OutOfFold.predict(rows, ABC, 1, this::recording);

        assertThat(folds).allSatisfy(fold -> assertThat(fold.training()).doesNotContainAnyElementsOf(fold.held()));
        assertThat(predictions).hasSize(12);
    }

    @Test
    void aLabelWithOneRowHasProbabilityZeroForIt() {
        List<LabelledEmail> rows = rows(6, 6, 1);
        List<Prediction> predictions = OutOfFold.predict(rows, ABC, 1, BagOfWordsBaseline::train);
        assertThat(predictions.get(12).probability(2)).isZero();
        assertThat(OutOfFold.predict(rows, ABC, 1, MajorityBaseline::train)
                        .get(12)
                        .probability(2))
                .isZero();
    }

    @Test
    void twoEmailsAreEnoughAndOneIsNot() {
        assertThat(OutOfFold.predict(rows(1, 1, 0), ABC, 1, MajorityBaseline::train))
                .extracting(Prediction::label)
                .containsExactly("banana", "apple");

        List<LabelledEmail> twice = List.of(rows(1).get(0), rows(1).get(0));
        assertThatThrownBy(() -> OutOfFold.predict(twice, ABC, 1, MajorityBaseline::train))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "A baseline is trained on some emails and scored on others, which takes two different emails"
                                + " or more; there is one. Label more emails.");
    }

    private static Map<LabelledEmail, List<Double>> probabilities(List<LabelledEmail> rows) {
        List<Prediction> predictions = OutOfFold.predict(rows, ABC, 1, BagOfWordsBaseline::train);
        Map<LabelledEmail, List<Double>> probabilities = new HashMap<>();
        for (int row = 0; row < rows.size(); row++) {
            double[] ofRow = predictions.get(row).probabilities();
            probabilities.put(
                    rows.get(row),
                    IntStream.range(0, 3).mapToObj(label -> ofRow[label]).toList());
        }
        return probabilities;
    }

    private static long held(Fold fold, String label) {
        return fold.held().stream()
                .filter(email -> email.subject().startsWith(label))
                .count();
    }

    private static List<LabelledEmail> rows(int... counts) {
        List<LabelledEmail> rows = new ArrayList<>();
        for (int label = 0; label < counts.length; label++) {
            for (int row = 0; row < counts[label]; row++) {
                String name = ABC.name(label);
                rows.add(new LabelledEmail(new Email(name + " " + row, "body of " + name), name));
            }
        }
        return rows;
    }

    private ClassifierAdapter recording(List<LabelledEmail> rows, LabelSet labels) {
        return new Recording(rows.stream().map(LabelledEmail::email).toList(), labels);
    }

    private record Fold(List<Email> training, List<Email> held) {}

    private final class Recording implements ClassifierAdapter {
        private final List<Email> training;
        private final LabelSet labels;

        private Recording(List<Email> training, LabelSet labels) {
            this.training = training;
            this.labels = labels;
        }

        @Override
        public String name() {
            return "recording";
        }

        @Override
        public String modelId() {
            return "none";
        }

        @Override
        public void load() {}

        @Override
        public void unload() {}

        @Override
        public List<Prediction> classify(List<Email> emails) {
            folds.add(new Fold(training, emails));
            return emails.stream().map(this::bySubject).toList();
        }

        private Prediction bySubject(Email email) {
            double[] probabilities = labels.names().stream()
                    .mapToDouble(name -> email.subject().startsWith(name) ? 1 : 0)
                    .toArray();
            return new Prediction(labels, probabilities);
        }
    }
}
