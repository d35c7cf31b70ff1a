package io.avocet.adapter;

import io.avocet.data.Email;
import io.avocet.eval.ClassifierAdapter;
import io.avocet.eval.Prediction;
import io.avocet.eval.TokenCut;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A fine-tuned checkpoint: one forward pass an email, on exactly the text format of its training. */
public final class FineTunedAdapter implements ClassifierAdapter {
    private final String name;
    private final String modelId;
    private final Supplier<TextClassifier> loader;
    private @Nullable TextClassifier classifier;

    /** Nothing is loaded before {@link #load}. */
    public FineTunedAdapter(String name, String modelId, Supplier<TextClassifier> loader) {
        this.name = name;
        this.modelId = modelId;
        this.loader = loader;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String modelId() {
        return modelId;
    }

    @Override
    public void load() {
        if (classifier == null) {
            classifier = loader.get();
        }
    }

    @Override
    public void unload() {
        if (classifier != null) {
            classifier.close();
            classifier = null;
        }
    }

    @Override
    public List<Prediction> classify(List<Email> emails) {
        TextClassifier loaded = loaded();
        return loaded.probabilities(texts(emails)).stream()
                .map(probabilities -> new Prediction(loaded.labels(), probabilities))
                .toList();
    }

    @Override
    public Optional<TokenCut> tokenCut(List<Email> emails) {
        return Optional.of(loaded().tokenCut(texts(emails)));
    }

    private TextClassifier loaded() {
        if (classifier == null) {
            throw new IllegalStateException(name + " is not loaded");
        }
        return classifier;
    }

    private static List<String> texts(List<Email> emails) {
        return emails.stream().map(Email::fineTuneText).toList();
    }
}
