package io.avocet.baseline;

import io.avocet.data.Email;
import io.avocet.data.LabelSet;
import io.avocet.data.LabelledEmail;
import io.avocet.data.SeededOrder;
import io.avocet.error.UserError;
import io.avocet.eval.ClassifierAdapter;
import io.avocet.eval.Prediction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Predictions of a baseline for the very rows that there are to train it on: the rows are dealt into five folds, and each
 * fold is predicted by a model trained on the four others. The rows of a label are spread as evenly as whole numbers
 * allow; a label with one row is unknown to the model that predicts it. Rows of the same content share a fold. Folds and
 * predictions follow from the seed and the rows, not from their order.
 */
public final class OutOfFold {
    private static final int FOLDS = 5;

    private OutOfFold() {}

    /**
     * Predicts each row by a model that has not seen it.
     *
     * @param rows each with a label of the set
     * @param train for example {@code BagOfWordsBaseline::train}
     * @return one prediction for each row, in the order of the rows
     * @throws UserError if there are fewer than two different emails
     */
    public static List<Prediction> predict(
            List<LabelledEmail> rows,
            LabelSet labels,
            long seed,
            BiFunction<List<LabelledEmail>, LabelSet, ? extends ClassifierAdapter> train) {
        List<List<LabelledEmail>> folds = folds(rows, labels, seed);
        if (folds.size() < 2) {
            throw new UserError(
                    UserError.Kind.BAD_INPUT,
                    "A baseline is trained on some emails and scored on others, which takes two different emails or"
                            + " more; there " + (folds.isEmpty() ? "is none" : "is one") + ". Label more emails.");
        }
        Map<String, Prediction> predictionOfContent = new HashMap<>();
        for (List<LabelledEmail> held : folds) {
            List<LabelledEmail> training = folds.stream()
                    .filter(fold -> fold != held)
                    .flatMap(List::stream)
                    .toList();
            List<Email> emails = held.stream().map(LabelledEmail::email).toList();
            try (ClassifierAdapter baseline = train.apply(training, labels)) {
                baseline.load();
                List<Prediction> predictions = baseline.classify(emails);
                for (int email = 0; email < emails.size(); email++) {
                    predictionOfContent.put(emails.get(email).contentHash(), predictions.get(email));
                }
            }
        }
        return rows.stream()
                .map(row -> Objects.requireNonNull(
                        predictionOfContent.get(row.email().contentHash())))
                .toList();
    }

    /** Deals the contents out, label by label, each label where the one before it stopped. No fold is empty. */
    private static List<List<LabelledEmail>> folds(List<LabelledEmail> rows, LabelSet labels, long seed) {
        List<List<LabelledEmail>> folds = Stream.<List<LabelledEmail>>generate(ArrayList::new)
                .limit(FOLDS)
                .collect(Collectors.toList());
        Map<String, List<LabelledEmail>> foldOfContent = new HashMap<>();
        List<LabelledEmail> byLabel = new ArrayList<>(SeededOrder.of(rows, seed));
        byLabel.sort(Comparator.comparingInt(row -> labels.id(row.label()).orElseThrow()));
        for (LabelledEmail row : byLabel) {
            int next = foldOfContent.size() % FOLDS;
            foldOfContent
                    .computeIfAbsent(row.email().contentHash(), content -> folds.get(next))
                    .add(row);
        }
        folds.removeIf(List::isEmpty);
        return folds;
    }
}
