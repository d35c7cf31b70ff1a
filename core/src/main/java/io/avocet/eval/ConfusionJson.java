package io.avocet.eval;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.avocet.data.LabelSet;

/** A confusion matrix as JSON, with the scores of each label. */
public final class ConfusionJson {
    private ConfusionJson() {}

    /** Adds {@code per_label} and {@code confusion}, whose rows are gold and whose columns are predicted labels. */
    public static void addTo(ObjectNode node, ConfusionMatrix confusion) {
        LabelSet labels = confusion.labels();
        ObjectNode perLabel = node.putObject("per_label");
        ArrayNode matrix = node.putArray("confusion");
        for (int gold = 0; gold < labels.size(); gold++) {
            LabelScore score = confusion.score(gold);
            perLabel.putObject(labels.name(gold))
                    .put("precision", score.precision())
                    .put("recall", score.recall())
                    .put("f1", score.f1())
                    .put("support", score.support())
                    .put("too_few_to_judge", score.tooFewToJudge());
            ArrayNode row = matrix.addArray();
            for (int predicted = 0; predicted < labels.size(); predicted++) {
                row.add(confusion.count(gold, predicted));
            }
        }
    }
}
