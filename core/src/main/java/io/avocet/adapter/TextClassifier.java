package io.avocet.adapter;

import io.avocet.data.LabelSet;
import io.avocet.error.Setting;
import io.avocet.error.UserError;
import io.avocet.eval.Probabilities;
import io.avocet.eval.TokenCut;
import io.avocet.model.NetworkConfig;
import io.avocet.pretrained.ConfigFile;
import io.avocet.tensor.Hardware;
import io.avocet.text.TokenSequence;
import io.avocet.words.Launcher;
import java.nio.file.Path;
import java.util.List;

/** From texts to the probability of each label: a checkpoint folder with {@code id2label}, its network and its tokenizer. */
public final class TextClassifier implements AutoCloseable {
    private static final String FINE_TUNE_FIRST = "Fine-tune the checkpoint first: '" + Launcher.command("finetune")
            + "' takes it as " + Setting.BASE_MODEL + ".";

    private final LabelSet labels;
    private final LoadedCheckpoint checkpoint;

    private TextClassifier(LabelSet labels, LoadedCheckpoint checkpoint) {
        this.labels = labels;
        this.checkpoint = checkpoint;
    }

    /**
     * Loads a checkpoint.
     *
     * @param batchSize texts in work at once
     * @throws UserError if the folder holds no classifier that this engine runs
     */
    public static TextClassifier load(Path folder, Hardware hardware, int batchSize) {
        NetworkConfig config = ConfigFile.read(folder).config();
        LabelSet labels = labels(folder, config);
        return new TextClassifier(labels, LoadedCheckpoint.load(folder, config, hardware, batchSize));
    }

    /**
     * The labels of a checkpoint that classifies.
     *
     * @throws UserError if it is no classifier, or one with another kind of head
     */
    public static LabelSet labels(Path folder) {
        return labels(folder, ConfigFile.read(folder).config());
    }

    /** A head for several labels at once, or for a number, means something else by its logits than a softmax takes them for. */
    private static void requireSingleLabel(Path folder, NetworkConfig config) {
        String problemType = config.encoder().problemType();
        if (!problemType.isEmpty() && !problemType.equals("single_label_classification")) {
            throw new UserError(
                    UserError.Kind.BAD_INPUT,
                    folder.resolve("config.json") + ": problem_type is \"" + problemType
                            + "\"; allowed is \"single_label_classification\". " + FINE_TUNE_FIRST);
        }
    }

    private static LabelSet labels(Path folder, NetworkConfig config) {
        requireSingleLabel(folder, config);
        try {
            return new LabelSet(config.labels());
        } catch (IllegalArgumentException e) {
            throw new UserError(
                    UserError.Kind.BAD_INPUT,
                    folder.resolve("config.json") + ": id2label names "
                            + config.labels().size()
                            + " labels; a classifier has two or more, all different, none blank or with a control"
                            + " character. " + FINE_TUNE_FIRST,
                    e);
        }
    }

    public LabelSet labels() {
        return labels;
    }

    /**
     * Classifies texts.
     *
     * @return the probabilities of each text, in label order, in the order of the texts
     */
    public List<double[]> probabilities(List<String> texts) {
        return probabilitiesOf(encode(texts));
    }

    /** Texts as token ids, cut to what the network reads. Another thread may do it ahead. */
    public List<TokenSequence> encode(List<String> texts) {
        return checkpoint.encode(texts);
    }

    /** As {@link #probabilities}, of encoded texts. */
    public List<double[]> probabilitiesOf(List<TokenSequence> sequences) {
        return checkpoint.outputs(sequences).stream()
                .map(Probabilities::softmax)
                .toList();
    }

    /** How many of the texts have more tokens than the model reads. */
    public TokenCut tokenCut(List<String> texts) {
        return checkpoint.tokenCut(texts);
    }

    @Override
    public void close() {
        checkpoint.close();
    }
}
