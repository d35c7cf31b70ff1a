package io.avocet.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.avocet.data.Email;
import io.avocet.data.LabelSet;
import io.avocet.data.LabelledEmail;
import io.avocet.eval.Prediction;
import java.util.List;
import org.junit.jupiter.api.Test;

class MajorityBaselineTest {
    private static final LabelSet ABC = new LabelSet(List.of("apple", "banana", "cherry"));
    private static final Email ANY = new Email("s", "b");

    @Test
    void itSaysTheMostFrequentLabelAndTheSharesOfAll() {
        MajorityBaseline baseline = MajorityBaseline.train(
                List.of(
                        new LabelledEmail(ANY, "apple"),
                        new LabelledEmail(ANY, "cherry"),
                        new LabelledEmail(ANY, "cherry"),
                        new LabelledEmail(ANY, "cherry")),
                ABC);

        List<Prediction> predictions = baseline.classify(List.of(ANY, new Email("apple", "apple")));

        assertThat(predictions).hasSize(2).extracting(Prediction::label).containsOnly("cherry");
        assertThat(predictions.get(0).probabilities()).containsExactly(0.25, 0, 0.75);
        assertThat(baseline.name()).isEqualTo("majority-label");
        assertThat(baseline.modelId()).isEqualTo("the most frequent label, cherry");
    }

    @Test
    void ofEquallyFrequentLabelsItSaysTheFirst() {
        MajorityBaseline baseline = MajorityBaseline.train(
                List.of(new LabelledEmail(ANY, "cherry"), new LabelledEmail(ANY, "banana")), ABC);
        assertThat(baseline.classify(List.of(ANY)).get(0).label()).isEqualTo("banana");
    }

    @Test
    void withoutRowsThereIsNothingToTrainOn() {
        assertThatThrownBy(() -> MajorityBaseline.train(List.of(), ABC))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A classifier is trained on one row or more");
    }
}
