package io.avocet.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.avocet.data.Email;
import io.avocet.data.LabelSet;
import io.avocet.eval.Prediction;
import io.avocet.eval.TokenCut;
import io.avocet.golden.Golden;
import io.avocet.run.Precision;
import io.avocet.tensor.ComputeDevice;
import io.avocet.tensor.Hardware;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sentence encoders against descriptions of the labels, on golden checkpoints. */
class EmbeddingAdapterTest {
    private static final Hardware CPU = new Hardware(ComputeDevice.CPU, Precision.FP32);
    private static final LabelDescriptions FRUIT = new LabelDescriptions(
            new LabelSet(List.of("apple", "banana", "cherry")),
            List.of("An invitation to a job interview", "A newsletter with openings", "The contract is signed"));

    @Test
    void theProbabilitiesAreTheSoftmaxOfCosineOverTemperature() {
        float[] email = {1, 0};
        List<float[]> descriptions = List.of(new float[] {0.6f, 0.8f}, new float[] {0.5f, 0.8660254f});
        double[] probabilities = EmbeddingAdapter.probabilities(email, descriptions);
        double first = 1 / (1 + Math.exp(-(0.6 - 0.5) / 0.1)); // of two, the logistic function of the difference
        assertThat(probabilities).hasSize(2);
        assertThat(probabilities[0]).isCloseTo(first, within(1e-6));
        assertThat(probabilities[1]).isCloseTo(1 - first, within(1e-6));
    }

    @Test
    void equallyNearDescriptionsAreEquallyProbable() {
        float[] same = {0, 1};
        assertThat(EmbeddingAdapter.probabilities(same, List.of(same, same, same, same)))
                .containsExactly(0.25, 0.25, 0.25, 0.25);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bert-tiny", "bert-tiny-nli", "xlm-roberta-tiny"})
    void anEmailThatReadsLikeADescriptionHasItsLabelWhateverTheHeadOfTheCheckpoint(String checkpoint) {
        List<Email> emails = FRUIT.withLabels().stream()
                .map(description -> new Email("", description))
                .toList();
        try (EmbeddingAdapter adapter = adapter(checkpoint)) {
            adapter.load();
            List<Prediction> predictions = adapter.classify(emails);
            assertThat(predictions).extracting(Prediction::label).containsExactly("apple", "banana", "cherry");
            assertThat(predictions)
                    .allSatisfy(prediction -> assertThat(
                                    Arrays.stream(prediction.probabilities()).sum())
                            .isCloseTo(1, within(1e-9)));
        }
    }

    @Test
    void theVectorsOfEmailsAreOfLengthOneAndInTheOrderOfTheEmails() {
        Email first = new Email("Interview", "On Thursday at ten.");
        Email second = new Email("Thank you", "We have decided to go on with other candidates. ".repeat(5));
        try (EmailEncoder encoder = EmailEncoder.load(Golden.folder(Golden.BERT), CPU, 2)) {
            List<float[]> both = encoder.vectors(List.of(first, second));
            assertThat(both).allSatisfy(vector -> assertThat(length(vector)).isCloseTo(1, within(1e-5)));
            assertThat(encoder.vectors(List.of(second)).get(0)).containsExactly(both.get(1), within(1e-5f));
        }
    }

    @Test
    void emailsBeyondTheTokenLimitAreCounted() {
        try (EmbeddingAdapter adapter = adapter(Golden.BERT)) {
            assertThatThrownBy(() -> adapter.tokenCut(List.of()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("m is not loaded");
            adapter.load();
            int limit = adapter.tokenCut(List.of()).orElseThrow().maxTokens();
            assertThat(adapter.tokenCut(List.of(new Email("short", "text"), new Email("word ".repeat(600), ""))))
                    .contains(new TokenCut(limit, 1));
        }
    }

    private static EmbeddingAdapter adapter(String checkpoint) {
        return new EmbeddingAdapter("m", "m", FRUIT, () -> Golden.folder(checkpoint), CPU, 8);
    }

    private static double length(float[] vector) {
        double squares = 0;
        for (float component : vector) {
            squares += component * component;
        }
        return Math.sqrt(squares);
    }
}
