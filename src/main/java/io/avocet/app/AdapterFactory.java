package io.avocet.app;

import io.avocet.adapter.CheckpointTextClassifier;
import io.avocet.adapter.FineTunedAdapter;
import io.avocet.adapter.LabelDescriptions;
import io.avocet.adapter.RerankerAdapter;
import io.avocet.adapter.ZeroShotAdapter;
import io.avocet.benchmark.ModelEntry;
import io.avocet.data.LabelSet;
import io.avocet.eval.ClassifierAdapter;
import io.avocet.hub.BaseModels;
import io.avocet.run.RunListener;
import io.avocet.tensor.Hardware;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Makes the classifier behind an entry of the registry; nothing is loaded yet. */
final class AdapterFactory {
    /** Texts or pairs of one forward pass at most. */
    private static final int BATCH_SIZE = 32;

    private final BaseModels baseModels;
    private final LabelSet labels;
    private final String hypothesis;
    private final LabelDescriptions descriptions;
    private final Hardware hardware;

    AdapterFactory(
            BaseModels baseModels,
            LabelSet labels,
            String hypothesis,
            LabelDescriptions descriptions,
            Hardware hardware) {
        this.baseModels = baseModels;
        this.labels = labels;
        this.hypothesis = hypothesis;
        this.descriptions = descriptions;
        this.hardware = hardware;
    }

    ClassifierAdapter of(ModelEntry entry, RunListener listener) {
        Supplier<Path> folder = () -> baseModels.resolve(entry.modelId()).folder();
        return switch (entry.kind()) {
            case ZERO_SHOT ->
                new ZeroShotAdapter(entry.name(), entry.modelId(), labels, hypothesis, folder, hardware, BATCH_SIZE);
            case RERANKER ->
                new RerankerAdapter(entry.name(), entry.modelId(), descriptions, folder, hardware, BATCH_SIZE);
            case FINE_TUNED ->
                new FineTunedAdapter(
                        entry.name(),
                        entry.modelId(),
                        () -> CheckpointTextClassifier.load(folder.get(), hardware, BATCH_SIZE));
        };
    }
}
