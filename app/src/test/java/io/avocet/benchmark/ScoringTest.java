package io.avocet.benchmark;

import static io.avocet.benchmark.Runs.FAILED;
import static io.avocet.benchmark.Runs.rows;
import static io.avocet.benchmark.Runs.run;
import static io.avocet.benchmark.Runs.scores;
import static io.avocet.benchmark.Runs.trainedOn;
import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.eval.ConfusionMatrix;
import io.avocet.eval.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScoringTest {
    @Test
    void aTrainedModelIsScoredOnTheRowsThatItHasNotSeen() {
        ModelScore score = only(scores(rows(0, 1, 0, 1), false, run("mine", trainedOn(0, 1), 1, 0, 0, 1)));
        assertThat(confusion(score).total()).isEqualTo(2);
        assertThat(confusion(score).macroF1Supported()).isEqualTo(1);
        assertThat(score.seenRows()).isZero();
    }

    @Test
    void aModelThatNeverSawALabelIsScoredOnTheRowsThatNoOtherHasSeen() {
        List<ModelScore> scores = scores(
                rows(0, 1, 0, 1, 0),
                false,
                run("a", trainedOn(0), 0, 1, 0, 1, 0),
                run("b", trainedOn(1, 2), 0, 1, 0, 1, 0),
                run("zero-shot", Learning.nothing(), 0, 1, 0, 1, 0),
                run("baseline", Learning.eachOutOfFold(), 0, 1, 0, 1, 0));
        assertThat(scores)
                .extracting(score -> score.name() + " " + confusion(score).total())
                .containsExactlyInAnyOrder("a 4", "b 3", "zero-shot 2", "baseline 2");
    }

    @Test
    void rowsThatChoseTheEpochAreScoredAndCounted() {
        Learning learning = Learning.from(Runs.hashes(0, 1), Runs.hashes(2));
        ModelScore score = only(scores(rows(0, 1, 0, 1), false, run("mine", learning, 0, 1, 0, 1)));
        assertThat(confusion(score).total()).isEqualTo(2);
        assertThat(score.epochRows()).isEqualTo(1);
    }

    @Test
    void aModelThatAllRowsTrainedIsScoredOnThemOutOfFoldAndTheOthersToo() {
        List<ModelScore> scores = scores(
                rows(0, 1, 0, 1),
                false,
                run("mine", Learning.crossValidated(Runs.hashes(0, 1, 2)), 0, 1, 0, 1),
                run("zero-shot", Learning.nothing(), 0, 1, 0, 0),
                run("baseline", Learning.eachOutOfFold(), 0, 1, 1, 0));
        assertThat(scores).allMatch(score -> confusion(score).total() == 4);
        assertThat(scores).allMatch(score -> score.seenRows() == 0);
        assertThat(scores).extracting(ModelScore::outOfFoldRows).containsExactly(3, 0, 0);
    }

    @Test
    void allRowsScoresTheSeenOnesTooAndCountsThem() {
        List<ModelScore> scores = scores(
                rows(0, 1, 0, 1),
                true,
                run("mine", trainedOn(0, 1), 0, 1, 0, 1),
                run("zero-shot", Learning.nothing(), 0, 1, 0, 0));
        assertThat(scores).allMatch(score -> confusion(score).total() == 4);
        assertThat(scores).extracting(ModelScore::seenRows).containsExactly(2, 0);
    }

    @Test
    void modelsOfDifferentSplitsAreComparedOnTheRowsThatNeitherSaw() {
        int[] gold = alternating(60);
        ModelRun early = run("early", trainedOn(range(20, 40)), gold);
        // "late" differs from "early" only on rows that "early" has seen.
        ModelRun late = run("late", trainedOn(range(0, 20)), mixed(gold, flipped(gold), 20, 40));

        List<ModelScore> scores = scores(rows(gold), false, early, late);

        assertThat(scores).extracting(ModelScore::name).containsExactly("early", "late");
        assertThat(scores).allMatch(score -> confusion(score).total() == 40);
        assertThat(confusion(scores.get(1)).accuracy()).isEqualTo(0.5);
        assertThat(scores.get(1).verdict()).isEqualTo(Verdict.CANNOT_TELL);

        ModelRun reallyWorse = run("late", trainedOn(range(0, 20)), mixed(gold, flipped(gold), 40, 60));
        assertThat(scores(rows(gold), false, early, reallyWorse).get(1).verdict())
                .isEqualTo(Verdict.WORSE);
    }

    @Test
    void modelsWithoutACommonUnseenRowCannotBeCompared() {
        List<ModelScore> scores = scores(
                rows(0, 1, 0, 1), false, run("a", trainedOn(0, 1), 0, 1, 0, 1), run("b", trainedOn(2, 3), 1, 0, 1, 0));
        assertThat(scores).extracting(ModelScore::verdictInWords).containsExactly("best", "cannot tell");
    }

    @Test
    void aFailureCountsAsWrongAndAsNoLabel() {
        ModelScore score = only(scores(rows(0, 0, 1, 1), false, run("m", Learning.nothing(), 0, FAILED, 1, 1)));
        ConfusionMatrix confusion = confusion(score);
        assertThat(confusion.failures()).isEqualTo(1);
        assertThat(confusion.total()).isEqualTo(4);
        assertThat(confusion.accuracy()).isEqualTo(0.75);
        assertThat(confusion.score(0).recall()).isEqualTo(0.5);
        assertThat(confusion.score(1).precision())
                .as("no failure was counted as spam")
                .isEqualTo(1);
    }

    @Test
    void theBestComesFirstAndTheOthersAreHeldAgainstIt() {
        int[] gold = alternating(60);
        int[] nearlyRight = mixed(gold, flipped(gold), 0, 1);
        List<ModelScore> scores = scores(
                rows(gold),
                false,
                run("wrong", Learning.nothing(), flipped(gold)),
                ModelRun.failed("gone", "org/gone", "not cached"),
                run("right", Learning.nothing(), gold),
                run("nearly", Learning.nothing(), nearlyRight));
        assertThat(scores).extracting(ModelScore::name).containsExactly("right", "nearly", "wrong", "gone");
        assertThat(scores).extracting(ModelScore::verdictInWords).containsExactly("best", "cannot tell", "worse", "");
        assertThat(scores.get(3).error()).isEqualTo("not cached");
    }

    @Test
    void withoutAnUnseenRowThereIsNoScoreButAReason() {
        List<ModelScore> scores = scores(
                rows(0, 1), false, run("mine", trainedOn(0, 1), 0, 1), run("zero-shot", Learning.nothing(), 0, 1));
        assertThat(scores).allMatch(score -> score.confusion() == null && score.interval() == null);
        assertThat(scores)
                .extracting(ModelScore::error)
                .containsExactly(
                        "there is no row that it was not trained on; label more emails, or score the models"
                                + " on all rows",
                        "there is no row that no model was trained on; label more emails, or score the models"
                                + " on all rows");
    }

    @Test
    void theIntervalHoldsTheScoreAndFollowsFromTheSeed() {
        int[] gold = alternating(30);
        ModelRun run = run("m", Learning.nothing(), mixed(gold, flipped(gold), 0, 7));
        ModelScore score = only(scores(rows(gold), false, run));
        assertThat(Objects.requireNonNull(score.interval())
                        .contains(confusion(score).macroF1Supported()))
                .isTrue();
        assertThat(only(scores(rows(gold), false, run)).interval()).isEqualTo(score.interval());
    }

    private static int[] alternating(int count) {
        return IntStream.range(0, count).map(i -> i % 2).toArray();
    }

    private static int[] flipped(int[] labels) {
        return Arrays.stream(labels).map(label -> 1 - label).toArray();
    }

    private static int[] range(int from, int to) {
        return IntStream.range(from, to).toArray();
    }

    /** The second labels from one row to another, elsewhere the first. */
    private static int[] mixed(int[] first, int[] second, int from, int to) {
        return IntStream.range(0, first.length)
                .map(i -> i >= from && i < to ? second[i] : first[i])
                .toArray();
    }

    private static ModelScore only(List<ModelScore> scores) {
        assertThat(scores).hasSize(1);
        return scores.get(0);
    }

    private static ConfusionMatrix confusion(ModelScore score) {
        return Objects.requireNonNull(score.confusion());
    }
}
