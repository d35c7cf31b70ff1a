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
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A model of natural language inference that has never seen a labelled email: for each label it judges whether the email
 * entails the hypothesis "This example is {label}.", and the probabilities are the softmax over those entailment logits.
 * Yin, Hay, Roth 2019, "Benchmarking Zero-shot Text Classification".
 */
public final class ZeroShotAdapter extends LazyAdapter<ZeroShotAdapter.Loaded> {
    private final LabelSet labels;
    private final List<String> hypotheses;

    record Loaded(LoadedCheckpoint checkpoint, int entailment) {}

    /**
     * Nothing is loaded before {@link #load}.
     *
     * @param folder where the checkpoint is; called when it is loaded
     * @param batchSize pairs in work at once
     */
    public ZeroShotAdapter(
            String name,
            String modelId,
            LabelSet labels,
            Hypothesis hypothesis,
            Supplier<Path> folder,
            Hardware hardware,
            int batchSize) {
        super(
                name,
                modelId,
                () -> load(folder.get(), hardware, batchSize),
                it -> it.checkpoint().close());
        this.labels = labels;
        this.hypotheses = labels.names().stream().map(hypothesis::of).toList();
    }

    private static Loaded load(Path folder, Hardware hardware, int batchSize) {
        NetworkConfig config = ConfigFile.read(folder).config();
        int entailment = entailmentClass(config, folder);
        return new Loaded(LoadedCheckpoint.load(folder, config, hardware, batchSize), entailment);
    }

    /** The class whose name begins with "entail", in any case. */
    private static int entailmentClass(NetworkConfig config, Path folder) {
        int[] classes = IntStream.range(0, config.labels().size())
                .filter(i -> config.labels().get(i).toLowerCase(Locale.ROOT).startsWith("entail"))
                .toArray();
        if (classes.length != 1) {
            throw new UserError(
                    UserError.Kind.BAD_INPUT,
                    folder.resolve("config.json") + ": id2label is " + config.labels()
                            + ". A zero-shot model needs exactly one class whose name begins with 'entail'."
                            + " Choose a model of natural language inference.");
        }
        return classes[0];
    }

    /** All hypotheses of all emails share the forward passes. */
    @Override
    public List<Prediction> classify(List<Email> emails) {
        LoadedCheckpoint checkpoint = loaded().checkpoint();
        int entailment = loaded().entailment();
        List<float[]> logits = checkpoint.outputsOfPairs(premises(emails), hypotheses);
        return IntStream.range(0, emails.size())
                .mapToObj(i -> new Prediction(
                        labels,
                        Probabilities.softmax(IntStream.range(0, labels.size())
                                .mapToDouble(label -> logits.get(i * labels.size() + label)[entailment])
                                .toArray())))
                .toList();
    }

    @Override
    public Optional<TokenCut> tokenCut(List<Email> emails) {
        return Optional.of(loaded().checkpoint().tokenCut(premises(emails), hypotheses));
    }

    private static List<String> premises(List<Email> emails) {
        return emails.stream().map(Email::zeroShotText).toList();
    }
}
