package io.avocet.finetune;

import io.avocet.data.LabelSet;
import io.avocet.data.LabelledEmail;
import io.avocet.data.TrainingRows;
import io.avocet.hub.BaseModel;
import io.avocet.hub.BaseModels;
import io.avocet.hub.DownloadNotes;
import io.avocet.model.CompactVocabulary;
import io.avocet.model.NetworkConfig;
import io.avocet.model.TokenLimits;
import io.avocet.preflight.MemoryPreflight;
import io.avocet.pretrained.Checkpoints;
import io.avocet.pretrained.ConfigFile;
import io.avocet.pretrained.LoadedForFineTuning;
import io.avocet.recipe.TrainingPlan;
import io.avocet.recipe.TrainingSettings;
import io.avocet.run.Compute;
import io.avocet.run.RunListener;
import io.avocet.tensor.Hardware;
import io.avocet.tensor.NativeEngine;
import io.avocet.text.Tokenizer;
import io.avocet.train.EncodedTexts;
import java.util.List;
import java.util.stream.Stream;

/** A base model that is ready to be fine-tuned, once or several times: its folder, its tokenizer, the hardware. */
public final class FineTuning implements AutoCloseable {
    private final BaseModel base;
    private final ConfigFile configFile;
    private final Tokenizer tokenizer;
    private final Hardware hardware;
    private final TrainingSettings settings;

    private FineTuning(BaseModel base, ConfigFile configFile, Hardware hardware, TrainingSettings settings) {
        this.base = base;
        this.configFile = configFile;
        this.hardware = hardware;
        this.settings = settings;
        this.tokenizer = Tokenizer.open(base.folder());
    }

    /**
     * Starts the engine and finds the base model, which may be downloaded.
     *
     * @throws io.avocet.error.UserError if it cannot be had or is no encoder that this engine runs
     */
    public static FineTuning open(TrainingPlan plan, Compute compute, BaseModels baseModels, RunListener listener) {
        NativeEngine.start(compute.threads());
        Hardware hardware = Hardware.choose(
                compute.device(), compute.precision(), plan.recipe().cudaPrecision());
        BaseModel base = baseModels.resolve(plan.baseModelId(), new DownloadNotes(listener));
        ConfigFile configFile = ConfigFile.read(base.folder());
        TrainingSettings settings =
                plan.settings(hardware.precision(), configFile.config().maxTokens());
        return new FineTuning(base, configFile, hardware, settings);
    }

    /**
     * The rows of one training.
     *
     * @param validation which choose the epoch
     * @param unseen to be predicted; they neither train nor choose
     */
    public record Rows(List<LabelledEmail> training, List<LabelledEmail> validation, List<LabelledEmail> unseen) {
        public Rows {
            training = List.copyOf(training);
            validation = List.copyOf(validation);
            unseen = List.copyOf(unseen);
        }
    }

    /**
     * Loads the network for one training.
     *
     * @param seed of the fresh head, the order of the batches and the dropout masks
     * @throws io.avocet.error.UserError if the training does not fit into memory
     */
    public TrainingSession load(Rows rows, LabelSet labels, long seed, RunListener listener) {
        NetworkConfig config = configFile.config();
        TrainingSettings seeded = settings.withSeed(seed);
        List<EncodedTexts> texts = Stream.of(rows.training(), rows.validation(), rows.unseen())
                .map(part -> encode(part, labels))
                .toList();
        CompactVocabulary vocabulary =
                CompactVocabulary.of(texts.stream().flatMap(part -> part.sequences().stream()), config.padTokenId());
        MemoryPreflight.check(config, labels.size(), seeded, texts.get(0), vocabulary, hardware.device());
        LoadedForFineTuning loaded = Checkpoints.loadForFineTuning(
                base.folder(), config, labels.size(), vocabulary, hardware.device(), seed);
        int[] counts = TrainingRows.counts(TrainingRows.labelIds(rows.training(), labels), labels);
        double[] classWeights = settings.method().classWeighting().weights(counts);
        return new TrainingSession(loaded, texts, vocabulary, seeded, hardware, labels, classWeights, listener);
    }

    private EncodedTexts encode(List<LabelledEmail> rows, LabelSet labels) {
        NetworkConfig config = configFile.config();
        List<int[]> sequences = tokenizer.encodeAll(
                rows.stream().map(row -> row.email().fineTuneText()).toList(), config.maxTokens());
        TokenLimits.requireInVocabulary(sequences, config, base.folder());
        List<Integer> labelIds =
                rows.stream().map(row -> labels.id(row.label()).orElseThrow()).toList();
        return new EncodedTexts(sequences, labelIds, config.padding());
    }

    public BaseModel base() {
        return base;
    }

    public ConfigFile configFile() {
        return configFile;
    }

    public Tokenizer tokenizer() {
        return tokenizer;
    }

    public Hardware hardware() {
        return hardware;
    }

    public TrainingSettings settings() {
        return settings;
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
