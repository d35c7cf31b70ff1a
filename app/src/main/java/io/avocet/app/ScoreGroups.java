package io.avocet.app;

import io.avocet.app.ModelListing.Trained;
import io.avocet.trained.TrainingInfo;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Which scores of trained models can be compared: those that were measured on the same emails. */
final class ScoreGroups {
    private static final Comparator<Trained> BEST_FIRST =
            Comparator.comparingDouble(ScoreGroups::score).reversed();

    private ScoreGroups() {}

    /** The groups as {@link ModelListing} has them. */
    static List<List<Trained>> of(List<Trained> models) {
        Map<String, List<Trained>> groups = models.stream()
                .collect(Collectors.groupingBy(ScoreGroups::rows, LinkedHashMap::new, Collectors.toList()));
        return groups.values().stream()
                .map(group -> group.stream().sorted(BEST_FIRST).toList())
                .sorted(Comparator.comparing(ScoreGroups::newest).reversed())
                .toList();
    }

    /** Of a model whose file cannot be read, its own name: nothing can be compared with it. */
    private static String rows(Trained model) {
        return model.info().map(TrainingInfo::validationRowsHash).orElse(model.name());
    }

    private static double score(Trained model) {
        return model.info().map(TrainingInfo::valMacroF1).orElse(0.0);
    }

    private static String newest(List<Trained> group) {
        return group.stream()
                .flatMap(model -> model.info().stream())
                .map(TrainingInfo::timestamp)
                .max(Comparator.naturalOrder())
                .orElse("");
    }
}
