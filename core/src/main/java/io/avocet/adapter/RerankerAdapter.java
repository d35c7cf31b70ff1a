package io.avocet.adapter;

import io.avocet.data.Email;
import io.avocet.data.LabelSet;
import io.avocet.error.UserError;
import io.avocet.eval.Prediction;
import io.avocet.eval.Probabilities;
import io.avocet.eval.TokenCut;
import io.avocet.model.NetworkConfig;
import io.avocet.pretrained.ConfigFile;
import io.avocet.tensor.Hardware;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A reranker scores how well an email fits the description of each label: the sigmoid of its one logit. The largest score
 * wins; the scores of one email do not sum to 1.
 */
public final class RerankerAdapter extends LazyAdapter<LoadedCheckpoint> {
    private final LabelDescriptions descriptions;

    /**
     * Nothing is loaded before {@link #load}.
     *
     * @param folder where the checkpoint is; called when it is loaded
     * @param batchSize pairs in work at once
     */
    public RerankerAdapter(
            String name,
            String modelId,
            LabelDescriptions descriptions,
            Supplier<Path> folder,
            Hardware hardware,
            int batchSize) {
        super(name, modelId, () -> load(folder.get(), hardware, batchSize), LoadedCheckpoint::close);
        this.descriptions = descriptions;
    }

    private static LoadedCheckpoint load(Path folder, Hardware hardware, int batchSize) {
        NetworkConfig config = ConfigFile.read(folder).config();
        if (config.labels().size() != 1) {
            throw new UserError(
                    UserError.Kind.BAD_INPUT,
                    folder.resolve("config.json") + ": id2label has "
                            + config.labels().size()
                            + " classes. A reranker has exactly one. Use the adapter zero-shot or fine-tuned for it.");
        }
        return LoadedCheckpoint.load(folder, config, hardware, batchSize);
    }

    @Override
    public List<Prediction> classify(List<Email> emails) {
        LabelSet labels = descriptions.labels();
        List<float[]> logits = loaded().outputsOfPairs(texts(emails), descriptions.texts());
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

    private static List<String> texts(List<Email> emails) {
        return emails.stream().map(Email::zeroShotText).toList();
    }
}
