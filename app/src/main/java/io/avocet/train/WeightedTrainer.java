package io.avocet.train;

import io.avocet.data.LabelSet;
import io.avocet.error.Setting;
import io.avocet.error.UserError;
import io.avocet.eval.ConfusionMatrix;
import io.avocet.model.ForwardMode;
import io.avocet.model.SequenceClassifier;
import io.avocet.model.TokenBatch;
import io.avocet.recipe.EarlyStopping;
import io.avocet.recipe.LearningRateSchedule;
import io.avocet.recipe.TrainingSettings;
import io.avocet.recipe.WeightSelection;
import io.avocet.run.EpochRecord;
import io.avocet.run.RunCancelled;
import io.avocet.run.RunEvent;
import io.avocet.run.RunListener;
import io.avocet.tensor.ComputeDevice;
import io.avocet.tensor.MemoryUse;
import io.avocet.tensor.NativeEngine;
import io.avocet.tensor.NoGrad;
import io.avocet.tensor.SideBySide;
import io.avocet.tensor.TensorScope;
import io.avocet.tensor.Tensors;
import io.avocet.words.ByteSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.Reduction;

/**
 * Fine-tunes a classifier with a class-weighted loss. {@link #train} is the whole training; the rest is called from it.
 */
public final class WeightedTrainer implements AutoCloseable {
    /** Parts of a batch side by side: two gradients have one sum, in whatever order they come, but more have several. */
    private static final int HALVES = 2;

    /** Texts of a pass that are enough to keep a core busy. */
    private static final int BUSY = 8;

    private final SequenceClassifier model;
    private final ComputeDevice device;
    private final TrainingSettings settings;
    private final LabelSet labels;
    private final float[] classWeights;
    private final RunListener listener;
    private final AdamW optimizer;
    private final LossScale lossScale;
    private final SideBySide halves;
    private final WeightAverage average = new WeightAverage(); // of the last epochs, where it is wanted

    /** @param classWeights weight of each label in the loss; 0 for a label that is never a target */
    public WeightedTrainer(
            SequenceClassifier model,
            ComputeDevice device,
            TrainingSettings settings,
            LabelSet labels,
            double[] classWeights,
            RunListener listener) {
        this.model = model;
        this.device = device;
        this.settings = settings;
        this.labels = labels;
        this.classWeights = toFloats(classWeights);
        this.listener = listener;
        model.parameters().requireGradients();
        optimizer = new AdamW(ParameterGroup.of(model.parameters(), model.layers(), settings.method()));
        lossScale = new LossScale(settings.precision());
        halves = new SideBySide(device == ComputeDevice.CPU ? NativeEngine.threads() : 1);
    }

    /**
     * Trains for the epochs of the settings; with early stopping, until the validation macro-F1 has not improved for
     * {@value TrainingSettings#PATIENCE} of them.
     *
     * @param keep called when the weights are those to keep as far as is known, to save them as they are then; more than
     *     once where the best epoch is kept
     */
    public TrainingOutcome train(EncodedTexts training, EncodedTexts validation, BatchOrder order, Runnable keep) {
        Epochs epochs = new Epochs(training, order, settings.epochs());
        WeightSelection selection = settings.method().selection();
        EarlyStopping earlyStopping = new EarlyStopping(TrainingSettings.PATIENCE);
        List<EpochRecord> history = new ArrayList<>();
        Validation kept = null;
        int keptEpoch = settings.epochs();

        for (int epoch = 1; epoch <= settings.epochs(); epoch++) {
            Stopwatch epochTime = new Stopwatch();
            double loss = epochs.train(epoch);
            Validation validated = validate(validation);
            ConfusionMatrix scores = validated.confusion();
            boolean improved = earlyStopping.improves(scores.macroF1());
            EpochRecord record = new EpochRecord(
                    epoch, loss, scores.macroF1(), scores.accuracy(), epochs.lastRate(), epochTime.seconds());
            history.add(record);
            listener.on(new RunEvent.EpochScored(record, settings.epochs(), improved));
            if (isToKeep(epoch, improved)) {
                kept = validated;
                keptEpoch = epoch;
                keep.run();
            }
            if (selection == WeightSelection.EARLY_STOPPING && earlyStopping.shouldStop()) {
                listener.on(new RunEvent.Note("No better macro-F1 for " + TrainingSettings.PATIENCE
                        + " epochs: stopped early, the best is epoch " + earlyStopping.bestEpoch() + "."));
                break;
            }
        }
        if (selection == WeightSelection.AVERAGE) {
            average.writeInto(model.parameters());
            kept = validate(validation);
            listener.on(new RunEvent.Note(String.format(
                    Locale.ROOT,
                    "The weights of the last %d epochs, averaged: macro-F1 %.3f.",
                    Math.min(WeightSelection.AVERAGED_EPOCHS, settings.epochs()),
                    kept.confusion().macroF1())));
            keep.run();
        }
        return new TrainingOutcome(
                history, epochs.updates, keptEpoch, Objects.requireNonNull(kept), epochs.samplesPerSecond());
    }

    /**
     * Trains to the end of an epoch that is known to be good, by the schedule of {@link #train}: without validation rows, so that
     * all may train. The weights are then those of this epoch.
     *
     * @param lastEpoch from 1 to the epochs of the settings
     * @return the outcome, its validation empty and its scores not numbers
     */
    public TrainingOutcome trainTo(int lastEpoch, EncodedTexts training, BatchOrder order) {
        Epochs epochs = new Epochs(training, order, lastEpoch);
        List<EpochRecord> history = new ArrayList<>();
        for (int epoch = 1; epoch <= lastEpoch; epoch++) {
            Stopwatch epochTime = new Stopwatch();
            double loss = epochs.train(epoch);
            EpochRecord record =
                    new EpochRecord(epoch, loss, Double.NaN, Double.NaN, epochs.lastRate(), epochTime.seconds());
            history.add(record);
            listener.on(new RunEvent.Note(String.format(
                    Locale.ROOT,
                    "Epoch %d/%d  loss %.4f  (%s)",
                    epoch,
                    lastEpoch,
                    loss,
                    RunEvent.duration(record.seconds()))));
        }
        Validation none = new Validation(List.of(), ConfusionMatrix.of(labels, new int[0], new int[0]));
        return new TrainingOutcome(history, epochs.updates, lastEpoch, none, epochs.samplesPerSecond());
    }

    /** The updates of a training, epoch by epoch. */
    private final class Epochs {
        private final EncodedTexts training;
        private final BatchOrder order;
        private final int lastEpoch;
        private final int updatesPerEpoch;
        private final LearningRateSchedule schedule;
        private final List<UpdateRecord> updates = new ArrayList<>();
        private final Stopwatch time = new Stopwatch();
        private int scheduled; // updates that moved the schedule on; an overflowing one does not

        /** @param lastEpoch that is trained; the schedule is that of all epochs of the settings */
        Epochs(EncodedTexts training, BatchOrder order, int lastEpoch) {
            this.training = training;
            this.order = order;
            this.lastEpoch = lastEpoch;
            this.updatesPerEpoch = updatesOf(order.batches(1)).size();
            this.schedule = LearningRateSchedule.linear(
                    settings.learningRate(), updatesPerEpoch * settings.epochs(), TrainingSettings.WARMUP_RATIO);
            time.pause();
        }

        /** Trains an epoch, from 1, and gives the mean loss of its updates. */
        double train(int epoch) {
            int allUpdates = updatesPerEpoch * lastEpoch;
            double lossSum = 0;
            time.resume();
            for (List<List<Integer>> microBatches : updatesOf(order.batches(epoch))) {
                UpdateRecord update = update(training, microBatches, schedule.rate(scheduled), updates.size());
                scheduled += update.skipped() ? 0 : 1;
                updates.add(update);
                lossSum += update.loss();
                double eta = time.seconds() / updates.size() * (allUpdates - updates.size());
                listener.on(new RunEvent.Progress(
                        epoch, lastEpoch, updates.size(), allUpdates, update.loss(), update.learningRate(), eta));
                if (listener.isCancelled()) {
                    throw new RunCancelled(updates.size());
                }
            }
            time.pause();
            return lossSum / updatesPerEpoch;
        }

        double lastRate() {
            return updates.get(updates.size() - 1).learningRate();
        }

        /** Training rows per second. */
        double samplesPerSecond() {
            return training.size() * (double) updates.size() / updatesPerEpoch / time.seconds();
        }
    }

    /** Takes note of the weights at the end of an epoch and says whether they are the ones to keep, as far as is known. */
    private boolean isToKeep(int epoch, boolean improved) {
        return switch (settings.method().selection()) {
            case EARLY_STOPPING, BEST_EPOCH -> improved;
            case LAST_EPOCH -> epoch == settings.epochs();
            case AVERAGE -> {
                if (epoch > settings.epochs() - WeightSelection.AVERAGED_EPOCHS) {
                    average.add(model.parameters());
                }
                yield false;
            }
        };
    }

    /**
     * The class-weighted cross entropy, a weighted mean: {@code sum(w[y] * nll) / sum(w[y])}.
     *
     * @param logits (B, L) float32
     * @param labels (B) label ids
     * @param classWeights (L) float32
     * @return a scalar
     */
    public static Tensor computeLoss(Tensor logits, Tensor labels, Tensor classWeights) {
        return torch.cross_entropy_loss(
                logits, labels, Tensors.optional(classWeights), Reduction.Mean.value, IGNORE_NOTHING, 0);
    }

    private static final long IGNORE_NOTHING = -100;

    /** One update: the gradients of its micro-batches, clipping, one optimizer step. */
    private UpdateRecord update(EncodedTexts texts, List<List<Integer>> microBatches, double rate, int updatesDone) {
        int number = updatesDone + 1;
        try (TensorScope scope = new TensorScope()) {
            Tensor scaledLosses = Tensors.floats(new float[HALVES], device, HALVES);
            for (int i = 0; i < microBatches.size(); i++) {
                long dropoutSeed = settings.seed() * 1_000_003 + updatesDone * 4099L + (long) i * HALVES;
                accumulateGradients(texts, microBatches.get(i), microBatches.size(), dropoutSeed, scaledLosses);
            }
            double scale = lossScale.scale();
            Tensor gradientNorm = optimizer.step(rate, TrainingSettings.MAX_GRADIENT_NORM, scale);
            optimizer.clearGradients();

            float[] figures =
                    Tensors.toFloats(torch.stack(new TensorVector(scaledLosses.sum(), gradientNorm))); // the one wait
            double loss = figures[0] / scale;
            double norm = figures[1];
            if (!Double.isFinite(loss)) {
                throw diverged("loss", loss, number);
            }
            boolean accepted = lossScale.accepts(norm);
            if (!Double.isFinite(norm) && (accepted || lossScale.isExhausted())) {
                throw diverged("gradient norm", norm, number);
            }
            return new UpdateRecord(loss, norm, rate, !accepted);
        } catch (RuntimeException | OutOfMemoryError e) {
            if (NativeEngine.isOutOfMemory(e)) {
                throw outOfMemory(e, number);
            }
            throw e;
        }
    }

    /**
     * Adds the gradients of one micro-batch, divided by their number in this update. Its halves pass side by side, where each
     * keeps its cores busy.
     *
     * @param scaledLosses (2), to which the shares of the scaled loss are added
     */
    private void accumulateGradients(
            EncodedTexts texts, List<Integer> rows, int microBatches, long dropoutSeed, Tensor scaledLosses) {
        boolean halve = device == ComputeDevice.CPU && rows.size() >= HALVES * BUSY;
        List<List<Integer>> parts = BatchOrder.chunks(rows, halve ? (rows.size() + 1) / HALVES : rows.size());
        double allWeights = weightOf(texts, rows);
        List<Runnable> passes = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            int part = i;
            passes.add(() -> {
                try (TensorScope scope = new TensorScope()) {
                    double share = weightOf(texts, parts.get(part)) / allWeights;
                    Tensor loss = accumulateGradients(
                            texts, parts.get(part), share * lossScale.scale() / microBatches, dropoutSeed + part);
                    scaledLosses.narrow(0, part, 1).add_(loss);
                }
            });
        }
        halves.run(passes);
    }

    /** Adds the gradients of one pass, its loss times a factor. */
    private Tensor accumulateGradients(EncodedTexts texts, List<Integer> rows, double factor, long dropoutSeed) {
        TokenBatch batch = texts.batch(rows, device);
        Tensor labels = Tensors.longs(texts.labelsOf(rows), device, rows.size());
        Tensor weights = Tensors.floats(classWeights, device, classWeights.length);
        ForwardMode mode = ForwardMode.training(settings.precision(), device, dropoutSeed);
        UnaryOperator<Tensor> scaledLoss =
                logits -> computeLoss(logits, labels, weights).mul(Tensors.scalar(factor));
        if (settings.gradientCheckpointing()) {
            return GradientCheckpointing.backward(model.begin(batch, mode), model.layers(), scaledLoss)
                    .detach();
        }
        Tensor loss = scaledLoss.apply(model.logits(batch, mode));
        loss.backward();
        return loss.detach();
    }

    private double weightOf(EncodedTexts texts, List<Integer> rows) {
        return rows.stream()
                .mapToDouble(row -> classWeights[texts.labels().get(row)])
                .sum();
    }

    private Validation validate(EncodedTexts texts) {
        List<float[]> logits = logits(texts);
        int[] gold = texts.labels().stream().mapToInt(Integer::intValue).toArray();
        int[] predicted = logits.stream().mapToInt(WeightedTrainer::argmax).toArray();
        return new Validation(logits, ConfusionMatrix.of(labels, gold, predicted));
    }

    /** What the network says of each text with the weights that it has now, dropout off: L logits. */
    public List<float[]> logits(EncodedTexts texts) {
        float[][] logitsOfText = new float[texts.size()][];
        ForwardMode mode = ForwardMode.inference(settings.precision());
        List<Runnable> passes = new ArrayList<>();
        for (List<Integer> rows : texts.byLength(settings.batchSize())) {
            passes.add(() -> {
                try (TensorScope scope = new TensorScope();
                        NoGrad noGrad = new NoGrad()) {
                    float[][] logits = Tensors.toRows(model.logits(texts.batch(rows, device), mode));
                    for (int i = 0; i < rows.size(); i++) {
                        logitsOfText[rows.get(i)] = logits[i];
                    }
                }
            });
        }
        halves.run(passes);
        return List.of(logitsOfText);
    }

    private List<List<List<Integer>>> updatesOf(List<List<Integer>> batches) {
        return BatchOrder.chunks(batches, settings.accumulationSteps());
    }

    private UserError diverged(String figure, double value, int update) {
        return new UserError(
                UserError.Kind.DIVERGED,
                "The " + figure + " of update " + update + " is " + value
                        + ", so training was stopped. Lower " + Setting.LEARNING_RATE
                        + " (now " + settings.learningRate() + ") or use " + Setting.PRECISION + " fp32 (now "
                        + settings.precision().id() + ").");
    }

    private UserError outOfMemory(Throwable cause, int update) {
        String setting = settings.batchSize() > 1
                ? Setting.BATCH_SIZE + " (now " + settings.batchSize() + ")"
                : "the length of the longest texts";
        return new UserError(
                UserError.Kind.OUT_OF_MEMORY,
                "Out of memory on " + device.id() + " at update " + update + ": peak "
                        + ByteSize.inWords(MemoryUse.peakBytes(device))
                        + ". Stop other programs that hold it (a language-model server such as Peregrine's vLLM holds"
                        + " about 5.7 GB) or lower " + setting + ".",
                cause);
    }

    private static int argmax(float[] logits) {
        int best = 0;
        for (int i = 1; i < logits.length; i++) {
            if (logits[i] > logits[best]) {
                best = i;
            }
        }
        return best;
    }

    private static float[] toFloats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    @Override
    public void close() {
        halves.close();
        optimizer.close();
        average.close();
    }
}
