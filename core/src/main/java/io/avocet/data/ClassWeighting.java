package io.avocet.data;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** How much a training row counts in the loss, by its label. */
public enum ClassWeighting {
    /** {@code rows / (labels present * rows of the label)}: all labels together count the same. */
    BALANCED {
        @Override
        double weight(double rows, long present, int ofLabel) {
            return rows / (present * ofLabel);
        }
    },
    /** The square root of {@link #BALANCED}. */
    SQUARE_ROOT {
        @Override
        double weight(double rows, long present, int ofLabel) {
            return Math.sqrt(BALANCED.weight(rows, present, ofLabel));
        }
    },
    /** 1: every row counts the same. */
    EQUAL {
        @Override
        double weight(double rows, long present, int ofLabel) {
            return 1;
        }
    };

    abstract double weight(double rows, long present, int ofLabel);

    /** The name in options and files. */
    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The weight of each label.
     *
     * @param counts training rows of each label
     * @return 0 for a label without rows, which is never a target
     */
    public double[] weights(int[] counts) {
        double rows = Arrays.stream(counts).sum();
        long present = Arrays.stream(counts).filter(count -> count > 0).count();
        return Arrays.stream(counts)
                .mapToDouble(count -> count == 0 ? 0 : weight(rows, present, count))
                .toArray();
    }
}
