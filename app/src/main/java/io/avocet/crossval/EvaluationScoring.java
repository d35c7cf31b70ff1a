package io.avocet.crossval;

import io.avocet.data.NearDuplicates;
import io.avocet.data.RowGroups;
import io.avocet.data.UsableRows;
import io.avocet.eval.Calibration;
import io.avocet.eval.Confidences;
import io.avocet.eval.Coverage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The scores of an evaluation: of the folds, of the baselines, on the newest emails, and of models that learned from fewer. */
final class EvaluationScoring {
    private static final int MOST_COVERAGE_POINTS = 100;

    private final String name;
    private final UsableRows rows;
    private final RowGroups groups;
    private final PlannedTrainings trainings;
    private final FoldResults results;
    private final long seed;
    private final FoldScoring scoring;

    /**
     * @param name of the model
     * @param groups of near-duplicates among the rows
     */
    EvaluationScoring(
            String name,
            UsableRows rows,
            RowGroups groups,
            PlannedTrainings trainings,
            FoldResults results,
            long seed) {
        this.name = name;
        this.rows = rows;
        this.groups = groups;
        this.trainings = trainings;
        this.results = results;
        this.seed = seed;
        this.scoring = of(trainings.folds());
    }

    CrossValidated model() {
        return scoring.score(name, results.probabilities(trainings.folds()));
    }

    /** @param ofBaselines what each baseline predicts for the folds */
    List<BaselineScore> baselines(CrossValidated model, Map<String, List<List<double[]>>> ofBaselines) {
        return ofBaselines.entrySet().stream()
                .map(baseline -> scoring.against(model, scoring.score(baseline.getKey(), baseline.getValue())))
                .toList();
    }

    /** The rows of all repeats count, though those of one email are not independent. */
    Calibration calibration(CrossValidated model, double targetAccuracy) {
        return Calibration.fit(model.probabilities(), scoring.gold(), targetAccuracy);
    }

    /** How many emails the model decides at each confidence, and how many of these it gets right. */
    Coverage coverage(CrossValidated model, Calibration calibration) {
        List<double[]> calibrated = model.probabilities().stream()
                .map(calibration.scaling()::applyTo)
                .toList();
        return Coverage.of(Confidences.of(calibrated, scoring.gold())).thinned(MOST_COVERAGE_POINTS);
    }

    List<Integer> bestEpochs() {
        return results.bestEpochs(trainings.folds());
    }

    /** By the mean over the repeats. */
    List<DoubtedLabel> doubted() {
        return DoubtedLabel.of(
                rows.rows(),
                rows.labels(),
                results.meanProbabilities(
                        trainings.folds(), rows.rows().size(), rows.labels().size()));
    }

    Optional<CrossValidated> newestFifth() {
        return trainings.newest().map(fold -> {
            List<Fold> alone = List.of(fold);
            return new FoldScoring(alone, fold.held(), NearDuplicates.groups(fold.held()), rows.labels(), seed)
                    .score(name, results.probabilities(alone));
        });
    }

    Optional<LearningCurve> learningCurve() {
        if (trainings.smaller().isEmpty()) {
            return Optional.empty();
        }
        FoldScoring once = of(trainings.firstRepeat());
        List<LearningCurve.Point> points = new ArrayList<>();
        trainings.smaller().forEach((percent, folds) -> points.add(point(percent, folds, once)));
        points.add(point(100, trainings.firstRepeat(), once));
        CrossValidated all = points.get(points.size() - 1).score();
        CrossValidated withoutLast = points.get(points.size() - 2).score();
        return Optional.of(
                new LearningCurve(points, once.against(all, withoutLast).difference()));
    }

    private LearningCurve.Point point(int percent, List<Fold> folds, FoldScoring once) {
        double learned =
                folds.stream().mapToInt(fold -> fold.learned().size()).average().orElseThrow();
        return new LearningCurve.Point(
                percent, (int) Math.round(learned), once.score(name, results.probabilities(folds)));
    }

    private FoldScoring of(List<Fold> folds) {
        return new FoldScoring(folds, rows.rows(), groups, rows.labels(), seed);
    }
}
