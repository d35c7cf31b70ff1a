package io.avocet.benchmark;

import io.avocet.data.LabelSet;
import io.avocet.eval.BootstrapInterval;
import io.avocet.eval.ConfusionMatrix;
import io.avocet.eval.PairedBootstrap;
import io.avocet.eval.Prediction;
import io.avocet.eval.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Turns predictions into scores that can be compared. A model that was trained here is scored on the rows that it has not
 * seen, or that were predicted out of fold; a model that never saw a label, on the rows that none of the others has seen; two models are held against each
 * other on rows that neither has seen.
 */
public final class Scoring {
    private static final String REMEDY = "label more emails, or score the models on all rows";

    private final LabelSet labels;
    private final List<BenchmarkRow> rows;
    private final List<ModelRun> runs;
    private final boolean allRows;
    private final long seed;
    private final Set<String> seenByAny = new HashSet<>();

    /**
     * Prepares a comparison.
     *
     * @param allRows scores on all rows, those that a model was trained on included
     * @param seed of the bootstrap
     */
    public Scoring(LabelSet labels, List<BenchmarkRow> rows, List<ModelRun> runs, boolean allRows, long seed) {
        this.labels = labels;
        this.rows = rows;
        this.runs = runs;
        this.allRows = allRows;
        this.seed = seed;
        runs.forEach(run -> seenByAny.addAll(run.learning().training()));
    }

    /** Every model's score, best first; models that were not available come last. */
    public List<ModelScore> scores() {
        List<Scored> scored = new ArrayList<>();
        List<ModelScore> scores = new ArrayList<>();
        for (ModelRun run : runs) {
            List<Integer> on = scoredRows(run);
            if (run.error() == null && !on.isEmpty()) {
                scored.add(new Scored(run, on, confusion(run, on)));
            }
        }
        scored.sort(
                Comparator.comparingDouble((Scored model) -> model.confusion().macroF1Supported())
                        .reversed());
        for (int i = 0; i < scored.size(); i++) {
            List<Integer> both = common(scored.get(i), scored.get(0));
            Verdict verdict = i == 0 ? null : verdict(scored.get(i), scored.get(0), both);
            scores.add(score(scored.get(i), both.size(), verdict));
        }
        for (ModelRun run : runs) {
            if (run.error() != null) {
                scores.add(ModelScore.failed(run, run.error()));
            } else if (scoredRows(run).isEmpty()) {
                scores.add(ModelScore.failed(run, "there is no row that " + whoHasSeenAll(run) + "; " + REMEDY));
            }
        }
        return scores;
    }

    private static String whoHasSeenAll(ModelRun run) {
        return run.learning().training().isEmpty() ? "no model was trained on" : "it was not trained on";
    }

    /** A model that can be scored, on rows given by their place in the benchmark. */
    private record Scored(ModelRun run, List<Integer> rows, ConfusionMatrix confusion) {}

    private ModelScore score(Scored model, int comparedRows, @Nullable Verdict verdict) {
        return new ModelScore(
                model.run(),
                model.rows(),
                model.confusion(),
                BootstrapInterval.of(
                        labels,
                        gold(model.rows()),
                        predicted(model.run(), model.rows()),
                        ConfusionMatrix::macroF1Supported,
                        seed),
                count(model, model.run()::hasSeen),
                count(model, model.run()::predictedOutOfFold),
                count(model, model.run()::choseEpochBy),
                comparedRows,
                verdict,
                null);
    }

    private int count(Scored model, Predicate<BenchmarkRow> which) {
        return (int) model.rows().stream().map(rows::get).filter(which).count();
    }

    /** A model against the best, on the rows that both are scored on. */
    private Verdict verdict(Scored model, Scored best, List<Integer> both) {
        if (both.isEmpty()) {
            return Verdict.CANNOT_TELL;
        }
        return PairedBootstrap.of(labels, gold(both), predicted(model.run(), both), predicted(best.run(), both), seed)
                .verdict();
    }

    private static List<Integer> common(Scored model, Scored best) {
        Set<Integer> ofBest = new HashSet<>(best.rows());
        return model.rows().stream().filter(ofBest::contains).toList();
    }

    private List<Integer> scoredRows(ModelRun run) {
        Learning learning = run.learning();
        boolean sawNoLabel =
                learning.training().isEmpty() && learning.outOfFold().isEmpty();
        Set<String> excluded = sawNoLabel ? seenByAny : learning.training();
        return IntStream.range(0, rows.size())
                .filter(i -> allRows || !excluded.contains(rows.get(i).contentHash()))
                .boxed()
                .toList();
    }

    private ConfusionMatrix confusion(ModelRun run, List<Integer> on) {
        return ConfusionMatrix.of(labels, gold(on), predicted(run, on));
    }

    private int[] gold(List<Integer> on) {
        return on.stream().mapToInt(i -> rows.get(i).gold()).toArray();
    }

    private static int[] predicted(ModelRun run, List<Integer> on) {
        return on.stream().mapToInt(i -> labelId(run.predictions().get(i))).toArray();
    }

    private static int labelId(@Nullable Prediction prediction) {
        return prediction == null ? ConfusionMatrix.FAILURE : prediction.labelId();
    }
}
