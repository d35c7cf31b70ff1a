package io.avocet.app;

import io.avocet.benchmark.TrainedModels;
import io.avocet.data.ClassWeighting;
import io.avocet.data.LabelSet;
import io.avocet.data.PreparedData;
import io.avocet.eval.ConfusionMatrix;
import io.avocet.finetune.FineTuning;
import io.avocet.machine.Versions;
import io.avocet.recipe.TrainingSettings;
import io.avocet.tensor.Hardware;
import io.avocet.train.TrainingOutcome;
import io.avocet.trained.ModelsFolder;
import io.avocet.trained.TrainingInfo;
import io.avocet.trained.TrainingSummary;
import io.avocet.trained.ValidationMethod;
import io.avocet.trained.WordsEntry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Gathers what {@code training_info.json} says of a run. */
final class TrainingInfos {
    private TrainingInfos() {}

    static TrainingInfo of(
            FineTuneRequest request,
            FineTuning tuning,
            PreparedData data,
            TrainingOutcome outcome,
            ValidationScore score,
            Optional<WordsEntry> words,
            Optional<TrainingSummary> previous) {
        ConfusionMatrix confusion = score.confusion();
        TrainingSettings settings = tuning.settings();
        Hardware hardware = tuning.hardware();
        return new TrainingInfo(
                request.modelName(),
                tuning.base().id(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                outcome.history().size(),
                confusion.macroF1(),
                confusion.accuracy(),
                data.training().size(),
                labelCounts(data),
                confusion.total(),
                settings.seed(),
                hardware.precision().id(),
                hardware.device().id(),
                settings.learningRate(),
                settings.batchSize(),
                settings.accumulationSteps(),
                settings.maxTokens(),
                classWeights(data, settings.method().classWeighting()),
                outcome.keptEpoch(),
                outcome.history(),
                data.labels().names(),
                confusion(confusion),
                request.data().scoreFiles().stream()
                        .map(file -> file.toAbsolutePath().normalize().toString())
                        .toList(),
                data.trainingHashes(),
                data.validationHashes(),
                data.dataHash(),
                Versions.current(),
                settings.method(),
                words.orElse(null),
                data.split(),
                score.leak().orElse(null),
                score.calibration(),
                score.method() == ValidationMethod.HELD_OUT ? null : score.method(),
                previous.orElse(null));
    }

    /** The last training whose model is in the folder, which a new model may be about to replace. */
    static Optional<TrainingSummary> last(ModelsFolder models) {
        return TrainedModels.discover(models.models()).models().stream()
                .map(model -> model.info().summary(model.name()))
                .max(Comparator.comparing(TrainingSummary::timestamp));
    }

    private static Map<String, Integer> labelCounts(PreparedData data) {
        int[] counts = data.trainingCounts();
        Map<String, Integer> byLabel = new LinkedHashMap<>();
        for (int label = 0; label < counts.length; label++) {
            if (counts[label] > 0) {
                byLabel.put(data.labels().name(label), counts[label]);
            }
        }
        return byLabel;
    }

    private static Map<String, Double> classWeights(PreparedData data, ClassWeighting weighting) {
        double[] weights = data.classWeights(weighting);
        Map<String, Double> byLabel = new LinkedHashMap<>();
        for (int label = 0; label < weights.length; label++) {
            byLabel.put(data.labels().name(label), weights[label]);
        }
        return byLabel;
    }

    private static List<List<Integer>> confusion(ConfusionMatrix matrix) {
        LabelSet labels = matrix.labels();
        return IntStream.range(0, labels.size())
                .mapToObj(gold -> IntStream.range(0, labels.size())
                        .mapToObj(predicted -> matrix.count(gold, predicted))
                        .toList())
                .toList();
    }
}
