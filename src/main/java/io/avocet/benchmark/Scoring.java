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
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Turns predictions into scores that can be compared. A model that was trained here is scored on the rows that it has not
 * seen; a model that never saw a label, on the rows that none of the others has seen; two models are held against each
 * other on rows that neither has seen.
 */
public final class Scoring {
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
        runs.forEach(run -> seenByAny.addAll(run.learnedFrom()));
    }

    /** Every model's score, best first; models that could not be had come last. */
    public List<ModelScore> scores() {
        List<Scored> scored = new ArrayList<>();
        List<ModelScore> scores = new ArrayList<>();
        for (ModelRun run : runs) {
            int[] on = scoredRows(run);
            if (run.error() == null && on.length > 0) {
                scored.add(new Scored(run, on, confusion(run, on)));
            }
        }
        scored.sort(Comparator.comparingDouble((Scored model) -> model.confusion().macroF1Supported())
                .reversed());
        for (Scored model : scored) {
            scores.add(score(model, scored.get(0)));
        }
        for (ModelRun run : runs) {
            if (run.error() != null) {
                scores.add(ModelScore.failed(run, run.error()));
            } else if (scoredRows(run).length == 0) {
                scores.add(ModelScore.failed(run, "no row that it has not seen; --all-rows scores it on the seen ones"));
            }
        }
        return scores;
    }

    private record Scored(ModelRun run, int[] rows, ConfusionMatrix confusion) {}

    private ModelScore score(Scored model, Scored best) {
        int seen = (int) IntStream.of(model.rows())
                .filter(i -> model.run().hasSeen(rows.get(i)))
                .count();
        int choseEpoch = (int) IntStream.of(model.rows())
                .filter(i -> model.run().choseEpoch().contains(rows.get(i).contentHash()))
                .count();
        return new ModelScore(
                model.run(),
                model.confusion(),
                BootstrapInterval.of(
                        labels,
                        gold(model.rows()),
                        predicted(model.run(), model.rows()),
                        ConfusionMatrix::macroF1Supported,
                        seed),
                seen,
                choseEpoch,
                verdict(model, best).orElse(null),
                null);
    }

    /** The model against the best; nothing for the best itself. */
    private Optional<Verdict> verdict(Scored model, Scored best) {
        if (model == best) {
            return Optional.empty();
        }
        Set<Integer> ofBest = new HashSet<>(IntStream.of(best.rows()).boxed().toList());
        int[] both = IntStream.of(model.rows()).filter(ofBest::contains).toArray();
        if (both.length == 0) {
            return Optional.of(Verdict.CANNOT_TELL);
        }
        return Optional.of(PairedBootstrap.of(
                        labels, gold(both), predicted(model.run(), both), predicted(best.run(), both), seed)
                .verdict());
    }

    private int[] scoredRows(ModelRun run) {
        boolean neverTrained = run.learnedFrom().isEmpty();
        Set<String> excluded = neverTrained ? seenByAny : run.learnedFrom();
        return IntStream.range(0, rows.size())
                .filter(i -> allRows || !excluded.contains(rows.get(i).contentHash()))
                .toArray();
    }

    private ConfusionMatrix confusion(ModelRun run, int[] on) {
        return ConfusionMatrix.of(labels, gold(on), predicted(run, on));
    }

    private int[] gold(int[] on) {
        return IntStream.of(on).map(i -> rows.get(i).gold()).toArray();
    }

    private static int[] predicted(ModelRun run, int[] on) {
        return IntStream.of(on)
                .map(i -> labelId(run.predictions().get(i)))
                .toArray();
    }

    private static int labelId(@Nullable Prediction prediction) {
        return prediction == null ? ConfusionMatrix.FAILURE : prediction.labelId();
    }
}
