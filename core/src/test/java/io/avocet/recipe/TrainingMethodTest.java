package io.avocet.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.avocet.data.ClassWeighting;
import io.avocet.error.UserError;
import org.junit.jupiter.api.Test;

class TrainingMethodTest {
    @Test
    void eachLayerHasTheDecaysShareOfTheRateAboveIt() {
        TrainingMethod method = method(1, 0.9);
        assertThat(method.layerRateFactor(0)).isEqualTo(0.9);
        assertThat(method.layerRateFactor(5)).isEqualTo(0.9 * method.layerRateFactor(4), within(1e-12));
    }

    @Test
    void theStandardMethodHasOneRateForAllLayers() {
        assertThat(TrainingMethod.STANDARD.layerRateFactor(24)).isEqualTo(1);
        assertThat(TrainingMethod.STANDARD.headRateFactor()).isEqualTo(1);
    }

    @Test
    void theEndsOfEachRangeAreAllowed() {
        assertThat(method(1, Double.MIN_VALUE).headRateFactor()).isEqualTo(1);
        assertThat(method(100, 1).headRateFactor()).isEqualTo(100);
    }

    @Test
    void valuesOutOfRangeAreRefusedWithWhatIsAllowed() {
        assertRefused(0.5, 1, "is 0.5", "1 to 100");
        assertRefused(1000, 1, "is 1000.0", "1 to 100");
        assertRefused(Double.NaN, 1, "NaN", "1 to 100");
        assertRefused(1, 0, "is 0.0", "above 0, at most 1");
        assertRefused(1, 1.1, "is 1.1", "above 0, at most 1");
    }

    private static void assertRefused(double headRate, double decay, String... words) {
        assertThatThrownBy(() -> method(headRate, decay))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll(words);
    }

    private static TrainingMethod method(double headRate, double decay) {
        return new TrainingMethod(headRate, decay, ClassWeighting.BALANCED, WeightSelection.EARLY_STOPPING);
    }
}
