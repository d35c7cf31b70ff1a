package io.avocet.export;

import io.avocet.adapter.FineTunedModel;
import io.avocet.bagofwords.Ensemble;
import io.avocet.data.Email;
import io.avocet.data.LabelSet;
import io.avocet.data.LabelledEmail;
import io.avocet.data.ScoreFile;
import io.avocet.error.UserError;
import io.avocet.eval.Calibration;
import io.avocet.eval.Probabilities;
import io.avocet.eval.Temperature;
import io.avocet.run.Precision;
import io.avocet.tensor.ComputeDevice;
import io.avocet.tensor.Hardware;
import io.avocet.trained.TrainingInfo;
import io.avocet.words.Count;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * What a model loses that is exported without its bag of words, on its validation emails.
 *
 * @param scaling of the transformer alone
 * @param emails compared; 0 where none is at hand
 * @param differing of these that get another label
 */
public record WithoutWords(ExportScaling scaling, int emails, int differing) {
    /** Enough for a share to within three in a hundred; a second or so. */
    private static final int MOST_EMAILS = 1000;

    private static final int BATCH_SIZE = 32;

    private static final String WITH_FEW_EMAILS = "; so few emails say little, and of a model that was trained on few"
            + " emails the transformer alone can be far worse. Label more and train again before you export";

    /** Compares the transformer with both, on validation emails that are still in the files that the model was trained from. */
    static WithoutWords of(Path folder) {
        Hardware hardware = new Hardware(ComputeDevice.CPU, Precision.FP32);
        try (FineTunedModel model = FineTunedModel.load(folder, hardware, BATCH_SIZE)) {
            List<LabelledEmail> rows = validationRows(TrainingInfo.read(folder), model.labels());
            return rows.isEmpty() ? unknown() : compare(model, rows);
        }
    }

    private static WithoutWords unknown() {
        return new WithoutWords(
                new ExportScaling(Temperature.NONE, "not calibrated: that of the model is for both together"), 0, 0);
    }

    private static WithoutWords compare(FineTunedModel model, List<LabelledEmail> rows) {
        Ensemble ensemble = model.ensemble().orElseThrow();
        List<Email> emails = rows.stream().map(LabelledEmail::email).toList();
        List<double[]> alone =
                model.transformer().probabilitiesOf(model.encode(emails).sequences());
        List<double[]> together = ensemble.probabilities(rows, alone);
        int differing = (int) IntStream.range(0, rows.size())
                .filter(row ->
                        Probabilities.mostProbable(alone.get(row)) != Probabilities.mostProbable(together.get(row)))
                .count();
        int[] gold = rows.stream()
                .mapToInt(row -> model.labels().id(row.label()).orElseThrow())
                .toArray();
        return new WithoutWords(scaling(alone, gold), rows.size(), differing);
    }

    private static ExportScaling scaling(List<double[]> alone, int[] gold) {
        String emails = Count.of(gold.length, "validation email");
        return gold.length < Calibration.LEAST_ROWS
                ? new ExportScaling(Temperature.NONE, "not calibrated: only " + emails + " at hand")
                : new ExportScaling(
                        Temperature.fitWithPrior(alone, gold), "fitted for the transformer alone on " + emails);
    }

    /** In an order that has nothing to do with that of the files. */
    private static List<LabelledEmail> validationRows(TrainingInfo info, LabelSet labels) {
        Map<String, LabelledEmail> byHash = new TreeMap<>(Comparator.naturalOrder());
        for (String file : info.scoreFiles()) {
            for (LabelledEmail row : rows(Path.of(file), labels)) {
                byHash.put(row.email().contentHash(), row);
            }
        }
        byHash.keySet().retainAll(info.validationHashes());
        return byHash.values().stream().limit(MOST_EMAILS).toList();
    }

    /** None where the file has been moved or damaged since. */
    private static List<LabelledEmail> rows(Path file, LabelSet labels) {
        try {
            return ScoreFile.read(file, labels, UnaryOperator.identity()).rows();
        } catch (UserError e) {
            return List.of();
        }
    }

    /** One sentence or two. */
    public String inWords() {
        return "The model's bag of words is not in the file, which is the transformer alone. "
                + (emails == 0
                        ? "How many labels that changes is not known: the validation emails are not at hand."
                        : String.format(
                                Locale.ROOT,
                                "Of %s, %d (%.1f%%) get another label than from both together%s.",
                                Count.of(emails, "validation email"),
                                differing,
                                100.0 * differing / emails,
                                emails < Calibration.LEAST_ROWS ? WITH_FEW_EMAILS : ""));
    }
}
