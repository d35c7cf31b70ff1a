package io.avocet.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.avocet.error.UserError;
import io.avocet.run.Precision;
import org.junit.jupiter.api.Test;

class TrainingSettingsTest {
    @Test
    void theEndsOfEachRangeAreAllowed() {
        assertThat(settings(1, 1, 1, Double.MIN_VALUE, 8).epochs()).isEqualTo(1);
        assertThat(settings(20, 1024, 1024, 1, 512).epochs()).isEqualTo(20);
    }

    @Test
    void whatIsOutOfRangeIsRefusedWithWhatIsAllowed() {
        assertRefused(0, 1, 1, 1, 8, "The number of epochs is 0. Allowed: 1 to 20.");
        assertRefused(21, 1, 1, 1, 8, "The number of epochs is 21. Allowed: 1 to 20.");
        assertRefused(1, 0, 1, 1, 8, "The batch size is 0. Allowed: 1 to 1024.");
        assertRefused(1, 1025, 1, 1, 8, "The batch size is 1025. Allowed: 1 to 1024.");
        assertRefused(1, 1, 0, 1, 8, "accumulation steps are 0. Allowed: 1 or more.");
        assertRefused(1, 1, 1, 0, 8, "The learning rate is 0.0. Allowed: above 0, at most 1.");
        assertRefused(1, 1, 1, 1.5, 8, "The learning rate is 1.5. Allowed: above 0, at most 1.");
        assertRefused(1, 1, 1, Double.NaN, 8, "The learning rate is NaN. Allowed: above 0, at most 1.");
        assertRefused(1, 1, 1, 1, 7, "max tokens are 7. Allowed: 8 or more.");
    }

    @Test
    void unlessTheMethodIsNamedItIsTheStandardOne() {
        assertThat(settings(1, 1, 1, 1, 8).method()).isEqualTo(TrainingMethod.STANDARD);
    }

    private static void assertRefused(
            int epochs, int batchSize, int accumulationSteps, double learningRate, int maxTokens, String message) {
        assertThatThrownBy(() -> settings(epochs, batchSize, accumulationSteps, learningRate, maxTokens))
                .isInstanceOf(UserError.class)
                .hasMessage(message);
    }

    private static TrainingSettings settings(
            int epochs, int batchSize, int accumulationSteps, double learningRate, int maxTokens) {
        return new TrainingSettings(
                epochs,
                batchSize,
                accumulationSteps,
                learningRate,
                Precision.FP32,
                false,
                maxTokens,
                42,
                TrainingMethod.STANDARD);
    }
}
