package io.avocet.benchmark;

import io.avocet.data.Email;
import io.avocet.data.LabelSet;
import io.avocet.eval.Prediction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Rows and runs made by hand, for two labels: {@code ham}, 0, and {@code spam}, 1. */
final class Runs {
    static final LabelSet LABELS = new LabelSet(List.of("ham", "spam"));
    static final int FAILED = -1;

    private Runs() {}

    /** A row for each gold label; the content hash of row i is {@code "hi"}. */
    static List<BenchmarkRow> rows(int... gold) {
        return IntStream.range(0, gold.length)
                .mapToObj(i -> new BenchmarkRow(i, new Email("subject " + i, ""), gold[i], "h" + i))
                .toList();
    }

    static Learning trainedOn(int... rows) {
        return Learning.from(hashes(rows), Set.of());
    }

    static Set<String> hashes(int... rows) {
        return Arrays.stream(rows).mapToObj(row -> "h" + row).collect(Collectors.toSet());
    }

    static ModelRun run(String name, Learning learning, int... predicted) {
        return new ModelRun(name, "org/" + name, learning, predictions(predicted), null, null, null);
    }

    static List<@Nullable Prediction> predictions(int... predicted) {
        return predictionsUnsureBelow(0, predicted);
    }

    static List<@Nullable Prediction> predictionsUnsureBelow(double unsureBelow, int... predicted) {
        List<@Nullable Prediction> predictions = new ArrayList<>();
        for (int label : predicted) {
            double spam = label == 1 ? 0.75 : 0.25;
            predictions.add(
                    label == FAILED ? null : new Prediction(LABELS, new double[] {1 - spam, spam}, unsureBelow));
        }
        return predictions;
    }

    static List<ModelScore> scores(List<BenchmarkRow> rows, boolean allRows, ModelRun... runs) {
        return new Scoring(LABELS, rows, List.of(runs), allRows, 42).scores();
    }

    static BenchmarkReport report(List<BenchmarkRow> rows, boolean allRows, ModelRun... runs) {
        return new BenchmarkReport(LABELS, rows, allRows, false, scores(rows, allRows, runs), 1, 0);
    }
}
