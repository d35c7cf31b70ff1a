package io.avocet.review;

import io.avocet.crossval.EvaluateModel;
import io.avocet.crossval.EvaluationRequest;
import io.avocet.crossval.OutOfFoldRows;
import io.avocet.data.LabelledEmail;
import io.avocet.data.NearestTwins;
import io.avocet.run.RunListener;
import java.util.List;

/** Finds the labels that a model doubts, by cross-validation: the folds of an evaluation of the same emails and settings are used. */
public final class ReviewLabels {
    private final EvaluateModel evaluateModel;

    public ReviewLabels(EvaluateModel evaluateModel) {
        this.evaluateModel = evaluateModel;
    }

    /**
     * Trains the folds that are not finished, then reviews.
     *
     * @throws io.avocet.error.UserError for everything that the user can put right; finished folds are kept
     * @throws io.avocet.run.RunCancelled if the listener cancels; finished folds are kept
     */
    public Review run(EvaluationRequest request, RunListener listener) {
        return review(evaluateModel.predict(request, listener));
    }

    static Review review(OutOfFoldRows predicted) {
        List<LabelledEmail> rows = predicted.rows();
        NearestTwins twins = new NearestTwins(rows, predicted.groups());
        List<DoubtedRow> doubted = predicted.doubted().stream()
                .map(label -> new DoubtedRow(label, twins.ofOtherLabel(label.place())))
                .toList();
        List<List<LabelledEmail>> mixed = predicted.groups().mixed(rows).stream()
                .map(members -> members.stream().map(rows::get).toList())
                .toList();
        return new Review(predicted.model(), rows.size(), doubted, predicted.conflicts(), mixed);
    }
}
