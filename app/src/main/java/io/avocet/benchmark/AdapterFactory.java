package io.avocet.benchmark;

import io.avocet.adapter.EmbeddingAdapter;
import io.avocet.adapter.FineTunedAdapter;
import io.avocet.adapter.FineTunedModel;
import io.avocet.adapter.Hypothesis;
import io.avocet.adapter.LabelDescriptions;
import io.avocet.adapter.RerankerAdapter;
import io.avocet.adapter.ZeroShotAdapter;
import io.avocet.data.LabelSet;
import io.avocet.error.Setting;
import io.avocet.error.UserError;
import io.avocet.eval.ClassifierAdapter;
import io.avocet.hub.BaseModel;
import io.avocet.hub.BaseModels;
import io.avocet.hub.DownloadNotes;
import io.avocet.hub.NoConnection;
import io.avocet.preflight.MemoryPreflight;
import io.avocet.pretrained.ConfigFile;
import io.avocet.run.RunListener;
import io.avocet.tensor.Hardware;
import io.avocet.words.Launcher;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the classifier behind an entry of the registry; nothing is loaded yet. */
final class AdapterFactory {
    /** Texts or pairs in work at once. */
    private static final int BATCH_SIZE = 32;

    private final BaseModels baseModels;
    private final LabelSet labels;
    private final Hypothesis hypothesis;
    private final LabelDescriptions descriptions;
    private final Hardware hardware;
    private final RunListener listener;
    private @Nullable String unreachable;

    AdapterFactory(
            BaseModels baseModels,
            LabelSet labels,
            Hypothesis hypothesis,
            LabelDescriptions descriptions,
            Hardware hardware,
            RunListener listener) {
        this.baseModels = baseModels;
        this.labels = labels;
        this.hypothesis = hypothesis;
        this.descriptions = descriptions;
        this.hardware = hardware;
        this.listener = listener;
    }

    ClassifierAdapter of(ModelEntry entry) {
        String name = entry.name();
        String id = entry.modelId();
        return switch (entry.kind()) {
            case ZERO_SHOT -> new ZeroShotAdapter(name, id, labels, hypothesis, () -> folder(id), hardware, BATCH_SIZE);
            case RERANKER -> new RerankerAdapter(name, id, descriptions, () -> folder(id), hardware, BATCH_SIZE);
            case EMBEDDING -> new EmbeddingAdapter(name, id, descriptions, () -> folder(id), hardware, BATCH_SIZE);
            case FINE_TUNED ->
                new FineTunedAdapter(name, id, () -> FineTunedModel.load(fineTuned(id), hardware, BATCH_SIZE));
        };
    }

    /** Where the checkpoint is, once it is known to fit into memory. */
    private Path folder(String modelId) {
        Path folder = find(modelId).folder();
        MemoryPreflight.checkLoading(ConfigFile.read(folder).config(), hardware, BATCH_SIZE);
        return folder;
    }

    /** Once the Hub could not be reached for one model, it is not tried again for the others. */
    private BaseModel find(String modelId) {
        if (unreachable != null && BaseModels.isId(modelId) && !baseModels.isHere(modelId)) {
            throw new UserError(
                    UserError.Kind.SYSTEM,
                    "it is not on this machine, and as for " + unreachable + " the Hub cannot be reached; fetch it with"
                            + " '" + Launcher.command("models pull " + modelId) + "' when it can");
        }
        try {
            return baseModels.resolve(modelId, new DownloadNotes(listener));
        } catch (UserError e) {
            if (e.getCause() instanceof NoConnection) {
                unreachable = modelId;
            }
            throw e;
        }
    }

    /** The transformer of a fine-tuned model without the bag of words next to it. */
    ClassifierAdapter transformerAlone(ModelEntry entry, String name) {
        return new FineTunedAdapter(
                name,
                entry.modelId(),
                () -> FineTunedModel.loadTransformer(fineTuned(entry.modelId()), hardware, BATCH_SIZE));
    }

    private Path fineTuned(String modelId) {
        Path folder = folder(modelId);
        requireSameLabels(ConfigFile.read(folder).config().labels(), labels);
        return folder;
    }

    /**
     * Refuses a model whose answers are not those that the benchmark asks for.
     *
     * @throws UserError if it has other labels, or the same in another order
     */
    private static void requireSameLabels(List<String> ofModel, LabelSet labels) {
        if (ofModel.isEmpty()) {
            throw new UserError(
                    UserError.Kind.BAD_INPUT,
                    "its config.json names no labels (id2label), so it cannot be used as a fine-tuned model.");
        }
        if (!ofModel.equals(labels.names())) {
            throw new UserError(
                    UserError.Kind.BAD_INPUT,
                    "has another label set than this benchmark: " + String.join(", ", ofModel)
                            + ". Name a file with these labels as " + Setting.LABELS + ".");
        }
    }
}
