package io.avocet.adapter;

import io.avocet.bagofwords.Ensemble;
import io.avocet.data.Email;
import io.avocet.data.LabelSet;
import io.avocet.eval.Prediction;
import io.avocet.eval.Temperature;
import io.avocet.eval.TokenCut;
import io.avocet.tensor.Hardware;
import io.avocet.text.TokenSequence;
import io.avocet.trained.TrainingInfo;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A fine-tuned model in memory: a transformer, and where one was trained with it, a bag of words.
 *
 * @param ensemble empty where the transformer classifies alone
 * @param scaling what makes the probabilities frequencies
 * @param unsureBelow the confidence below which a prediction is unsure; 0 for never
 */
public record FineTunedModel(
        TextClassifier transformer, Optional<Ensemble> ensemble, Temperature scaling, double unsureBelow)
        implements AutoCloseable {
    /**
     * Loads all that its folder holds. Where nothing says how to calibrate it, the probabilities are its own.
     *
     * @param batchSize emails in work at once
     * @throws io.avocet.error.UserError if the folder holds no classifier that this engine runs, or a damaged bag of words
     */
    public static FineTunedModel load(Path folder, Hardware hardware, int batchSize) {
        TextClassifier transformer = TextClassifier.load(folder, hardware, batchSize);
        try {
            Optional<Ensemble> ensemble = Ensemble.open(folder, transformer.labels());
            return TrainingInfo.readCalibration(folder)
                    .map(calibration ->
                            new FineTunedModel(transformer, ensemble, calibration.scaling(), calibration.unsureBelow()))
                    .orElseGet(() -> new FineTunedModel(transformer, ensemble, Temperature.NONE, 0));
        } catch (RuntimeException e) {
            transformer.close();
            throw e;
        }
    }

    /** Loads the transformer alone. Its probabilities are its own. */
    public static FineTunedModel loadTransformer(Path folder, Hardware hardware, int batchSize) {
        return new FineTunedModel(
                TextClassifier.load(folder, hardware, batchSize), Optional.empty(), Temperature.NONE, 0);
    }

    /** The same model, unsure below another confidence; 0 for never. */
    public FineTunedModel unsureBelow(double confidence) {
        return new FineTunedModel(transformer, ensemble, scaling, confidence);
    }

    public LabelSet labels() {
        return transformer.labels();
    }

    /**
     * Emails as the model reads them.
     *
     * @param sequences token ids of each
     * @param ofWords probabilities by the bag of words of each; empty where there is none
     */
    public record Encoded(List<TokenSequence> sequences, List<double[]> ofWords) {}

    /** All that comes before the network. Another thread may do it ahead. */
    public Encoded encode(List<Email> emails) {
        return new Encoded(
                transformer.encode(texts(emails)),
                ensemble.map(both ->
                                emails.stream().map(both.words()::probabilities).toList())
                        .orElse(List.of()));
    }

    /** One prediction for each email, in order. */
    public List<Prediction> classify(Encoded emails) {
        List<double[]> ofTransformer = transformer.probabilitiesOf(emails.sequences());
        return IntStream.range(0, ofTransformer.size())
                .mapToObj(i -> new Prediction(
                        labels(), scaling.applyTo(blended(ofTransformer.get(i), emails.ofWords(), i)), unsureBelow))
                .toList();
    }

    private double[] blended(double[] ofTransformer, List<double[]> ofWords, int email) {
        return ensemble.map(both -> both.blend().probabilities(ofTransformer, ofWords.get(email)))
                .orElse(ofTransformer);
    }

    /** One prediction for each email, in order. */
    public List<Prediction> classify(List<Email> emails) {
        return classify(encode(emails));
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
