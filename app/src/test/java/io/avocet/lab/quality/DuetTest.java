package io.avocet.lab.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.eval.BlendRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Two rows of label 0 and two of label 1; each classifier is sure of two rows and errs a little on the others. */
class DuetTest {
    private static final List<Integer> GOLD = List.of(0, 0, 1, 1);
    private static final List<double[]> TRANSFORMER = List.of(row(0.9), row(0.4), row(0.1), row(0.6));
    private static final List<double[]> WORDS = List.of(row(0.4), row(0.9), row(0.6), row(0.1));

    @Test
    void togetherTheyAreRightWhereEachErrsALittle() {
        assertThat(new Duet("words", BlendRule.LINEAR, 0.5, false)
                        .score(transformer(null), "kept", words(null))
                        .accuracy())
                .isEqualTo(1);
        assertThat(new Duet("words", BlendRule.LINEAR, 0.9, false)
                        .score(transformer(null), "kept", words(null))
                        .accuracy())
                .isEqualTo(0.5);
    }

    /** Validation rows on which the words are wrong and sure make them as unsure as can be. */
    @Test
    void temperaturesComeFromTheValidationRowsWhereThereAreSome() {
        Predictions wrong = new Predictions(List.of(1, 1), Map.of("words", List.of(row(0.99), row(0.99))));
        Predictions right = new Predictions(List.of(1, 1), Map.of("kept", List.of(row(0.01), row(0.01))));
        assertThat(new Duet("words", BlendRule.LINEAR, 0.5, true)
                        .score(transformer(right), "kept", words(wrong))
                        .accuracy())
                .isEqualTo(0.5);
    }

    /** In each half one of the two is right and sure; by the other half's temperatures the one that is wrong counts. */
    @Test
    void withoutValidationRowsEachHalfTakesTheTemperaturesOfTheOther() {
        assertThat(new Duet("words", BlendRule.LOG_LINEAR, 0.5, true)
                        .score(transformer(null), "kept", words(null))
                        .accuracy())
                .isZero();
    }

    @Test
    void allWeightsRulesAndWordsAreCompared() {
        assertThat(Duet.all()).hasSize(2 * 2 * 2 * 6).doesNotHaveDuplicates();
    }

    private static StudyPredictions transformer(@Nullable Predictions validation) {
        return new StudyPredictions(List.of("a", "b"), new Predictions(GOLD, Map.of("kept", TRANSFORMER)), validation);
    }

    private static StudyPredictions words(@Nullable Predictions validation) {
        return new StudyPredictions(List.of("a", "b"), new Predictions(GOLD, Map.of("words", WORDS)), validation);
    }

    private static double[] row(double ofFirst) {
        return new double[] {ofFirst, 1 - ofFirst};
    }
}
