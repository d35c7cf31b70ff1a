package io.avocet.adapter;

import io.avocet.data.Email;
import io.avocet.eval.Prediction;
import io.avocet.eval.TokenCut;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A fine-tuned checkpoint: one forward pass an email, on exactly the text format of its training. */
public final class FineTunedAdapter extends LazyAdapter<FineTunedModel> {
    /** Nothing is loaded before {@link #load}. */
    public FineTunedAdapter(String name, String modelId, Supplier<FineTunedModel> loader) {
        super(name, modelId, loader, FineTunedModel::close);
    }

    @Override
    public List<Prediction> classify(List<Email> emails) {
        return loaded().classify(emails);
    }

    @Override
    public Optional<TokenCut> tokenCut(List<Email> emails) {
        return Optional.of(loaded().tokenCut(emails));
    }
}
