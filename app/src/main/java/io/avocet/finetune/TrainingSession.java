package io.avocet.finetune;

import io.avocet.data.LabelSet;
import io.avocet.eval.Probabilities;
import io.avocet.model.CompactVocabulary;
import io.avocet.pretrained.LoadedForFineTuning;
import io.avocet.recipe.TrainingSettings;
import io.avocet.run.RunListener;
import io.avocet.tensor.Hardware;
import io.avocet.train.BatchOrder;
import io.avocet.train.EncodedTexts;
import io.avocet.train.TrainingOutcome;
import io.avocet.train.WeightedTrainer;
import java.util.List;

/** A network with the texts that it is trained on, once. It holds all memory of the training until it is closed. */
public final class TrainingSession implements AutoCloseable {
    private final LoadedForFineTuning loaded;
    private final CompactVocabulary vocabulary;
    private final TrainingSettings settings;
    private final EncodedTexts training;
    private final EncodedTexts validation;
    private final EncodedTexts unseen;
    private final WeightedTrainer trainer;

    /** @param texts of training, validation and unseen rows, in the numbers of the whole vocabulary */
    TrainingSession(
            LoadedForFineTuning loaded,
            List<EncodedTexts> texts,
            CompactVocabulary vocabulary,
            TrainingSettings settings,
            Hardware hardware,
            LabelSet labels,
            double[] classWeights,
            RunListener listener) {
        this.loaded = loaded;
        this.vocabulary = vocabulary;
        this.settings = settings;
        this.training = texts.get(0).in(vocabulary);
        this.validation = texts.get(1).in(vocabulary);
        this.unseen = texts.get(2).in(vocabulary);
        this.trainer = new WeightedTrainer(loaded.model(), hardware.device(), settings, labels, classWeights, listener);
    }

    /**
     * The whole training.
     *
     * @param keep called when the weights are those to keep as far as is known; more than once where the best epoch is kept
     */
    public TrainingOutcome train(Runnable keep) {
        return trainer.train(training, validation, order(), keep);
    }

    /** Trains to the end of an epoch, by the schedule of all epochs, without a look at validation rows. */
    public TrainingOutcome trainTo(int lastEpoch) {
        return trainer.trainTo(lastEpoch, training, order());
    }

    private BatchOrder order() {
        return BatchOrder.groupedByLength(training, settings.batchSize(), settings.seed());
    }

    /** The probabilities of each unseen row, in label order, by the weights as they are now. */
    public List<double[]> unseenProbabilities() {
        return trainer.logits(unseen).stream().map(Probabilities::softmax).toList();
    }

    public LoadedForFineTuning loaded() {
        return loaded;
    }

    /** The tokens that occur, whose embeddings are trained. */
    public CompactVocabulary vocabulary() {
        return vocabulary;
    }

    public TrainingSettings settings() {
        return settings;
    }

    /** The number of training rows. */
    public int trainingRows() {
        return training.size();
    }

    @Override
    public void close() {
        try (loaded) {
            trainer.close();
        }
    }
}
