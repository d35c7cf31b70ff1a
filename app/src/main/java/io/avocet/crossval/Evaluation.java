package io.avocet.crossval;

import io.avocet.data.LabelSet;
import io.avocet.data.LabelledEmail;
import io.avocet.data.RowGroups;
import io.avocet.eval.Calibration;
import io.avocet.eval.Coverage;
import java.util.List;
import java.util.Optional;

/**
 * What a cross-validation found. It follows from the request and the emails alone: no time and no place is in it.
 *
 * @param model the recipe's name
 * @param baseModel the folder or id that each training started from
 * @param dataHash names the rows and their labels
 * @param rows in the order of the files; those of the score are so many for each repeat, in this order
 * @param groups of near-duplicates among the rows
 * @param calibration fitted on the out-of-fold probabilities
 * @param coverage of the calibrated probabilities, thinned
 * @param bestEpochs of each fold, in the order of the folds
 * @param newestFifth the score on the newest fifth of a model that learned from the others; empty where dates are missing
 * @param learningCurve empty if it was not asked for
 * @param doubted rows whose given labels are suspected, the most doubtful first
 */
public record Evaluation(
        String model,
        String baseModel,
        EvaluationRequest.Folds folds,
        long seed,
        String dataHash,
        List<LabelledEmail> rows,
        RowGroups groups,
        CrossValidated score,
        List<BaselineScore> baselines,
        Calibration calibration,
        Coverage coverage,
        List<Integer> bestEpochs,
        Optional<CrossValidated> newestFifth,
        Optional<LearningCurve> learningCurve,
        List<DoubtedLabel> doubted) {
    public Evaluation {
        rows = List.copyOf(rows);
        baselines = List.copyOf(baselines);
        bestEpochs = List.copyOf(bestEpochs);
        doubted = List.copyOf(doubted);
    }

    public LabelSet labels() {
        return score.confusion().labels();
    }
}
