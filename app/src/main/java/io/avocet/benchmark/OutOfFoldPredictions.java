package io.avocet.benchmark;

import io.avocet.benchmark.TrainedModels.TrainedModel;
import io.avocet.data.LabelSet;
import io.avocet.eval.Calibration;
import io.avocet.eval.Prediction;
import io.avocet.trained.OutOfFoldFile;
import io.avocet.trained.TrainingInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What models of a cross-validation, which had not seen them, say of the rows that trained a model; calibrated as the model is.
 *
 * @param byHash the prediction of each row, by content hash
 */
record OutOfFoldPredictions(Map<String, Prediction> byHash) {
    /**
     * Reads those of a trained model.
     *
     * @return empty if the model is of another kind, or was scored on held-out rows
     * @throws io.avocet.error.UserError if they are missing or damaged
     */
    static Optional<OutOfFoldPredictions> of(ModelEntry entry) {
        return TrainedModel.of(entry)
                .filter(TrainedModel::isCrossValidated)
                .map(model -> read(Path.of(entry.modelId()), model.info()));
    }

    private static OutOfFoldPredictions read(Path folder, TrainingInfo info) {
        LabelSet labels = new LabelSet(info.labels());
        Calibration calibration = info.calibration();
        Map<String, Prediction> byHash = new HashMap<>();
        OutOfFoldFile.read(folder, info)
                .forEach((hash, probabilities) -> byHash.put(
                        hash,
                        calibration == null
                                ? new Prediction(labels, probabilities)
                                : new Prediction(
                                        labels,
                                        calibration.scaling().applyTo(probabilities),
                                        calibration.unsureBelow())));
        return new OutOfFoldPredictions(byHash);
    }

    /** The same run, but each row that trained the model is predicted out of fold. */
    ModelRun inPlaceOfSeen(ModelRun run, List<BenchmarkRow> rows) {
        List<@Nullable Prediction> predictions = new ArrayList<>(run.predictions());
        for (int row = 0; row < rows.size(); row++) {
            Prediction unseen = byHash.get(rows.get(row).contentHash());
            if (unseen != null) {
                predictions.set(row, unseen);
            }
        }
        return new ModelRun(
                run.name(),
                run.modelId(),
                Learning.crossValidated(byHash.keySet()),
                predictions,
                run.speed(),
                run.tokenCut(),
                run.error());
    }
}
