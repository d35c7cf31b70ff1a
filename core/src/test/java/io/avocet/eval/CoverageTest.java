package io.avocet.eval;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.eval.Confidences.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class CoverageTest {
    @Test
    void aLowerThresholdDecidesTheEmailsOfMoreConfidences() {
        Confidences confidences =
                new Confidences(List.of(new Level(0.9, 2, 2), new Level(0.6, 1, 0), new Level(0.5, 1, 1)));
        assertThat(Coverage.of(confidences).curve())
                .containsExactly(
                        new CoveragePoint(0.9, 0.5, 1),
                        new CoveragePoint(0.6, 0.75, 2 / 3.0),
                        new CoveragePoint(0.5, 1, 0.75));
    }

    @Test
    void equalConfidencesAreOneLevel() {
        List<double[]> probabilities = List.of(
                new double[] {0.6, 0.4}, new double[] {0.1, 0.9}, new double[] {0.4, 0.6}, new double[] {0.5, 0.5});
        Confidences confidences = Confidences.of(probabilities, new int[] {0, 1, 0, 1});
        assertThat(confidences.levels())
                .containsExactly(new Level(0.9, 1, 1), new Level(0.6, 2, 1), new Level(0.5, 1, 0));
        assertThat(confidences.emails()).isEqualTo(4);
        assertThat(confidences.accuracy()).isEqualTo(0.5);
    }

    /** 59 emails without a mistake, or 93 with one, are enough for 95%; 92 with one are not. */
    @Test
    void theLeastThresholdWhoseBoundReachesTheTargetIsChosen() {
        List<Level> levels =
                new ArrayList<>(List.of(new Level(0.99, 58, 58), new Level(0.9, 1, 1), new Level(0.8, 1, 0)));
        assertThat(Coverage.choose(new Confidences(levels), 0.95)).contains(new CoveragePoint(0.9, 59 / 60.0, 1));
        levels.add(new Level(0.7, 32, 32));
        assertThat(Coverage.choose(new Confidences(levels), 0.95)).contains(new CoveragePoint(0.9, 59 / 92.0, 1));
        levels.add(new Level(0.6, 1, 1));
        levels.add(new Level(0.5, 50, 0));
        assertThat(Coverage.choose(new Confidences(levels), 0.95))
                .contains(new CoveragePoint(0.6, 93 / 143.0, 92 / 93.0));
    }

    @Test
    void aThinnedCurveKeepsItsEndsAndItsOrderAndAShortOneAllItsPoints() {
        List<Level> levels = new ArrayList<>();
        for (int i = 0; i < 1001; i++) {
            levels.add(new Level(1 - i / 2000.0, 1, i % 2));
        }
        Coverage curve = Coverage.of(new Confidences(levels));
        List<CoveragePoint> thinned = curve.thinned(101).curve();
        assertThat(thinned).hasSize(101).isSubsetOf(curve.curve());
        for (int i = 0; i <= 100; i++) {
            assertThat(thinned.get(i)).isEqualTo(curve.curve().get(10 * i));
        }
        assertThat(curve.thinned(1001)).isEqualTo(curve);
    }

    @Test
    void whereNoThresholdReachesTheTargetNoneIsChosen() {
        assertThat(Coverage.choose(new Confidences(List.of(new Level(0.99, 58, 58))), 0.95))
                .isEmpty();
        assertThat(Coverage.choose(new Confidences(List.of()), 0.95)).isEmpty();
    }

    @RepeatedTest(20)
    void aSurerThresholdNeverCoversMoreAndAStricterTargetNeverDecidesMore(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<double[]> probabilities = new ArrayList<>();
        int[] gold = new int[500];
        for (int i = 0; i < gold.length; i++) {
            double confidence = 0.5 + random.nextInt(100) / 200.0;
            probabilities.add(new double[] {1 - confidence, confidence});
            gold[i] = random.nextDouble() < Math.sqrt(confidence) ? 1 : 0;
        }
        Confidences confidences = Confidences.of(probabilities, gold);

        List<CoveragePoint> curve = Coverage.of(confidences).curve();
        for (int i = 1; i < curve.size(); i++) {
            assertThat(curve.get(i).threshold()).isLessThan(curve.get(i - 1).threshold());
            assertThat(curve.get(i).coverage()).isGreaterThan(curve.get(i - 1).coverage());
        }
        assertThat(curve.get(curve.size() - 1))
                .isEqualTo(new CoveragePoint(curve.get(curve.size() - 1).threshold(), 1, confidences.accuracy()));
        double covered = 1;
        for (double target : new double[] {0.5, 0.7, 0.8, 0.9, 0.95, 0.99}) {
            double coverage = Coverage.choose(confidences, target)
                    .map(CoveragePoint::coverage)
                    .orElse(0.0);
            assertThat(coverage).isLessThanOrEqualTo(covered);
            covered = coverage;
        }
    }
}
