package io.avocet.adapter;

import io.avocet.bagofwords.Ensemble;
import io.avocet.data.Email;
import io.avocet.eval.Prediction;
import io.avocet.eval.TokenCut;
import io.avocet.tensor.Hardware;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A fine-tuned model in memory: a transformer, and where one was trained with it, a bag of words.
 *
 * @param ensemble empty where the transformer classifies alone
 */
public record FineTunedModel(TextClassifier transformer, Optional<Ensemble> ensemble) implements AutoCloseable {
    /**
     * Loads all that its folder holds.
     *
     * @param batchSize emails in work at once
     * @throws io.avocet.error.UserError if the folder holds no classifier that this engine runs, or a damaged bag of words
     */
    public static FineTunedModel load(Path folder, Hardware hardware, int batchSize) {
        TextClassifier transformer = CheckpointTextClassifier.load(folder, hardware, batchSize);
        try {
            return new FineTunedModel(transformer, Ensemble.open(folder, transformer.labels()));
        } catch (RuntimeException e) {
            transformer.close();
            throw e;
        }
    }

    /** Loads the transformer alone. */
    public static FineTunedModel loadTransformer(Path folder, Hardware hardware, int batchSize) {
        return new FineTunedModel(CheckpointTextClassifier.load(folder, hardware, batchSize), Optional.empty());
    }

    /** One prediction for each email, in order. */
    public List<Prediction> classify(List<Email> emails) {
        List<double[]> ofTransformer = transformer.probabilities(texts(emails));
        return IntStream.range(0, emails.size())
                .mapToObj(i -> new Prediction(
                        transformer.labels(),
                        ensemble.map(both -> both.probabilities(emails.get(i), ofTransformer.get(i)))
                                .orElse(ofTransformer.get(i))))
                .toList();
    }

    /** How many of the emails have more tokens than the transformer reads. */
    public TokenCut tokenCut(List<Email> emails) {
        return transformer.tokenCut(texts(emails));
    }

    private static List<String> texts(List<Email> emails) {
        return emails.stream().map(Email::fineTuneText).toList();
    }

    @Override
    public void close() {
        transformer.close();
    }
}
