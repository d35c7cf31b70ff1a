package io.avocet.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    private static final double ROUNDING = 1e-12;

    /** Near a minimum, rounding hides differences of the square root of the double's precision. */
    private static final double OPTIMUM = 1e-4;

    /** Six of ten are right where 0.9 is given: the temperature that makes 0.6 of it takes the whole error away, but for the prior. */
    @Test
    void aClassifierThatIsTooSureBecomesAsSureAsItIsRight() {
        Calibration calibration =
                Calibration.fit(Collections.nCopies(5000, new double[] {0.9, 0.1}), gold(5000, 3000), 0.95);
        assertThat(calibration.temperature()).isCloseTo(Math.log(9) / Math.log(1.5), within(0.05));
        assertThat(calibration.before().expectedCalibrationError()).isCloseTo(0.3, within(ROUNDING));
        assertThat(calibration.after().expectedCalibrationError()).isLessThan(0.001);
        assertThat(calibration.before().logLoss())
                .isCloseTo(-0.6 * Math.log(0.9) - 0.4 * Math.log(0.1), within(ROUNDING));
        assertThat(calibration.after().logLoss())
                .isCloseTo(-0.6 * Math.log(0.6) - 0.4 * Math.log(0.4), within(OPTIMUM));
        assertThat(calibration.decided()).isNull();
        assertThat(calibration.unsureBelow()).isZero();
    }

    /** Where all are right, likelihood alone would run to the limit, 0.1. */
    @Test
    void aFewEmailsThatAreAllRightMakeTheClassifierSurerWithinReason() {
        Calibration calibration = Calibration.fit(Collections.nCopies(60, new double[] {0.8, 0.2}), gold(60, 60), 0.95);
        assertThat(calibration.temperature()).isBetween(0.2, 0.6);
        assertThat(calibration.decided()).isNotNull();
        double confidence = calibration.scaling().applyTo(new double[] {0.8, 0.2})[0];
        assertThat(calibration.decided()).isEqualTo(new CoveragePoint(confidence, 1, 1));
        assertThat(calibration.unsureBelow()).isEqualTo(confidence);
    }

    @Test
    void tooFewEmailsLeaveTheProbabilitiesAsTheyAre() {
        Calibration calibration = Calibration.fit(Collections.nCopies(29, new double[] {0.9, 0.1}), gold(29, 12), 0.95);
        assertThat(calibration.hasTooFewRows()).isTrue();
        assertThat(calibration.scaling()).isEqualTo(Temperature.NONE);
        assertThat(calibration.after()).isEqualTo(calibration.before());
        assertThat(Calibration.fit(Collections.nCopies(30, new double[] {0.9, 0.1}), gold(30, 12), 0.95)
                        .hasTooFewRows())
                .isFalse();
    }

    @Test
    void itsJsonIsReadAsItWasWritten() throws JsonProcessingException {
        JsonMapper json = new JsonMapper();
        Calibration.Errors before = new Calibration.Errors(0.5, 0.25);
        Calibration decided = new Calibration(1.5, 100, before, before, 0.95, new CoveragePoint(0.875, 0.75, 0.96875));
        Calibration undecided = new Calibration(1.5, 100, before, before, 0.95, null);
        assertThat(json.writeValueAsString(decided))
                .isEqualTo("{\"temperature\":1.5,\"rows\":100,\"before\":{\"log_loss\":0.5,\"ece\":0.25},"
                        + "\"after\":{\"log_loss\":0.5,\"ece\":0.25},\"target_accuracy\":0.95,"
                        + "\"decided\":{\"threshold\":0.875,\"coverage\":0.75,\"accuracy\":0.96875}}");
        for (Calibration each : List.of(decided, undecided)) {
            assertThat(json.readValue(json.writeValueAsString(each), Calibration.class))
                    .isEqualTo(each);
        }
        assertThat(json.writeValueAsString(undecided)).doesNotContain("decided");
    }

    @Test
    void aTemperatureOrThresholdOutOfRangeIsRefused() {
        Calibration.Errors none = new Calibration.Errors(0, 0);
        assertThatThrownBy(() -> new Calibration(0, 100, none, none, 0.95, null))
                .hasMessage("calibration.temperature is 0.0; allowed is 0.1 to 10.0");
        for (double threshold : new double[] {-0.1, 1.1, Double.NaN}) {
            assertThatThrownBy(() -> new Calibration(1, 100, none, none, 0.95, new CoveragePoint(threshold, 1, 1)))
                    .hasMessage("calibration.decided.threshold is " + threshold + "; allowed is 0.0 to 1.0");
        }
    }

    /** The first ones are right: label 0. */
    private static int[] gold(int emails, int right) {
        int[] gold = new int[emails];
        Arrays.fill(gold, right, emails, 1);
        return gold;
    }
}
