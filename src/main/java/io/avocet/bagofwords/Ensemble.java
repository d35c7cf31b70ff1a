package io.avocet.bagofwords;

import io.avocet.data.ClassWeighting;
import io.avocet.data.Email;
import io.avocet.data.LabelSet;
import io.avocet.data.LabelledEmail;
import io.avocet.data.TrainingRows;
import io.avocet.error.UserError;
import io.avocet.eval.Blend;
import io.avocet.eval.ConfusionMatrix;
import io.avocet.eval.Prediction;
import io.avocet.trained.TrainingInfo;
import io.avocet.trained.WordsEntry;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What turns a transformer's probabilities into those of transformer and bag of words together. Threads may use it at
 * the same time; it computes in its caller's.
 */
public record Ensemble(BagOfWords words, Blend blend) {
    /**
     * Opens the bag of words next to a transformer.
     *
     * @param folder of the transformer
     * @param labels of the transformer
     * @return empty if its {@code training_info.json} names none
     * @throws UserError if it names one that is missing, damaged, or has other labels
     */
    public static Optional<Ensemble> open(Path folder, LabelSet labels) {
        return TrainingInfo.readWords(folder).map(entry -> open(folder, labels, entry));
    }

    private static Ensemble open(Path folder, LabelSet labels, WordsEntry entry) {
        Path file = folder.resolve(entry.file());
        BagOfWords words = BagOfWordsFile.read(file);
        if (!words.labels().equals(labels)) {
            throw new UserError(
                    UserError.Kind.BAD_INPUT,
                    file + " has the labels " + words.labels().names() + "; those of the transformer next to it are "
                            + labels.names() + ". Train this model again.");
        }
        return new Ensemble(words, entry.rule());
    }

    /** A bag of words that learns from the rows of a transformer. */
    public static Ensemble train(List<LabelledEmail> rows, LabelSet labels, Blend blend) {
        return new Ensemble(BagOfWords.train(rows, labels, ClassWeighting.BALANCED), blend);
    }

    /** Writes the bag of words into the transformer's folder and says what its {@code training_info.json} names it by. */
    public WordsEntry save(Path folder) {
        BagOfWordsFile.write(folder.resolve(BagOfWordsFile.NAME), words);
        return WordsEntry.of(BagOfWordsFile.NAME, blend);
    }

    /**
     * Gold labels against those that both predict together.
     *
     * @param ofTransformer its probabilities for each row, in label order
     */
    public ConfusionMatrix confusion(List<LabelledEmail> rows, List<double[]> ofTransformer) {
        LabelSet labels = words.labels();
        int[] predicted = IntStream.range(0, rows.size())
                .map(row ->
                        new Prediction(labels, probabilities(rows.get(row).email(), ofTransformer.get(row))).labelId())
                .toArray();
        return ConfusionMatrix.of(labels, TrainingRows.labelIds(rows, labels), predicted);
    }

    /**
     * The probabilities of both.
     *
     * @param ofTransformer its probabilities for the email, in label order
     * @return in label order
     */
    public double[] probabilities(Email email, double[] ofTransformer) {
        return blend.probabilities(ofTransformer, words.probabilities(email));
    }
}
