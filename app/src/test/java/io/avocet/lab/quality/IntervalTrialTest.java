package io.avocet.lab.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.crossval.EvaluationRequest.Folds;
import io.avocet.data.Email;
import io.avocet.data.LabelSet;
import io.avocet.data.LabelledEmail;
import io.avocet.data.RowGroups;
import io.avocet.data.SplitMethod;
import io.avocet.data.UsableRows;
import io.avocet.eval.Interval;
import io.avocet.lab.quality.IntervalTrial.Scores;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IntervalTrialTest {
    private static final LabelSet LABELS = new LabelSet(List.of("a", "b"));
    private static final Folds FIVE = new Folds(5, 1, SplitMethod.GROUPED, false);

    /** Where the words say nothing of the label, no score is better than guessing, and the interval of 100 emails is about .2 wide. */
    @Test
    void wordsThatSayNothingGiveAnEstimateAndLaterScoresNearAHalf() {
        IntervalTrial trial = IntervalTrial.of(rows(200, false), FIVE, 1);
        Scores accuracy = trial.accuracy();

        assertThat(List.of(trial.emails(), trial.laterEmails())).containsExactly(100, 100);
        assertThat(List.of(accuracy.estimate(), accuracy.foldModels(), accuracy.wholeModel()))
                .allSatisfy(score -> assertThat(score).isBetween(.3, .7));
        assertThat(accuracy.interval().contains(accuracy.estimate())).isTrue();
        assertThat(accuracy.interval().high() - accuracy.interval().low()).isBetween(.15, .25);
        assertThat(IntervalTrial.of(rows(200, false), FIVE, 1)).isEqualTo(trial);
        assertThat(IntervalTrial.of(rows(200, false), FIVE, 2)).isNotEqualTo(trial);
    }

    @Test
    void wordsThatSayTheLabelGiveAPerfectEstimateAndLaterScore() {
        IntervalTrial trial = IntervalTrial.of(rows(40, true), FIVE, 1);
        assertThat(List.of(trial.macroF1(), trial.accuracy())).containsOnly(new Scores(1, new Interval(1, 1), 1, 1));
    }

    @Test
    void theSummaryCountsWhatTheIntervalCoversAndTakesTheScoreFromTheEstimate() {
        List<IntervalTrial> trials = List.of(
                trial(1, new Scores(.5, new Interval(.4, .6), .55, .65)),
                trial(2, new Scores(.7, new Interval(.6, .8), .5, .8)));
        StudySet set = StudyEmails.whole("mail", Path.of("mail.jsonl"));

        assertThat(IntervalStudy.summary(set, "macro-F1", trials, IntervalTrial::macroF1))
                .containsExactly("mail", "macro-F1", ".200 ± .000", "1 of 2", "+.075 ± .177", "1 of 2", "-.125 ± .035");
    }

    @Test
    void theHalvesHaveEveryRowOnceAndShareNoGroup() {
        List<LabelledEmail> rows = rows(60, false).rows();
        RowGroups groups =
                RowGroups.of(IntStream.range(0, 60).map(row -> row / 3).toArray());
        RandomHalves halves = RandomHalves.of(rows, groups, 1);
        List<LabelledEmail> all = new ArrayList<>(halves.first());
        all.addAll(halves.second());

        assertThat(all).containsExactlyInAnyOrderElementsOf(rows);
        assertThat(halves.first()).hasSize(30);
        assertThat(groupsOf(halves.first(), rows, groups))
                .doesNotContainAnyElementsOf(groupsOf(halves.second(), rows, groups));
        assertThat(RandomHalves.of(rows, groups, 2).first()).isNotEqualTo(halves.first());
    }

    private static List<Integer> groupsOf(List<LabelledEmail> half, List<LabelledEmail> rows, RowGroups groups) {
        return half.stream().map(row -> groups.groupOf(rows.indexOf(row))).toList();
    }

    private static IntervalTrial trial(long seed, Scores scores) {
        return new IntervalTrial(seed, 10, 10, scores, scores);
    }

    /** Their labels by chance, none a near-duplicate of another. */
    private static UsableRows rows(int count, boolean telling) {
        Random random = new Random(42);
        List<LabelledEmail> rows = IntStream.range(0, count)
                .mapToObj(row -> {
                    String label = LABELS.name(random.nextInt(2));
                    String own = "own" + (char) ('a' + row % 26) + (char) ('a' + row / 26);
                    return new LabelledEmail(
                            new Email(own, own + own + (telling ? " says " + label.repeat(9) : "")), label);
                })
                .toList();
        return new UsableRows(LABELS, rows, List.of(), 0, 0);
    }
}
