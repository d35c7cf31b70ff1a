package io.avocet.adapter;

import io.avocet.checkpoint.ModelConfig;
import io.avocet.data.Email;
import io.avocet.data.LabelSet;
import io.avocet.error.UserError;
import io.avocet.eval.ClassifierAdapter;
import io.avocet.eval.Prediction;
import io.avocet.eval.TokenCut;
import io.avocet.tensor.Hardware;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A reranker scores how well an email fits the description of each label: the sigmoid of its one logit. The largest score
 * wins; the scores of one email do not sum to 1.
 */
public final class RerankerAdapter implements ClassifierAdapter {
    private final String name;
    private final String modelId;
    private final LabelDescriptions descriptions;
    private final Supplier<Path> folder;
    private final Hardware hardware;
    private final int batchSize;
    private @Nullable LoadedCheckpoint loaded;

    /**
     * Nothing is loaded before {@link #load}.
     *
     * @param folder where the checkpoint lies; asked when it is loaded
     * @param batchSize pairs of one forward pass at most
     */
    public RerankerAdapter(
            String name,
            String modelId,
            LabelDescriptions descriptions,
            Supplier<Path> folder,
            Hardware hardware,
            int batchSize) {
        this.name = name;
        this.modelId = modelId;
        this.descriptions = descriptions;
        this.folder = folder;
        this.hardware = hardware;
        this.batchSize = batchSize;
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
        if (loaded == null) {
            Path checkpoint = folder.get();
            ModelConfig config = ModelConfig.read(checkpoint);
            if (config.labels().size() != 1) {
                throw new UserError(
                        UserError.Kind.BAD_INPUT,
                        checkpoint.resolve("config.json") + ": id2label has "
                                + config.labels().size()
                                + " classes. A reranker has exactly one. Use the adapter zero-shot or fine-tuned for it.");
            }
            loaded = LoadedCheckpoint.load(checkpoint, config, hardware, batchSize);
        }
    }

    @Override
    public void unload() {
        if (loaded != null) {
            loaded.close();
            loaded = null;
        }
    }

    @Override
    public List<Prediction> classify(List<Email> emails) {
        LoadedCheckpoint checkpoint = loaded();
        LabelSet labels = descriptions.labels();
        List<TextPair> pairs = new ArrayList<>();
        for (String text : texts(emails)) {
            descriptions.texts().forEach(description -> pairs.add(new TextPair(text, description)));
        }
        List<float[]> logits = checkpoint.logits(checkpoint.encodePairs(pairs));
        return IntStream.range(0, emails.size())
                .mapToObj(i -> new Prediction(
                        labels,
                        IntStream.range(0, labels.size())
                                .mapToDouble(label -> Probabilities.sigmoid(logits.get(i * labels.size() + label)[0]))
                                .toArray()))
                .toList();
    }

    @Override
    public Optional<TokenCut> tokenCut(List<Email> emails) {
        return Optional.of(loaded().tokenCut(texts(emails), descriptions.texts()));
    }

    private LoadedCheckpoint loaded() {
        if (loaded == null) {
            throw new IllegalStateException(name + " is not loaded");
        }
        return loaded;
    }

    private static List<String> texts(List<Email> emails) {
        return emails.stream().map(Email::zeroShotText).toList();
    }
}
