package io.avocet.app;

import io.avocet.bagofwords.Ensemble;
import io.avocet.data.DataPreparation;
import io.avocet.data.LabelSet;
import io.avocet.data.LabelledEmail;
import io.avocet.data.PreparedData;
import io.avocet.data.ScoreFile;
import io.avocet.error.UserError;
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
import io.avocet.recipe.TrainingRecipe;
import io.avocet.recipe.TrainingSettings;
import io.avocet.run.Precision;
import io.avocet.run.RunCancelled;
import io.avocet.run.RunEvent;
import io.avocet.run.RunListener;
import io.avocet.tensor.Hardware;
import io.avocet.tensor.MemoryUse;
import io.avocet.tensor.NativeEngine;
import io.avocet.text.Tokenizer;
import io.avocet.train.BatchOrder;
import io.avocet.train.EncodedTexts;
import io.avocet.train.TrainingOutcome;
import io.avocet.train.WeightedTrainer;
import io.avocet.trained.ModelsFolder;
import io.avocet.trained.Staging;
import io.avocet.trained.TrainingInfo;
import io.avocet.trained.WordsEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Fine-tunes a base model on labelled emails and puts the new model into the models folder. */
public final class FineTuneEmails {
    private final BaseModels baseModels;

    public FineTuneEmails(BaseModels baseModels) {
        this.baseModels = baseModels;
    }

    /**
     * The whole job: read, prepare, load, train, save.
     *
     * @throws UserError for everything that the user can fix; an earlier model of this name is then as it was
     */
    public FineTuneResult run(FineTuneRequest request, RunListener listener) {
        TrainingRecipe recipe = request.recipe();
        request.settings(Precision.FP32, recipe.maxTokens()); // refuses a value out of range before anything is read
        ModelsFolder models = ModelsFolder.open(request.place().modelsFolder());
        models.requireStageable(request.modelName());
        RunReport report = new RunReport(listener);
        LabelSet labels = request.data().labelsFile().map(LabelSet::read).orElse(LabelSet.CANONICAL);
        List<ScoreFile> files = request.data().scoreFiles().stream()
                .map(file -> ScoreFile.read(file, labels, listener::watched))
                .toList();
        PreparedData data =
                DataPreparation.prepare(files, labels, request.data().split(), request.seed());
        report.data(files, data, recipe.method().classWeighting(), request.seed());

        NativeEngine.start(request.compute().threads());
        Hardware hardware =
                Hardware.choose(request.compute().device(), request.compute().precision(), recipe.cudaPrecision());
        BaseModel base = baseModels.resolve(
                request.overrides().baseModel().orElse(recipe.baseModelId()), new DownloadNotes(listener));
        ConfigFile configFile = ConfigFile.read(base.folder());
        NetworkConfig config = configFile.config();
        TrainingSettings settings =
                request.settings(hardware.precision(), Math.min(recipe.maxTokens(), config.maxTokens()));

        try (Staging staging = models.stage(request.modelName());
                Tokenizer tokenizer = Tokenizer.open(base.folder())) {
            EncodedTexts training = encode(data.training(), data, tokenizer, config, base);
            EncodedTexts validation = encode(data.validation(), data, tokenizer, config, base);
            CompactVocabulary vocabulary = CompactVocabulary.of(
                    Stream.of(training, validation).flatMap(texts -> texts.sequences().stream()), config.padTokenId());
            MemoryPreflight.check(config, labels.size(), settings, training, vocabulary, hardware.device());

            LoadedForFineTuning loaded = Checkpoints.loadForFineTuning(
                    base.folder(), config, labels.size(), vocabulary, hardware.device(), request.seed());
            report.decisions(base, loaded, vocabulary, settings, hardware, training);
            if (staging.replacesExisting()) {
                listener.on(new RunEvent.Warning("The model " + request.modelName() + " in "
                        + request.place().modelsFolder()
                        + " exists already. It is overwritten when the new one is complete."));
            }
            TrainingOutcome outcome = train(
                    loaded,
                    data,
                    settings,
                    hardware,
                    training.in(vocabulary),
                    validation.in(vocabulary),
                    staging,
                    listener);
            NativeEngine.trimMemory(); // the network is gone, and the words take memory of their own

            Optional<Ensemble> ensemble =
                    request.blend().map(blend -> Ensemble.train(data.training(), data.labels(), blend));
            ValidationScore score = ValidationScore.of(data, outcome, ensemble, request.targetAccuracy());
            report.together(outcome.validation().confusion(), ensemble.isPresent(), score.confusion());
            score.leak().ifPresent(report::leak);
            report.calibration(score.calibration());
            Path modelFolder = request.place().modelsFolder().resolve(request.modelName());
            if (listener.isCancelled()) {
                throw new RunCancelled(outcome.updates().size());
            }
            try {
                configFile.write(staging.folder(), labels.names());
                tokenizer.save(staging.folder(), config.readsSegments());
                Optional<WordsEntry> words = ensemble.map(both -> both.save(staging.folder()));
                TrainingInfo info = TrainingInfos.of(request, base, settings, hardware, data, outcome, score, words);
                info.write(staging.folder());
                staging.commit();
                return new FineTuneResult(
                        modelFolder,
                        info,
                        score.confusion(),
                        outcome.samplesPerSecond(),
                        MemoryUse.peakBytes(hardware.device()));
            } catch (IOException e) {
                throw new UserError(UserError.Kind.SYSTEM, "Cannot save " + modelFolder + ": " + e, e);
            }
        }
    }

    private static TrainingOutcome train(
            LoadedForFineTuning loaded,
            PreparedData data,
            TrainingSettings settings,
            Hardware hardware,
            EncodedTexts training,
            EncodedTexts validation,
            Staging staging,
            RunListener listener) {
        try (loaded;
                WeightedTrainer trainer = new WeightedTrainer(
                        loaded.model(),
                        hardware.device(),
                        settings,
                        data.labels(),
                        data.classWeights(settings.method().classWeighting()),
                        listener)) {
            BatchOrder order = BatchOrder.groupedByLength(training, settings.batchSize(), settings.seed());
            return trainer.train(training, validation, order, () -> loaded.saveWeights(staging.folder()));
        }
    }

    private static EncodedTexts encode(
            List<LabelledEmail> rows, PreparedData data, Tokenizer tokenizer, NetworkConfig config, BaseModel base) {
        List<int[]> sequences = tokenizer.encodeAll(
                rows.stream().map(row -> row.email().fineTuneText()).toList(), config.maxTokens());
        TokenLimits.requireInVocabulary(sequences, config, base.folder());
        List<Integer> labels = rows.stream()
                .map(row -> data.labels().id(row.label()).orElseThrow())
                .toList();
        return new EncodedTexts(sequences, labels, config.padding());
    }
}
