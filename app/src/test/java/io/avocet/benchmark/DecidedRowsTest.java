package io.avocet.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.avocet.eval.Prediction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DecidedRowsTest {
    private static final double THRESHOLD = 0.8;

    @Test
    void onlyScoredRowsOfWhichTheModelIsSureAreDecided() {
        // Row 0 was trained on; 1 is unsure, 2 right, 3 wrong, 4 failed, 5 right at the threshold itself.
        List<@Nullable Prediction> predictions = new ArrayList<>(
                List.of(prediction(0.1, 0.9), prediction(0.3, 0.7), prediction(0.05, 0.95), prediction(0.9, 0.1)));
        predictions.add(null);
        predictions.add(prediction(0.2, THRESHOLD));
        ModelRun run = new ModelRun("mine", "models/mine", Runs.trainedOn(0), predictions, null, null, null);
        BenchmarkReport report = Runs.report(Runs.rows(1, 1, 1, 1, 1, 1), false, run);

        DecidedRows decided = DecidedRows.of(report, report.scores().get(0)).orElseThrow();
        assertThat(decided).isEqualTo(new DecidedRows(THRESHOLD, 5, 3, 2));
        assertThat(decided.coverage()).isEqualTo(0.6);
        assertThat(decided.accuracy()).isEqualTo(2 / 3.0);
        assertThat(ReportTable.render(report))
                .contains(
                        "Rows of which a model is not unsure, by its own threshold: mine 3 of 5, 66.7% of them right.");
    }

    @Test
    void whereNothingIsDecidedThereIsNoAccuracy() {
        ModelRun run = new ModelRun(
                "mine",
                "models/mine",
                Runs.trainedOn(0),
                Runs.predictionsUnsureBelow(THRESHOLD, 1, 1),
                null,
                null,
                null);
        BenchmarkReport report = Runs.report(Runs.rows(1, 1), false, run);
        assertThat(ReportTable.render(report)).contains("by its own threshold: mine none of 1.");
        ObjectNode results = BenchmarkResults.toJson(report, Instant.EPOCH);
        assertThat(results.at("/models/mine/coverage").doubleValue()).isZero();
        assertThat(results.at("/models/mine").has("decided_accuracy")).isFalse();
    }

    @Test
    void aModelWithoutAThresholdOrAScoreHasNone() {
        BenchmarkReport report = Runs.report(
                Runs.rows(1, 1),
                false,
                Runs.run("mine", Runs.trainedOn(0), 1, 1),
                ModelRun.failed("gone", "id", "not cached"),
                Runs.run("failing", Runs.trainedOn(0), Runs.FAILED, Runs.FAILED));
        assertThat(report.scores())
                .allSatisfy(score -> assertThat(DecidedRows.of(report, score)).isEmpty());
        assertThat(ReportTable.render(report)).doesNotContain("unsure");
    }

    private static Prediction prediction(double ham, double spam) {
        return new Prediction(Runs.LABELS, new double[] {ham, spam}, THRESHOLD);
    }
}
