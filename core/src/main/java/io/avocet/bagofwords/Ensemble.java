package io.avocet.bagofwords;

import io.avocet.data.Email;
import io.avocet.data.LabelSet;
import io.avocet.data.LabelledEmail;
import io.avocet.data.Sha256;
import io.avocet.error.UserError;
import io.avocet.eval.Blend;
import io.avocet.file.DiskTrouble;
import io.avocet.trained.TrainingInfo;
import io.avocet.trained.WordsEntry;
import java.io.IOException;
import java.nio.file.Files;
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
     * @return empty if there is none
     * @throws UserError if {@code training_info.json} names one that is missing, damaged, of another training, or has other
     *     labels; or if it names none, and one is there
     */
    public static Optional<Ensemble> open(Path folder, LabelSet labels) {
        Optional<WordsEntry> entry = TrainingInfo.readWords(folder);
        Path file = folder.resolve(BagOfWordsFile.NAME);
        if (entry.isEmpty() && Files.exists(file)) {
            throw new UserError(
                    UserError.Kind.BAD_INPUT,
                    file + " is not named by " + TrainingInfo.FILE_NAME
                            + " next to it, under 'words', so how to use it is"
                            + " not known. Train this model again, or move the file away to use the transformer alone.");
        }
        return entry.map(words -> open(folder, labels, words));
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
        if (entry.sha256() != null && !entry.sha256().equals(sha256(file))) {
            throw new UserError(
                    UserError.Kind.BAD_INPUT,
                    file
                            + " is not the file that was trained with this model: its SHA-256 differs from words.sha256 in "
                            + TrainingInfo.FILE_NAME + ". Train this model again.");
        }
        return new Ensemble(words, entry.rule());
    }

    /** Writes the bag of words into the transformer's folder and says what its {@code training_info.json} names it by. */
    public WordsEntry save(Path folder) {
        Path file = folder.resolve(BagOfWordsFile.NAME);
        BagOfWordsFile.write(file, words);
        return WordsEntry.of(BagOfWordsFile.NAME, sha256(file), blend);
    }

    private static String sha256(Path file) {
        try {
            return Sha256.hex(file);
        } catch (IOException e) {
            throw DiskTrouble.reading(file, e);
        }
    }

    /**
     * The probabilities of both for each row.
     *
     * @param ofTransformer its probabilities for each row, in label order
     */
    public List<double[]> probabilities(List<LabelledEmail> rows, List<double[]> ofTransformer) {
        return IntStream.range(0, rows.size())
                .mapToObj(row -> probabilities(rows.get(row).email(), ofTransformer.get(row)))
                .toList();
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
