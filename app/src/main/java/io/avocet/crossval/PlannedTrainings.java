package io.avocet.crossval;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All that an evaluation trains.
 *
 * @param folds of all repeats
 * @param smaller the folds of the first repeat with a part of their training rows, by the percentage; empty without a learning curve
 * @param newest holds out the newest emails; empty where they are not known
 */
record PlannedTrainings(List<Fold> folds, Map<Integer, List<Fold>> smaller, Optional<Fold> newest) {
    /** @throws io.avocet.error.UserError if there are too few rows */
    static PlannedTrainings of(FoldPlan plan, EvaluationRequest.Folds asked) {
        List<Fold> folds = plan.folds(asked);
        Map<Integer, List<Fold>> smaller = new TreeMap<>();
        if (asked.learningCurve()) {
            for (int parts = 1; parts < FoldPlan.PARTS; parts++) {
                smaller.put(FoldPlan.percent(parts), plan.foldsWith(parts, asked.count()));
            }
        }
        return new PlannedTrainings(folds, smaller, plan.newestFifth());
    }

    /** In the order in which they run. */
    List<Fold> all() {
        List<Fold> all = new ArrayList<>(folds);
        newest.ifPresent(all::add);
        smaller.values().forEach(all::addAll);
        return all;
    }

    /** Those of the first repeat. */
    List<Fold> firstRepeat() {
        return folds.stream().filter(fold -> fold.repeat() == 1).toList();
    }
}
