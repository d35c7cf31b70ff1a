package io.avocet.recipe;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Which weights a training ends with, and when it ends. */
public enum WeightSelection {
    /** Those of the best epoch; training stops after {@link TrainingSettings#PATIENCE} epochs without a better one. */
    EARLY_STOPPING,
    /** Those of the best of all epochs. */
    BEST_EPOCH,
    /** Those of the last epoch. */
    LAST_EPOCH,
    /** The mean over the ends of the last {@link #AVERAGED_EPOCHS} epochs: Izmailov et al. 2018, "Averaging Weights Leads to Wider Optima". */
    AVERAGE;

    /** Epochs whose weights are averaged, all if there are fewer. */
    public static final int AVERAGED_EPOCHS = 3;

    /** The name in options and files. */
    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
