package io.avocet.lab.quality;

import io.avocet.baseline.BagOfWordsBaseline;
import io.avocet.baseline.MajorityBaseline;
import io.avocet.data.ClassWeighting;
import io.avocet.error.UserError;
import io.avocet.recipe.TrainingRecipe;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a study compares: classifiers, each with a name, the most promising first. */
public record StudyPlan(List<Entry> entries) {
    /** The bag of words whose training counts each row the same. */
    static final String UNWEIGHTED_WORDS = BagOfWordsBaseline.NAME + "-unweighted";

    /** The bags of words, whose training weighs the labels or not. */
    static final List<String> WORDS = List.of(BagOfWordsBaseline.NAME, UNWEIGHTED_WORDS);

    private static final List<Double> RATES = List.of(1e-4, 2e-4, 4e-4, 5e-5);

    /**
     * One classifier.
     *
     * @param name of what is different about it
     * @param recipe none for a baseline
     */
    public record Entry(
            String name, String classifier, @Nullable Recipe recipe) {}

    public StudyPlan {
        entries = List.copyOf(entries);
    }

    /** One recipe. */
    public static StudyPlan point(String model, Recipe recipe) {
        return new StudyPlan(List.of(new Entry("base", model, recipe)));
    }

    /** The baselines, and models as the product trains them. */
    public static StudyPlan table(List<String> models) {
        List<Entry> entries = new ArrayList<>(baselines());
        models.forEach(model -> entries.add(new Entry(model, model, Recipe.of(TrainingRecipe.of(model)))));
        return new StudyPlan(entries);
    }

    /**
     * A recipe, and others that differ from it in one thing each. Each run also says what the last epoch and the average of the
     * last give. The recipe itself is not run twice, whichever names it has.
     */
    public static StudyPlan search(String model, Recipe base) {
        List<Entry> entries = new ArrayList<>(baselines());
        entries.add(new Entry("base", model, base));
        for (double rate : RATES) {
            Recipe recipe = base.withLearningRate(rate);
            entries.add(new Entry("rate-" + recipe.rateInWords(), model, recipe));
        }
        entries.add(new Entry("square-root-weights", model, base.withClassWeighting(ClassWeighting.SQUARE_ROOT)));
        entries.add(new Entry("mean-pooling", model, base.withPooling(Pooling.MEAN)));
        entries.add(new Entry("12-epochs", model, base.withEpochs(12)));
        entries.add(new Entry("head-rate-10x", model, base.withHeadRateFactor(10)));
        entries.add(new Entry("equal-weights", model, base.withClassWeighting(ClassWeighting.EQUAL)));
        entries.add(new Entry("layer-decay-0.9", model, base.withLayerRateDecay(0.9)));
        entries.add(new Entry("body-1200", model, base.withBodyCodePoints(1200)));
        entries.add(new Entry("6-epochs", model, base.withEpochs(6)));
        entries.add(new Entry("20-epochs", model, base.withEpochs(20)));
        return new StudyPlan(entries);
    }

    /**
     * The entries of these names; all if there is none.
     *
     * @throws UserError if there is no entry of a name
     */
    public StudyPlan only(List<String> names) {
        List<String> known = entries.stream().map(Entry::name).toList();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new UserError(
                        UserError.Kind.USAGE,
                        "--only is '" + name + "', which the plan does not have. It has: " + String.join(", ", known)
                                + ".");
            }
        }
        return names.isEmpty()
                ? this
                : new StudyPlan(entries.stream()
                        .filter(entry -> names.contains(entry.name()))
                        .toList());
    }

    static List<Entry> baselines() {
        return List.of(
                new Entry(MajorityBaseline.NAME, MajorityBaseline.NAME, null),
                new Entry(BagOfWordsBaseline.NAME, BagOfWordsBaseline.NAME, null),
                new Entry(UNWEIGHTED_WORDS, UNWEIGHTED_WORDS, null));
    }

    /** The runs in order: classifier by classifier, each with every seed on every set. */
    List<StudyRun> runs(List<StudySet> sets, List<Long> seeds) {
        List<StudyRun> runs = new ArrayList<>();
        for (Entry entry : entries) {
            for (long seed : seeds) {
                for (StudySet set : sets) {
                    runs.add(new StudyRun(set.name(), seed, entry.classifier(), entry.recipe()));
                }
            }
        }
        return runs;
    }
}
