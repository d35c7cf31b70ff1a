package io.avocet.bagofwords;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class TfIdfTest {
    /** Weights are kept as floats. */
    private static final double FLOAT_ROUNDING = 1e-6;

    private static final List<String> TEXTS = List.of("red car", "red bus", "red red car bike", "bus");

    @Test
    void onlyNGramsOfTwoTextsOrMoreAreFeatures() {
        // red, car, bus, "red car"
        assertThat(TfIdf.fit(TEXTS, NGrams::ofWords, 0).lastIndex()).isEqualTo(4);
        assertThat(TfIdf.fit(List.of("red"), NGrams::ofWords, 7).lastIndex()).isEqualTo(7);
    }

    @Test
    void valuesAreWorkedByHand() {
        TfIdf fitted = TfIdf.fit(TEXTS, NGrams::ofWords, 10);
        double red = (1 + Math.log(2)) * (1 + Math.log(5.0 / 4)); // twice in the text; in three of four texts
        double car = 1 + Math.log(5.0 / 3); // in two; so is "red car"
        double length = Math.sqrt(red * red + 2 * car * car);

        List<Feature> vector = fitted.vector("red red car bike");

        assertThat(vector).extracting(Feature::index).isSorted().allMatch(index -> index > 10 && index <= 14);
        assertThat(vector.stream().mapToDouble(Feature::value).sorted().toArray())
                .containsExactly(new double[] {car / length, car / length, red / length}, within(FLOAT_ROUNDING));
    }

    @Test
    void aTextWithoutKnownNGramsIsEmpty() {
        assertThat(TfIdf.fit(TEXTS, NGrams::ofWords, 0).vector("bike and train"))
                .isEmpty();
    }
}
