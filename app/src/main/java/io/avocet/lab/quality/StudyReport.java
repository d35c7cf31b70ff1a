package io.avocet.lab.quality;

import io.avocet.baseline.BagOfWordsBaseline;
import io.avocet.data.ClassWeighting;
import io.avocet.recipe.TrainingRecipe;
import io.avocet.recipe.WeightSelection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The results of a study as tables in Markdown: mean and standard deviation over the seeds. */
public final class StudyReport {
    /** Those with which a transformer takes part in a duet. */
    private static final String WEIGHTS = WeightSelection.EARLY_STOPPING.id();

    /** As the product does it. */
    private static final Duet DUET = new Duet(
            BagOfWordsBaseline.NAME, TrainingRecipe.BLEND.rule(), TrainingRecipe.BLEND.transformerWeight(), false);

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
        StudyReport report = new StudyReport(file);
        return report.classifiers() + "\n" + report.recipesWithWords() + "\n" + report.duets();
    }

    private String classifiers() {
        Map<String, Row> rows = new LinkedHashMap<>();
        Row compared = null;
        for (StudyResult result : file.results()) {
            for (Map.Entry<String, Score> score : result.scores().entrySet()) {
                String name = name(result.run(), score.getKey());
                Row row = rows.computeIfAbsent(name, Row::new);
                row.add(result.run().set(), Long.toString(result.run().seed()), score.getValue());
                if (Objects.equals(result.run().recipe(), base)
                        && score.getKey().equals(WEIGHTS)) {
                    compared = row;
                }
            }
        }
        return table(rows.values(), compared == null ? new Row("") : compared);
    }

    /** Each recipe with early stopping, and its transformer together with a bag of words that learned from the same rows. */
    private String recipesWithWords() {
        Map<String, Row> rows = new LinkedHashMap<>();
        Row compared = new Row("");
        for (StudyResult result : file.results()) {
            StudyRun run = result.run();
            Optional<StudyPredictions> words = words(run, DUET.words());
            if (result.scores().containsKey(WEIGHTS) && words.isPresent()) {
                String name = name(run, "with words");
                Row row = rows.computeIfAbsent(name, Row::new);
                row.add(
                        run.set(),
                        Long.toString(run.seed()),
                        DUET.score(file.predictions(result), WEIGHTS, words.get()));
                compared = Objects.equals(run.recipe(), base) ? row : compared;
            }
        }
        return table(rows.values(), compared);
    }

    private Optional<StudyPredictions> words(StudyRun run, String name) {
        return file.result(new StudyRun(run.set(), run.seed(), name, null)).map(file::predictions);
    }

    private String table(Collection<Row> rows, Row compared) {
        return rows.stream()
                .map(row -> row.line(sets, compared))
                .collect(Collectors.joining("\n", Row.header(sets) + "\n", "\n"));
    }

    /** Every blend of the transformers with the bags of words of the same set and seed, over all recipes together. */
    private String duets() {
        Row alone = new Row("transformer alone");
        Map<Duet, Row> rows = new LinkedHashMap<>();
        Duet.all().forEach(duet -> rows.put(duet, new Row(duet.name())));
        for (StudyResult result : file.results()) {
            Score ofTransformer = result.scores().get(WEIGHTS);
            if (ofTransformer == null) {
                continue;
            }
            StudyRun run = result.run();
            StudyPredictions transformer = file.predictions(result);
            alone.add(run.set(), result.predictions(), ofTransformer);
            for (String name : StudyPlan.WORDS) {
                Optional<StudyPredictions> words = words(run, name);
                rows.forEach((duet, row) -> words.filter(any -> duet.words().equals(name))
                        .ifPresent(ofWords ->
                                row.add(run.set(), result.predictions(), duet.score(transformer, WEIGHTS, ofWords))));
            }
        }
        return table(Stream.concat(Stream.of(alone), rows.values().stream()).toList(), alone);
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
            parts.add("rate " + recipe.rateInWords());
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
            parts.add(recipe.classWeighting() + " class weights");
        }
        if (recipe.pooling() != (whole ? Pooling.FIRST_TOKEN : from.pooling())) {
            parts.add(recipe.pooling().toString());
        }
        if (whole || recipe.bodyCodePoints() != from.bodyCodePoints()) {
            parts.add(recipe.bodyCodePoints() + " characters of body");
        }
        return String.join(", ", parts);
    }
}
