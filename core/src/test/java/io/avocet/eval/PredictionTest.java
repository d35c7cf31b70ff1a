package io.avocet.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.avocet.data.LabelSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class PredictionTest {
    private static final LabelSet ABC = new LabelSet(List.of("a", "b", "c"));

    @Test
    void theLabelIsTheMostProbableAndTheFirstOfEquals() {
        Prediction prediction = new Prediction(ABC, new double[] {0.2, 0.4, 0.4});
        assertThat(prediction.labelId()).isEqualTo(1);
        assertThat(prediction.label()).isEqualTo("b");
        assertThat(prediction.confidence()).isEqualTo(0.4);
        assertThat(prediction.probability(0)).isEqualTo(0.2);
    }

    @Test
    void noArrayIsShared() {
        double[] probabilities = {0.2, 0.4, 0.4};
        Prediction prediction = new Prediction(ABC, probabilities);
        probabilities[0] = 1;
        prediction.probabilities()[0] = 1;
        assertThat(prediction.probabilities()).containsExactly(0.2, 0.4, 0.4);
    }

    @Test
    void certaintyIsAProbability() {
        assertThat(new Prediction(ABC, new double[] {0, 0, 1}).label()).isEqualTo("c");
    }

    @Test
    void whatIsNoProbabilityIsRefused() {
        assertThatThrownBy(() -> new Prediction(ABC, new double[] {0.5, Double.NaN, 0.5}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The probability of 'b' is NaN, not from 0 to 1");
        assertThatThrownBy(() -> new Prediction(ABC, new double[] {-0.1, 0.5, 0.5}))
                .hasMessage("The probability of 'a' is -0.1, not from 0 to 1");
        assertThatThrownBy(() -> new Prediction(ABC, new double[] {0.5, 0.5, 1.1}))
                .hasMessage("The probability of 'c' is 1.1, not from 0 to 1");
        assertThatThrownBy(() -> new Prediction(ABC, new double[] {0.5, 0.5}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected 3 probabilities, got 2");
    }

    @Test
    void itIsUnsureBelowTheThresholdAndKeepsItsLabel() {
        double[] probabilities = {0.2, 0.5, 0.3};
        assertThat(new Prediction(ABC, probabilities).isUnsure()).isFalse();
        assertThat(new Prediction(ABC, probabilities, 0.5).isUnsure()).isFalse();
        Prediction unsure = new Prediction(ABC, probabilities, 0.6);
        assertThat(unsure.isUnsure()).isTrue();
        assertThat(unsure.label()).isEqualTo("b");
        assertThat(unsure.unsureBelow()).isEqualTo(0.6);
    }
}
