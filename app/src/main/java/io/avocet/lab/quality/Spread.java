package io.avocet.lab.quality;

import java.util.List;
import java.util.Locale;

/**
 * Figures of several runs in short.
 *
 * @param deviation the sample's standard deviation; 0 for one figure
 */
public record Spread(double mean, double deviation, int count) {
    public static Spread of(List<Double> figures) {
        double mean =
                figures.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        double squares = figures.stream()
                .mapToDouble(figure -> Math.pow(figure - mean, 2))
                .sum();
        int count = figures.size();
        return new Spread(mean, count < 2 ? 0 : Math.sqrt(squares / (count - 1)), count);
    }

    /** Such as {@code .712 ± .013}; nothing if there is no figure. */
    public String text() {
        return switch (count) {
            case 0 -> "";
            case 1 -> share(mean);
            default -> share(mean) + " ± " + share(deviation);
        };
    }

    /** Such as {@code +.012 ± .020}. */
    String difference() {
        return count == 0 ? "" : (mean < 0 ? "" : "+") + text();
    }

    /** Such as {@code .712}. */
    static String share(double value) {
        return String.format(Locale.ROOT, "%.3f", value).replaceFirst("^(-?)0\\.", "$1.");
    }
}
