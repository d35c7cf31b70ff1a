package io.avocet.app;

import io.avocet.adapter.Hypothesis;
import io.avocet.run.DeviceChoice;
import io.avocet.run.PrecisionChoice;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the user asks of a benchmark.
 *
 * @param models names; empty means all that run by default
 * @param limit takes the first rows of the file only
 * @param trainFiles rows that the baselines learn from, in place of those of the trained model beside them
 * @param allRows scores on rows that a model was trained on, too
 * @param hypothesis of zero-shot models
 * @param descriptionsFile what each label means, for rerankers and sentence encoders
 * @param predictionsFile where every prediction goes
 * @param seed of the folds and the bootstrap
 */
public record BenchmarkRequest(
        Path scoreFile,
        Path modelsFolder,
        Optional<Path> modelsConfig,
        List<String> models,
        boolean includeSlow,
        OptionalInt limit,
        List<Path> trainFiles,
        Optional<Path> labelsFile,
        boolean allRows,
        Hypothesis hypothesis,
        Optional<Path> descriptionsFile,
        Optional<Path> predictionsFile,
        PrecisionChoice precision,
        DeviceChoice device,
        int threads,
        long seed) {
    public BenchmarkRequest {
        models = List.copyOf(models);
        trainFiles = List.copyOf(trainFiles);
    }
}
