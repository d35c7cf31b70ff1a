package io.avocet.eval;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.avocet.error.Setting;
import io.avocet.error.UserError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What makes the probabilities of a classifier frequencies, and how sure it must be to decide. Fitted on emails that trained
 * nothing, so the figures after it are of the emails that it was fitted on.
 *
 * @param temperature see {@link Temperature}; 1 leaves the probabilities as they are
 * @param rows emails that it was fitted on
 * @param before of the classifier's own probabilities
 * @param after of the calibrated ones
 * @param targetAccuracy how often decided emails are to be right
 * @param decided the chosen threshold of the calibrated confidence; null, and absent in JSON, if none reaches the target
 */
public record Calibration(
        @JsonProperty("temperature") double temperature,
        @JsonProperty("rows") int rows,
        @JsonProperty("before") Errors before,
        @JsonProperty("after") Errors after,
        @JsonProperty("target_accuracy") double targetAccuracy,

        @JsonProperty("decided") @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET) @Nullable
        CoveragePoint decided) {
    /** With fewer emails, the temperature is 1. */
    public static final int LEAST_ROWS = 30;

    /** How often decided emails are to be right, unless the user says otherwise. */
    public static final double DEFAULT_TARGET_ACCURACY = 0.95;

    public static final double LEAST_TARGET_ACCURACY = 0.5;
    public static final double MOST_TARGET_ACCURACY = 0.999;

    /**
     * Refuses what a user cannot mean.
     *
     * @throws UserError if it is out of range
     */
    public static void requireTargetAccuracy(double targetAccuracy) {
        if (!(targetAccuracy >= LEAST_TARGET_ACCURACY && targetAccuracy <= MOST_TARGET_ACCURACY)) {
            throw new UserError(
                    UserError.Kind.USAGE,
                    Setting.TARGET_ACCURACY + " is " + targetAccuracy + ". Allowed: " + LEAST_TARGET_ACCURACY + " to "
                            + MOST_TARGET_ACCURACY + ".");
        }
    }

    /**
     * How far probabilities are from frequencies.
     *
     * @param logLoss mean of {@code -ln p(gold)}
     * @param expectedCalibrationError see {@link CalibrationError}
     */
    public record Errors(
            @JsonProperty("log_loss") double logLoss,
            @JsonProperty("ece") double expectedCalibrationError) {}

    /** @throws IllegalArgumentException with the key of {@code training_info.json} that holds what it must not */
    public Calibration {
        requireRange("temperature", temperature, Temperature.LEAST, Temperature.MOST);
        if (decided != null) {
            requireRange("decided.threshold", decided.threshold(), 0, 1);
        }
    }

    private static void requireRange(String key, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    "calibration." + key + " is " + value + "; allowed is " + least + " to " + most);
        }
    }

    /**
     * Fits the temperature, then chooses the threshold by the calibrated confidences.
     *
     * @param probabilities of emails that trained nothing
     * @param gold the label id of each
     * @param targetAccuracy above 0, below 1
     */
    public static Calibration fit(List<double[]> probabilities, int[] gold, double targetAccuracy) {
        Temperature temperature =
                gold.length < LEAST_ROWS ? Temperature.NONE : Temperature.fitWithPrior(probabilities, gold);
        List<double[]> scaled = probabilities.stream().map(temperature::applyTo).toList();
        Confidences confidences = Confidences.of(scaled, gold);
        return new Calibration(
                temperature.value(),
                gold.length,
                new Errors(
                        Temperature.NONE.logLoss(probabilities, gold),
                        CalibrationError.of(Confidences.of(probabilities, gold))),
                new Errors(Temperature.NONE.logLoss(scaled, gold), CalibrationError.of(confidences)),
                targetAccuracy,
                Coverage.choose(confidences, targetAccuracy).orElse(null));
    }

    /** Whether there were too few emails to fit a temperature. */
    public boolean hasTooFewRows() {
        return rows < LEAST_ROWS;
    }

    public Temperature scaling() {
        return new Temperature(temperature);
    }

    /** The confidence below which the classifier is unsure; 0, never, if no threshold reaches the target. */
    public double unsureBelow() {
        return decided == null ? 0 : decided.threshold();
    }
}
