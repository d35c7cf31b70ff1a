package io.avocet.adapter;

import io.avocet.data.Email;
import io.avocet.eval.Prediction;
import io.avocet.eval.TokenCut;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A fine-tuned checkpoint: one forward pass an email, on exactly the text format of its training. */
public final class FineTunedAdapter extends LazyAdapter<TextClassifier> {
    /** Nothing is loaded before {@link #load}. */
    public FineTunedAdapter(String name, String modelId, Supplier<TextClassifier> loader) {
        super(name, modelId, loader, TextClassifier::close);
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

    private static List<String> texts(List<Email> emails) {
        return emails.stream().map(Email::fineTuneText).toList();
    }
}
