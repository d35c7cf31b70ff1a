package io.avocet.benchmark;

import io.avocet.adapter.Hypothesis;
import io.avocet.run.Compute;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The user's request for a benchmark.
 *
 * @param allRows scores on rows that a model was trained on, too
 * @param predictionsFile where every prediction goes
 * @param seed of the folds and the bootstrap
 */
public record BenchmarkRequest(
        Models models,
        Data data,
        Wording wording,
        boolean allRows,
        Optional<Path> predictionsFile,
        Compute compute,
        long seed) {
    /**
     * What to compare.
     *
     * @param folder of trained models
     * @param config more models
     * @param names empty means all that run by default
     */
    public record Models(Path folder, Optional<Path> config, List<String> names, boolean includeSlow) {
        public Models {
            names = List.copyOf(names);
        }
    }

    /**
     * What to compare them on.
     *
     * @param limit takes the first rows of the file only
     * @param trainFiles rows that the baselines learn from, instead of those of the trained model that they are compared with
     * @param labelsFile another label set
     */
    public record Data(Path scoreFile, OptionalInt limit, List<Path> trainFiles, Optional<Path> labelsFile) {
        public Data {
            trainFiles = List.copyOf(trainFiles);
        }
    }

    /**
     * What models without training read of a label.
     *
     * @param hypothesis of zero-shot models
     * @param descriptionsFile what each label means, for rerankers and sentence encoders
     */
    public record Wording(Hypothesis hypothesis, Optional<Path> descriptionsFile) {}
}
