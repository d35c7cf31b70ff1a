package io.avocet.lab.quality;

import io.avocet.bagofwords.BagOfWords;
import io.avocet.data.ClassWeighting;
import io.avocet.data.GroupedFolds;
import io.avocet.data.LabelSet;
import io.avocet.data.LabelledEmail;
import io.avocet.data.PreparedData;
import io.avocet.data.RowGroups;
import io.avocet.data.TrainingRows;
import io.avocet.eval.ConfidentLearning;
import io.avocet.eval.ConfusionMatrix;
import io.avocet.eval.Probabilities;
import io.avocet.regression.LogisticRegressions;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Some labels of the training rows are flipped, a bag of words predicts each row out of fold, and the review looks for the flips.
 *
 * @param rows that train
 * @param flipped of these, with a wrong label
 * @param suspected rows, by the review
 * @param found flipped rows among the suspected
 * @param byMargin the order of the review: suspected rows, then the others, each by normalized margin
 * @param bySelfConfidence the order by the probability of the given label
 */
record ReviewTrial(
        int rows,
        int flipped,
        int suspected,
        int found,
        DoubtOrder byMargin,
        DoubtOrder bySelfConfidence,
        Scores macroF1) {
    private static final int FOLDS = 5;

    /** Macro-F1 on the validation rows, which have their own labels, of a bag of words that learned from the training rows. */
    record Scores(double rightLabels, double withFlips, double withoutSuspects) {}

    static ReviewTrial of(PreparedData data, FlippedLabels.Kind kind, double share, long seed) {
        FlippedLabels flips = FlippedLabels.of(data.training(), share, kind, seed);
        List<LabelledEmail> rows = flips.rows();
        int[] given = TrainingRows.labelIds(rows, data.labels());
        List<double[]> probabilities = outOfFold(rows, data, seed);
        ConfidentLearning learning = ConfidentLearning.of(probabilities, given);
        List<Integer> suspects =
                learning.suspects().stream().map(ConfidentLearning.Suspect::row).toList();
        Set<Integer> suspected = Set.copyOf(suspects);
        List<LabelledEmail> kept = IntStream.range(0, rows.size())
                .filter(row -> !suspected.contains(row))
                .mapToObj(rows::get)
                .toList();
        List<Integer> others = ascending(rows.size(), learning::normalizedMargin).stream()
                .filter(row -> !suspected.contains(row))
                .toList();
        return new ReviewTrial(
                rows.size(),
                flips.flipped().size(),
                suspects.size(),
                (int) suspects.stream().filter(flips.flipped()::contains).count(),
                new DoubtOrder(Stream.concat(suspects.stream(), others.stream()).toList(), flips.flipped()),
                new DoubtOrder(ascending(rows.size(), row -> probabilities.get(row)[given[row]]), flips.flipped()),
                new Scores(macroF1(data.training(), data), macroF1(rows, data), macroF1(kept, data)));
    }

    /** The share of the suspected rows that are flipped. */
    double precision() {
        return suspected == 0 ? 0 : (double) found / suspected;
    }

    /** The share of the flipped rows that are suspected. */
    double recall() {
        return (double) found / flipped;
    }

    private static List<double[]> outOfFold(List<LabelledEmail> rows, PreparedData data, long seed) {
        RowGroups groups =
                data.groups().of(IntStream.range(0, rows.size()).boxed().toList());
        GroupedFolds folds = GroupedFolds.of(rows, groups, data.labels(), FOLDS, seed, 0);
        List<BagOfWords> models = IntStream.range(0, FOLDS)
                .mapToObj(fold ->
                        words(folds.training(fold).stream().map(rows::get).toList(), data.labels()))
                .toList();
        return IntStream.range(0, rows.size())
                .mapToObj(row -> models.get(folds.foldOf(row))
                        .probabilities(rows.get(row).email()))
                .toList();
    }

    private static double macroF1(List<LabelledEmail> training, PreparedData data) {
        BagOfWords words = words(training, data.labels());
        int[] predicted = data.validation().stream()
                .mapToInt(row -> Probabilities.mostProbable(words.probabilities(row.email())))
                .toArray();
        return ConfusionMatrix.of(data.labels(), TrainingRows.labelIds(data.validation(), data.labels()), predicted)
                .macroF1Supported();
    }

    private static BagOfWords words(List<LabelledEmail> rows, LabelSet labels) {
        return LogisticRegressions.ofWords(rows, labels, ClassWeighting.BALANCED);
    }

    private static List<Integer> ascending(int rows, ToDoubleFunction<Integer> figure) {
        return IntStream.range(0, rows)
                .boxed()
                .sorted(Comparator.comparingDouble(figure))
                .toList();
    }
}
