package io.avocet.app;

import io.avocet.checkpoint.WeightReport;
import io.avocet.data.ClassWeighting;
import io.avocet.data.PreparedData;
import io.avocet.data.ReadNotes;
import io.avocet.data.RowGroups;
import io.avocet.data.ScoreFile;
import io.avocet.data.SplitMethod;
import io.avocet.data.Twins;
import io.avocet.eval.Calibration;
import io.avocet.eval.ConfusionMatrix;
import io.avocet.eval.CoveragePoint;
import io.avocet.eval.LeakMeter;
import io.avocet.finetune.FineTuning;
import io.avocet.finetune.TrainingSession;
import io.avocet.pretrained.LoadedForFineTuning;
import io.avocet.recipe.TrainingSettings;
import io.avocet.recipe.WeightSelection;
import io.avocet.run.RunEvent;
import io.avocet.run.RunListener;
import io.avocet.tensor.Hardware;
import io.avocet.tensor.NativeEngine;
import io.avocet.trained.ValidationMethod;
import io.avocet.words.Count;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says aloud, before a run starts, what it found and what it decided. Never a word of an email. */
final class RunReport {
    private static final int BAD_ROWS_NAMED = 5;

    private final RunListener listener;

    RunReport(RunListener listener) {
        this.listener = listener;
    }

    void data(List<ScoreFile> files, PreparedData data, ClassWeighting weighting, long seed) {
        ReadNotes.report(files, data.duplicates(), listener);
        nearDuplicates(data, seed);
        data.warnings().forEach(warning -> listener.on(new RunEvent.Warning(warning)));
        for (ScoreFile file : files) {
            // The first of them is in the warning of its file.
            file.badRows().stream()
                    .limit(BAD_ROWS_NAMED)
                    .skip(1)
                    .forEach(row -> listener.on(new RunEvent.Warning("Skipped " + row.describe() + ".")));
        }
        note("%-22s %10s %10s %8s", "label", "training", "validation", "weight");
        int[] training = data.trainingCounts();
        int[] validation = data.validationCounts();
        double[] weights = data.classWeights(weighting);
        for (int label = 0; label < training.length; label++) {
            if (training[label] > 0) {
                note(
                        "%-22s %10d %10d %8.2f",
                        data.labels().name(label), training[label], validation[label], weights[label]);
            }
        }
        note("%-22s %10d %10d", "all", data.training().size(), data.validation().size());
    }

    private void nearDuplicates(PreparedData data, long seed) {
        RowGroups groups = data.groups();
        if (groups.count() == groups.rows()) {
            note("Split %s: none of the %d emails is a near-duplicate of another.", data.split(), groups.rows());
            return;
        }
        note(
                "Split %s: %d emails in %d groups of near-duplicates, the largest of %d.",
                data.split(), groups.rows(), groups.count(), groups.largest());
        if (data.split() == SplitMethod.GROUPED) {
            Twins.Share plain = data.twinsOfPlainSplit(seed);
            note(
                    "In a plain stratified split, %d of %d validation emails would have a near-duplicate in training.",
                    plain.twins(), plain.rows());
        }
    }

    /** How good the new model is. */
    void score(ValidationScore score) {
        score.transformerAlone().ifPresent(alone -> together(alone, score.confusion()));
        score.leak().ifPresent(this::leak);
        calibration(score.calibration(), score.method() == ValidationMethod.HELD_OUT ? "validation" : "out-of-fold");
    }

    /** What a plain split flatters. */
    private void leak(LeakMeter leak) {
        note("%.0f%% of the validation emails have a near-duplicate in training.", 100 * leak.share());
        leakPart("with", leak.withTwin());
        leakPart("without", leak.withoutTwin());
    }

    private void leakPart(String which, LeakMeter.@Nullable Part part) {
        if (part != null) {
            note("  %d %s one: macro-F1 %.3f, accuracy %.3f.", part.rows(), which, part.macroF1(), part.accuracy());
        }
    }

    /** @param which emails it was fitted on */
    private void calibration(Calibration calibration, String which) {
        if (calibration.hasTooFewRows()) {
            note(
                    "Too few %s emails to calibrate the confidence: %d; %d would do.",
                    which, calibration.rows(), Calibration.LEAST_ROWS);
        } else {
            note(
                    "Calibrated on the %s emails: temperature %.2f, log loss %.3f (%.3f before), expected calibration"
                            + " error %.3f (%.3f before).",
                    which,
                    calibration.temperature(),
                    calibration.after().logLoss(),
                    calibration.before().logLoss(),
                    calibration.after().expectedCalibrationError(),
                    calibration.before().expectedCalibrationError());
        }
        CoveragePoint decided = calibration.decided();
        if (decided == null) {
            note(
                    "No confidence makes the label right %s of the time, as far as the %s emails can tell: no email"
                            + " is marked as unsure. With more labelled emails, or a lower --target-accuracy, there may be one.",
                    percent(calibration.targetAccuracy()), which);
        } else {
            note(
                    "Below a confidence of %.3f an email is marked as unsure. Of the %s emails %s are decided, and %s of"
                            + " these are right; the target is %s.",
                    decided.threshold(),
                    which,
                    percent(decided.coverage()),
                    percent(decided.accuracy()),
                    percent(calibration.targetAccuracy()));
        }
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f%%", 100 * share);
    }

    void decisions(FineTuning tuning, TrainingSession session) {
        LoadedForFineTuning loaded = session.loaded();
        TrainingSettings settings = session.settings();
        Hardware hardware = tuning.hardware();
        note("Base model %s, %.1f million parameters.", tuning.base().id(), loaded.parameterCount() / 1e6);
        note(
                "%.1f million of them are trained: the embeddings of tokens that do not occur (all but %d) are not changed.",
                loaded.trainedCount() / 1e6, session.vocabulary().size());
        WeightReport weights = loaded.report();
        if (!weights.freshHead().isEmpty()) {
            note("Starting afresh: %s.", String.join(", ", weights.freshHead()));
        }
        if (!weights.ignored().isEmpty()) {
            note("Ignored weights of the checkpoint: %s.", String.join(", ", weights.ignored()));
        }
        note(
                "Device %s (%d threads), precision %s, seed %d.",
                hardware.device().id(),
                NativeEngine.threads(),
                hardware.precision().id(),
                settings.seed());
        note(
                "%s%s, %d updates each, %d texts per update, peak learning rate %s%s.",
                Count.of(settings.epochs(), "epoch"),
                settings.method().selection() == WeightSelection.EARLY_STOPPING ? " at most" : "",
                settings.updatesPerEpoch(session.trainingRows()),
                settings.batchSize() * settings.accumulationSteps(),
                settings.learningRate(),
                settings.gradientCheckpointing() ? ", gradient checkpointing" : "");
    }

    /** How good the transformer is alone, and how good with a bag of words. */
    private void together(ConfusionMatrix transformer, ConfusionMatrix both) {
        note(
                "Transformer alone: macro-F1 %.3f, accuracy %.3f; with the bag of words that was trained on the same"
                        + " rows: macro-F1 %.3f, accuracy %.3f.",
                transformer.macroF1(), transformer.accuracy(), both.macroF1(), both.accuracy());
    }

    private void note(String format, Object... values) {
        listener.on(new RunEvent.Note(String.format(Locale.ROOT, format, values)));
    }
}
