package io.avocet.data;

import java.util.ArrayList;
import java.util.List;

/** Rows that train, and rows that do not and say how good the training was. */
public record Split(List<LabelledEmail> training, List<LabelledEmail> validation) {
    public Split {
        training = List.copyOf(training);
        validation = List.copyOf(validation);
    }

    /**
     * Deals rows out, each list in the order of {@code order}.
     *
     * @param order places in {@code rows}
     * @param validates whether the row of each place is a validation row
     */
    static Split of(List<LabelledEmail> rows, int[] order, boolean[] validates) {
        List<LabelledEmail> training = new ArrayList<>();
        List<LabelledEmail> validation = new ArrayList<>();
        for (int row : order) {
            (validates[row] ? validation : training).add(rows.get(row));
        }
        return new Split(training, validation);
    }
}
