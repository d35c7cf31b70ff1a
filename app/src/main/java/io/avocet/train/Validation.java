package io.avocet.train;

import io.avocet.eval.ConfusionMatrix;
import java.util.List;

/**
 * What a network says of the validation rows.
 *
 * @param logits L numbers for each row, in the order of the rows
 * @param confusion gold against predicted labels
 */
public record Validation(List<float[]> logits, ConfusionMatrix confusion) {
    public Validation {
        logits = List.copyOf(logits);
    }
}
