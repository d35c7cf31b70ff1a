package io.avocet.lab;

import io.avocet.data.ClassWeighting;
import io.avocet.run.WeightSelection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The results of a study as tables in Markdown: mean and standard deviation over the seeds. */
public final class StudyReport {
    private final ResultsFile file;
    private final List<String> sets;
    private final @Nullable Recipe base;

    private StudyReport(ResultsFile file) {
        this.file = file;
        this.sets = file.results().stream()
                .map(result -> result.run().set())
                .distinct()
                .toList();
        this.base = file.results().stream()
                .map(result -> result.run().recipe())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** Differences are from the first recipe of the file with early stopping. */
    public static String markdown(ResultsFile file) {
        return new StudyReport(file).table();
    }

    private String table() {
        Map<String, Row> rows = new LinkedHashMap<>();
        Row compared = null;
        for (StudyResult result : file.results()) {
            for (Map.Entry<String, Score> score : result.scores().entrySet()) {
                String name = name(result.run(), score.getKey());
                Row row = rows.computeIfAbsent(name, Row::new);
                row.add(result.run().set(), result.run().seed(), score.getValue());
                if (Objects.equals(result.run().recipe(), base)
                        && score.getKey().equals(WeightSelection.EARLY_STOPPING.id())) {
                    compared = row;
                }
            }
        }
        Row first = compared == null ? new Row("") : compared;
        List<String> lines = new ArrayList<>(List.of(Row.header(sets)));
        rows.values().forEach(row -> lines.add(row.line(sets, first)));
        return String.join("\n", lines) + "\n";
    }

    private String name(StudyRun run, String weights) {
        if (run.recipe() == null) {
            return run.classifier();
        }
        return run.classifier() + ", " + describe(run.recipe()) + ", " + weights;
    }

    /** What differs from the base; of the base all that is not the standard. */
    private String describe(Recipe recipe) {
        List<String> parts = new ArrayList<>();
        boolean whole = recipe.equals(base);
        Recipe from = Objects.requireNonNull(base);
        if (whole || recipe.learningRate() != from.learningRate()) {
            parts.add(String.format(Locale.ROOT, "rate %.0e", recipe.learningRate())
                    .replace("e-0", "e-"));
        }
        if (whole || recipe.epochs() != from.epochs()) {
            parts.add(recipe.epochs() + " epochs");
        }
        if (recipe.headRateFactor() != (whole ? 1 : from.headRateFactor())) {
            parts.add(String.format(Locale.ROOT, "head rate %.0fx", recipe.headRateFactor()));
        }
        if (recipe.layerRateDecay() != (whole ? 1 : from.layerRateDecay())) {
            parts.add("layer decay " + recipe.layerRateDecay());
        }
        if (recipe.classWeighting() != (whole ? ClassWeighting.BALANCED : from.classWeighting())) {
            parts.add(recipe.classWeighting().id() + " class weights");
        }
        if (recipe.pooling() != (whole ? Pooling.FIRST_TOKEN : from.pooling())) {
            parts.add(recipe.pooling().id());
        }
        if (whole || recipe.bodyCodePoints() != from.bodyCodePoints()) {
            parts.add(recipe.bodyCodePoints() + " characters of body");
        }
        return String.join(", ", parts);
    }
}
