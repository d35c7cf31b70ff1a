package io.avocet.export;

import io.avocet.eval.Calibration;
import io.avocet.eval.Temperature;
import io.avocet.words.Count;
import java.util.Locale;
import java.util.Optional;

/**
 * The temperature of exported probabilities.
 *
 * @param origin where it is from, as a phrase
 */
public record ExportScaling(Temperature temperature, String origin) {
    static ExportScaling of(Optional<Calibration> calibration) {
        return calibration
                .map(fitted -> fitted.hasTooFewRows()
                        ? new ExportScaling(fitted.scaling(), "not calibrated: too few validation emails")
                        : new ExportScaling(
                                fitted.scaling(), "fitted on " + Count.of(fitted.rows(), "validation email")))
                .orElseGet(() -> new ExportScaling(Temperature.NONE, "not calibrated: the model has no temperature"));
    }

    /** Such as {@code temperature 1.310, fitted on 93 validation emails}. */
    public String inWords() {
        return String.format(Locale.ROOT, "temperature %.3f, %s", temperature.value(), origin);
    }
}
