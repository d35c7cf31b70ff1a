package io.avocet.review;

import com.fasterxml.jackson.databind.JsonNode;
import io.avocet.annotation.Annotations;
import io.avocet.data.LabelLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The doubtful labels of a saved evaluation that the user has not decided on since.
 *
 * @param model that doubts them; null without an evaluation
 * @param decided doubtful labels that were kept or changed since
 * @param open the most doubtful first
 */
public record OpenDoubts(@Nullable String model, int decided, List<Doubt> open) {
    public static final OpenDoubts NONE = new OpenDoubts(null, 0, List.of());

    public OpenDoubts {
        open = List.copyOf(open);
    }

    /**
     * Compares the saved evaluation with the labels as they are now.
     *
     * @param evaluation as {@link io.avocet.crossval.EvaluationJson} writes it; one of an earlier version has no doubtful labels
     * @throws io.avocet.error.UserError if the labelled emails cannot be read
     */
    public static OpenDoubts of(JsonNode evaluation, Annotations annotations) {
        List<Doubt> open = new ArrayList<>();
        int decided = 0;
        for (JsonNode doubted : evaluation.path("doubtful_labels")) {
            Optional<LabelLog.Entry> now = annotations.find(doubted.path("hash").asText());
            if (now.isEmpty()
                    || annotations.labels().id(doubted.path("likely").asText()).isEmpty()) {
                continue; // of another file of labelled emails, or of another label set
            }
            if (isDecided(now.get(), doubted)) {
                decided++;
            } else {
                open.add(new Doubt(
                        now.get(),
                        doubted.path("likely").asText(),
                        doubted.path("p_label").asDouble(),
                        doubted.path("p_likely").asDouble()));
            }
        }
        return new OpenDoubts(evaluation.path("model").textValue(), decided, open);
    }

    /** A label that is kept is appended once more, below the row that was doubted. */
    private static boolean isDecided(LabelLog.Entry now, JsonNode doubted) {
        boolean isBelow = now.line() > doubted.path("line").asLong();
        return !doubted.path("label").asText().equals(now.label()) || (now.isDecision() && isBelow);
    }
}
