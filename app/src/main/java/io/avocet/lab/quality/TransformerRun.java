package io.avocet.lab.quality;

import io.avocet.data.LabelledEmail;
import io.avocet.eval.Probabilities;
import io.avocet.hub.BaseModel;
import io.avocet.model.CompactVocabulary;
import io.avocet.model.NetworkConfig;
import io.avocet.model.Parameters;
import io.avocet.model.TokenLimits;
import io.avocet.pretrained.Checkpoints;
import io.avocet.pretrained.ConfigFile;
import io.avocet.pretrained.LoadedForFineTuning;
import io.avocet.recipe.EarlyStopping;
import io.avocet.recipe.TrainingSettings;
import io.avocet.recipe.WeightSelection;
import io.avocet.run.EpochRecord;
import io.avocet.run.RunEvent;
import io.avocet.run.RunListener;
import io.avocet.tensor.Hardware;
import io.avocet.text.InputFormat;
import io.avocet.text.Tokenizer;
import io.avocet.train.BatchOrder;
import io.avocet.train.EncodedTexts;
import io.avocet.train.TrainingOutcome;
import io.avocet.train.WeightAverage;
import io.avocet.train.WeightedTrainer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Trains a transformer through all its epochs and predicts with three sets of weights: those that early stopping would keep, those
 * of the last epoch, and the average of the last.
 */
final class TransformerRun {
    private final StudyRows rows;
    private final Recipe recipe;
    private final BaseModel base;
    private final Hardware hardware;
    private final long seed;
    private final RunListener listener;

    TransformerRun(StudyRows rows, Recipe recipe, BaseModel base, Hardware hardware, long seed, RunListener listener) {
        this.rows = rows;
        this.recipe = recipe;
        this.base = base;
        this.hardware = hardware;
        this.seed = seed;
        this.listener = listener;
    }

    /** What was trained, and what it predicts. */
    record Outcome(TrainingOutcome training, int bestEpoch, int stoppedEpoch, StudyPredictions predictions) {
        List<Double> epochMacroF1() {
            return training.history().stream().map(EpochRecord::macroF1).toList();
        }
    }

    Outcome run() {
        NetworkConfig config =
                recipe.pooling().of(ConfigFile.read(base.folder()).config());
        try (Tokenizer tokenizer = Tokenizer.open(base.folder())) {
            EncodedTexts training = encode(rows.data().training(), tokenizer, config);
            EncodedTexts validation = encode(rows.data().validation(), tokenizer, config);
            EncodedTexts scored = rows.hasTestRows() ? encode(rows.scored(), tokenizer, config) : validation;
            CompactVocabulary vocabulary = CompactVocabulary.of(
                    Stream.of(training, validation, scored).flatMap(texts -> texts.sequences().stream()),
                    config.padTokenId());
            try (LoadedForFineTuning loaded = Checkpoints.loadForFineTuning(
                    base.folder(), config, rows.data().labels().size(), vocabulary, hardware.device(), seed)) {
                return train(loaded, training.in(vocabulary), validation.in(vocabulary), scored.in(vocabulary));
            }
        }
    }

    private Outcome train(
            LoadedForFineTuning loaded, EncodedTexts training, EncodedTexts validation, EncodedTexts scored) {
        TrainingSettings settings = recipe.settings(hardware.precision(), seed);
        try (EpochWeights weights = new EpochWeights(loaded.model().parameters(), settings.epochs(), listener);
                WeightedTrainer trainer = new WeightedTrainer(
                        loaded.model(),
                        hardware.device(),
                        settings,
                        rows.data().labels(),
                        rows.data().classWeights(recipe.classWeighting()),
                        weights)) {
            TrainingOutcome outcome = trainer.train(
                    training, validation, BatchOrder.groupedByLength(training, settings.batchSize(), seed), () -> {});
            Map<String, List<double[]>> ofScored = new LinkedHashMap<>();
            Map<String, List<double[]>> ofValidation = new LinkedHashMap<>();
            for (WeightSelection selection : EpochWeights.SELECTIONS) {
                weights.restore(selection);
                ofScored.put(selection.id(), probabilities(trainer, scored));
                if (rows.hasTestRows()) {
                    ofValidation.put(selection.id(), probabilities(trainer, validation));
                }
            }
            StudyPredictions predictions = new StudyPredictions(
                    rows.data().labels().names(),
                    new Predictions(scored.labels(), ofScored),
                    rows.hasTestRows() ? new Predictions(validation.labels(), ofValidation) : null);
            return new Outcome(outcome, weights.bestEpoch(), weights.stoppedEpoch(), predictions);
        }
    }

    private static List<double[]> probabilities(WeightedTrainer trainer, EncodedTexts texts) {
        return trainer.logits(texts).stream()
                .map(logits -> Probabilities.softmax(IntStream.range(0, logits.length)
                        .mapToDouble(label -> logits[label])
                        .toArray()))
                .toList();
    }

    private EncodedTexts encode(List<LabelledEmail> emails, Tokenizer tokenizer, NetworkConfig config) {
        List<String> texts = emails.stream()
                .map(LabelledEmail::email)
                .map(email -> InputFormat.fineTune(email.subject(), email.body(), recipe.bodyCodePoints()))
                .toList();
        List<int[]> sequences = tokenizer.encodeAll(texts, config.maxTokens());
        TokenLimits.requireInVocabulary(sequences, config, base.folder());
        return new EncodedTexts(sequences, rows.labelIds(emails), config.padding());
    }

    /** Copies of the weights at the epochs that matter, taken as the training tells of each epoch's end. */
    private static final class EpochWeights implements RunListener, AutoCloseable {
        /** The average first: the training ends with it. */
        static final List<WeightSelection> SELECTIONS =
                List.of(WeightSelection.AVERAGE, WeightSelection.LAST_EPOCH, WeightSelection.EARLY_STOPPING);

        private final Parameters weights;
        private final int epochs;
        private final RunListener listener;
        private final EarlyStopping earlyStopping = new EarlyStopping(TrainingSettings.PATIENCE);
        private final WeightAverage last = new WeightAverage();
        private @Nullable WeightAverage best;
        private int stoppedEpoch;

        EpochWeights(Parameters weights, int epochs, RunListener listener) {
            this.weights = weights;
            this.epochs = epochs;
            this.listener = listener;
        }

        @Override
        public void on(RunEvent event) {
            if (event instanceof RunEvent.EpochScored scored) {
                take(scored.epoch().epoch(), scored.epoch().macroF1());
            }
            listener.on(event);
        }

        private void take(int epoch, double macroF1) {
            if (stoppedEpoch == 0) {
                if (earlyStopping.improves(macroF1)) {
                    closeBest();
                    best = new WeightAverage();
                    best.add(weights);
                }
                stoppedEpoch = earlyStopping.shouldStop() || epoch == epochs ? epoch : 0;
            }
            if (epoch == epochs) {
                last.add(weights);
            }
        }

        void restore(WeightSelection selection) {
            if (selection == WeightSelection.LAST_EPOCH) {
                last.writeInto(weights);
            } else if (selection == WeightSelection.EARLY_STOPPING && best != null) {
                best.writeInto(weights);
            }
        }

        int bestEpoch() {
            return earlyStopping.bestEpoch();
        }

        int stoppedEpoch() {
            return stoppedEpoch;
        }

        @Override
        public boolean isCancelled() {
            return listener.isCancelled();
        }

        private void closeBest() {
            if (best != null) {
                best.close();
            }
        }

        @Override
        public void close() {
            last.close();
            closeBest();
        }
    }
}
