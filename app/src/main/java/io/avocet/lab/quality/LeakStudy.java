package io.avocet.lab.quality;

import io.avocet.bagofwords.BagOfWords;
import io.avocet.data.ClassWeighting;
import io.avocet.data.LabelSet;
import io.avocet.data.LabelledEmail;
import io.avocet.data.PreparedData;
import io.avocet.data.RowGroups;
import io.avocet.data.SplitMethod;
import io.avocet.data.TrainingRows;
import io.avocet.eval.ConfusionMatrix;
import io.avocet.eval.LeakMeter;
import io.avocet.eval.Prediction;
import io.avocet.regression.LogisticRegressions;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a plain split flatters: a bag of words is trained by the plain split and by the grouped one, with several seeds, and
 * its score on validation emails that have a near-duplicate in training is told apart from that on the others.
 */
public final class LeakStudy {
    private static final List<String> HEADS = List.of(
            "set",
            "emails",
            "groups",
            "validation emails with a near-duplicate in training",
            "macro-F1, these",
            "accuracy, these",
            "macro-F1, the others",
            "accuracy, the others",
            "plain split, macro-F1",
            "accuracy",
            "grouped split, macro-F1",
            "accuracy");

    private LeakStudy() {}

    /**
     * Measures the sets.
     *
     * @return a table in Markdown, mean and standard deviation over the seeds
     * @throws io.avocet.error.UserError if a set has emails of its own to score on
     */
    public static List<String> table(List<StudySet> sets, List<Long> seeds) {
        return MarkdownTable.lines(
                HEADS, sets.stream().map(set -> cells(set, seeds)).toList());
    }

    private static List<String> cells(StudySet set, List<Long> seeds) {
        set.requireNoTestRows();
        List<Validation> plain = seeds.stream()
                .map(seed ->
                        Validation.of(set.read(seed, SplitMethod.STRATIFIED).data()))
                .toList();
        List<Validation> grouped = seeds.stream()
                .map(seed -> Validation.of(set.read(seed, SplitMethod.GROUPED).data()))
                .toList();
        List<LeakMeter> leaks = plain.stream().map(Validation::leak).toList();
        List<LeakMeter.Part> with = leaks.stream()
                .flatMap(leak -> Stream.ofNullable(leak.withTwin()))
                .toList();
        List<LeakMeter.Part> without = leaks.stream()
                .flatMap(leak -> Stream.ofNullable(leak.withoutTwin()))
                .toList();
        RowGroups groups = set.read(seeds.get(0), SplitMethod.STRATIFIED).data().groups();
        return List.of(
                set.name(),
                String.valueOf(groups.rows()),
                String.valueOf(groups.count()),
                Spread.of(leaks.stream().map(LeakMeter::share).toList()).text(),
                Spread.of(with.stream().map(LeakMeter.Part::macroF1).toList()).text(),
                Spread.of(with.stream().map(LeakMeter.Part::accuracy).toList()).text(),
                Spread.of(without.stream().map(LeakMeter.Part::macroF1).toList())
                        .text(),
                Spread.of(without.stream().map(LeakMeter.Part::accuracy).toList())
                        .text(),
                macroF1(plain).text(),
                accuracy(plain).text(),
                macroF1(grouped).text(),
                accuracy(grouped).text());
    }

    private static Spread macroF1(List<Validation> validations) {
        return Spread.of(validations.stream()
                .map(validation -> validation.confusion().macroF1())
                .toList());
    }

    private static Spread accuracy(List<Validation> validations) {
        return Spread.of(validations.stream()
                .map(validation -> validation.confusion().accuracy())
                .toList());
    }

    /** A bag of words on the validation emails of a split. */
    private record Validation(ConfusionMatrix confusion, LeakMeter leak) {
        static Validation of(PreparedData data) {
            LabelSet labels = data.labels();
            BagOfWords words = LogisticRegressions.ofWords(data.training(), labels, ClassWeighting.BALANCED);
            int[] gold = TrainingRows.labelIds(data.validation(), labels);
            int[] predicted = data.validation().stream()
                    .map(LabelledEmail::email)
                    .mapToInt(email -> new Prediction(labels, words.probabilities(email)).labelId())
                    .toArray();
            return new Validation(
                    ConfusionMatrix.of(labels, gold, predicted),
                    LeakMeter.of(labels, gold, predicted, data.validationTwins()));
        }
    }
}
