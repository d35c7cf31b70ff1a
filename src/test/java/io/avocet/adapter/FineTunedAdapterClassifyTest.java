package io.avocet.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.avocet.data.Email;
import io.avocet.data.LabelSet;
import io.avocet.eval.Prediction;
import io.avocet.eval.TokenCut;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FineTunedAdapterClassifyTest {
    private static final String EMOJI = "\uD83D\uDE00";

    @Test
    void aLabelOfTheSetIsReturned() {
        MockClassifier mock = new MockClassifier(LabelSet.CANONICAL.id("hired").orElseThrow());
        try (FineTunedAdapter adapter = loaded(mock)) {
            Prediction prediction =
                    adapter.classify(List.of(new Email("Welcome", "on board"))).get(0);
            assertThat(prediction.label()).isEqualTo("hired").isIn(LabelSet.CANONICAL.names());
            assertThat(prediction.confidence()).isEqualTo(0.91);
        }
    }

    @Test
    void exactlySubjectSeparatorAndTheFirst400OfTheBodyArePassed() {
        String body = "0123456789".repeat(50);
        assertThat(textOf(new Email("Interview", body))).isEqualTo("Interview [SEP] " + body.substring(0, 400));
    }

    @Test
    void the400AreCodePointsSoThatNoEmojiIsCut() {
        assertThat(textOf(new Email("", EMOJI.repeat(401)))).isEqualTo(" [SEP] " + EMOJI.repeat(400));
    }

    @Test
    void aMissingSubjectOrBodyIsEmpty() {
        assertThat(textOf(Email.of(null, null))).isEqualTo(" [SEP] ");
    }

    @Test
    void eachEmailIsClassifiedOnceInOrder() {
        MockClassifier mock = new MockClassifier(0);
        try (FineTunedAdapter adapter = loaded(mock)) {
            assertThat(adapter.classify(List.of(new Email("a", "1"), new Email("b", "2"))))
                    .hasSize(2);
            assertThat(mock.texts).containsExactly("a [SEP] 1", "b [SEP] 2");
        }
    }

    @Test
    void nothingIsLoadedBeforeItIsAskedForAndClosingLetsGo() {
        MockClassifier mock = new MockClassifier(0);
        FineTunedAdapter adapter =
                new FineTunedAdapter("mine", "models/mine", () -> new FineTunedModel(mock, Optional.empty()));
        assertThatThrownBy(() -> adapter.classify(List.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("mine is not loaded");
        adapter.load();
        adapter.close();
        assertThat(mock.closed).isTrue();
        assertThatThrownBy(() -> adapter.classify(List.of())).isInstanceOf(IllegalStateException.class);
    }

    private static String textOf(Email email) {
        MockClassifier mock = new MockClassifier(0);
        try (FineTunedAdapter adapter = loaded(mock)) {
            adapter.classify(List.of(email));
        }
        return mock.texts.get(0);
    }

    private static FineTunedAdapter loaded(MockClassifier mock) {
        FineTunedAdapter adapter =
                new FineTunedAdapter("mine", "models/mine", () -> new FineTunedModel(mock, Optional.empty()));
        adapter.load();
        return adapter;
    }

    /** Remembers its texts and is always sure of one label. */
    private static final class MockClassifier implements TextClassifier {
        private final int answer;
        private final List<String> texts = new ArrayList<>();
        private boolean closed;

        MockClassifier(int answer) {
            this.answer = answer;
        }

        @Override
        public LabelSet labels() {
            return LabelSet.CANONICAL;
        }

        @Override
        public List<double[]> probabilities(List<String> newTexts) {
            texts.addAll(newTexts);
            double[] probabilities = new double[labels().size()];
            java.util.Arrays.fill(probabilities, 0.01);
            probabilities[answer] = 0.91;
            return newTexts.stream().map(text -> probabilities.clone()).toList();
        }

        @Override
        public TokenCut tokenCut(List<String> newTexts) {
            return new TokenCut(512, 0);
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
