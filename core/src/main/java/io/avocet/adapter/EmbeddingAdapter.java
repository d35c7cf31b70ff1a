package io.avocet.adapter;

import io.avocet.data.Email;
import io.avocet.eval.Cosine;
import io.avocet.eval.Prediction;
import io.avocet.eval.Probabilities;
import io.avocet.eval.TokenCut;
import io.avocet.tensor.Hardware;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A sentence encoder that has never seen a labelled email: the vector of an email against that of each label with its
 * description. The probabilities are {@code softmax(cosine / temperature)}.
 */
public final class EmbeddingAdapter extends LazyAdapter<EmbeddingAdapter.Loaded> {
    /**
     * It changes the probabilities, not their order. With .03, .05, .07, .1 and .2, the log loss of all-MiniLM-L6-v2 is 3.20, 2.41,
     * 2.19, 2.10 and 2.12, the mean over 504 demonstration emails and 464 job-search emails.
     */
    static final double TEMPERATURE = 0.1;

    private final LabelDescriptions descriptions;

    record Loaded(EmailEncoder encoder, List<float[]> descriptions) {}

    /**
     * Nothing is loaded before {@link #load}.
     *
     * @param folder where the checkpoint is; asked when it is loaded
     * @param batchSize emails in work at once
     */
    public EmbeddingAdapter(
            String name,
            String modelId,
            LabelDescriptions descriptions,
            Supplier<Path> folder,
            Hardware hardware,
            int batchSize) {
        super(
                name,
                modelId,
                () -> load(folder.get(), hardware, batchSize, descriptions),
                it -> it.encoder().close());
        this.descriptions = descriptions;
    }

    private static Loaded load(Path folder, Hardware hardware, int batchSize, LabelDescriptions descriptions) {
        EmailEncoder encoder = EmailEncoder.load(folder, hardware, batchSize);
        try {
            return new Loaded(encoder, encoder.vectors(descriptions));
        } catch (RuntimeException | Error e) {
            encoder.close();
            throw e;
        }
    }

    @Override
    public List<Prediction> classify(List<Email> emails) {
        Loaded loaded = loaded();
        return loaded.encoder().vectors(emails).stream()
                .map(email -> new Prediction(descriptions.labels(), probabilities(email, loaded.descriptions())))
                .toList();
    }

    /** The probability of each description; all vectors are of length 1. */
    public static double[] probabilities(float[] email, List<float[]> descriptions) {
        return Probabilities.softmax(descriptions.stream()
                .mapToDouble(description -> Cosine.of(email, description) / TEMPERATURE)
                .toArray());
    }

    @Override
    public Optional<TokenCut> tokenCut(List<Email> emails) {
        return Optional.of(loaded().encoder().tokenCut(emails));
    }
}
