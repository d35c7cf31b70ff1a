package io.avocet.lab.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.avocet.app.FineTuneEmails;
import io.avocet.app.FineTuneRequest;
import io.avocet.data.ClassWeighting;
import io.avocet.data.SplitMethod;
import io.avocet.error.UserError;
import io.avocet.golden.Golden;
import io.avocet.hub.BaseModels;
import io.avocet.recipe.TrainingMethod;
import io.avocet.recipe.TrainingPlan;
import io.avocet.recipe.TrainingRecipe;
import io.avocet.recipe.WeightSelection;
import io.avocet.run.Compute;
import io.avocet.run.DeviceChoice;
import io.avocet.run.Precision;
import io.avocet.run.PrecisionChoice;
import io.avocet.run.RunCancelled;
import io.avocet.run.RunEvent;
import io.avocet.run.RunListener;
import io.avocet.trained.TrainingInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A study with a tiny base model. */
@Tag("slow")
class QualityStudyTest {
    private static final String BASE = Golden.folder(Golden.BERT).toString();
    private static final RunListener SILENT = event -> {};
    private static final Recipe RECIPE = new Recipe(3e-3, 4, 1, 1, ClassWeighting.BALANCED, Pooling.FIRST_TOKEN, 400);

    @TempDir
    Path folder;

    private Path emails = Path.of("");
    private Path output = Path.of("");

    @BeforeEach
    void writeEmails() throws IOException {
        emails = StudyEmails.write(folder.resolve("jobs.jsonl"), 15, "digest", "rejected", "neutral");
        output = folder.resolve("results.jsonl");
    }

    @Test
    void everyClassifierOfASearchIsTrainedOnEverySetAndScored() {
        StudyPlan plan = StudyPlan.search("tiny", RECIPE.withEpochs(1))
                .only(List.of("majority-label", "bag-of-words", "base", "mean-pooling", "head-rate-10x"));
        int left = run(plan, List.of(42L, 7L), Integer.MAX_VALUE, SILENT);

        List<StudyResult> results = ResultsFile.open(output).results();
        assertThat(left).isZero();
        assertThat(results).hasSize(5 * 2).allSatisfy(result -> {
            assertThat(result.trainingRows()).isEqualTo(36);
            assertThat(result.scoredRows()).isEqualTo(9);
        });
        assertThat(results)
                .filteredOn(result -> result.run().recipe() != null)
                .hasSize(3 * 2)
                .allSatisfy(result ->
                        assertThat(result.scores()).containsOnlyKeys("early-stopping", "last-epoch", "average"));
        assertThat(score(results.get(2), "bag-of-words").accuracy()).isEqualTo(1);
    }

    /** The study trains on after early stopping would have ended the run; what it says of early stopping is the product's figure. */
    @Test
    void theScoreWithEarlyStoppingIsThatOfFineTuning() {
        run(StudyPlan.point("tiny", RECIPE), List.of(42L), 1, SILENT);
        StudyResult result = ResultsFile.open(output).results().get(0);
        TrainingInfo info = fineTuned(TrainingMethod.STANDARD);

        assertThat(score(result, "early-stopping").macroF1()).isEqualTo(info.valMacroF1());
        assertThat(score(result, "early-stopping").accuracy()).isEqualTo(info.valAccuracy());
        assertThat(result.bestEpoch()).isEqualTo(info.bestEpoch());
        assertThat(score(result, "average").macroF1())
                .isEqualTo(fineTuned(new TrainingMethod(1, 1, ClassWeighting.BALANCED, WeightSelection.AVERAGE))
                        .valMacroF1());
        assertThat(score(result, "last-epoch").macroF1())
                .isEqualTo(result.epochMacroF1().get(3));
    }

    @Test
    void aStudyGoesOnWhereItWas() throws IOException {
        StudyPlan plan = StudyPlan.search("tiny", RECIPE).only(List.of("majority-label", "bag-of-words"));
        assertThat(run(plan, List.of(42L, 7L), 3, SILENT)).isOne();
        List<String> before = Files.readAllLines(output);
        Files.writeString(output, "{\"run\":{\"set\":", StandardOpenOption.APPEND); // a crash while writing

        assertThat(run(plan, List.of(42L, 7L), Integer.MAX_VALUE, SILENT)).isZero();
        assertThat(Files.readAllLines(output)).hasSize(4).startsWith(before.toArray(String[]::new));
    }

    @Test
    void aRunThatIsStoppedLeavesNothing() {
        RunListener stops = new RunListener() {
            @Override
            public void on(RunEvent event) {}

            @Override
            public boolean isCancelled() {
                return true;
            }
        };
        assertThatThrownBy(() -> run(StudyPlan.point("tiny", RECIPE), List.of(42L), 1, stops))
                .isInstanceOf(RunCancelled.class);
        assertThat(ResultsFile.open(output).results()).isEmpty();
        assertThat(output).doesNotExist();
    }

    @Test
    void theReportHasTheSpreadOfTheSeedsAndTheDuets() {
        StudyPlan plan = StudyPlan.search("tiny", RECIPE.withEpochs(1)).only(List.of("bag-of-words", "base"));
        run(plan, List.of(42L, 7L), Integer.MAX_VALUE, SILENT);
        String report = StudyReport.markdown(ResultsFile.of(output));
        assertThat(report)
                .contains("| classifier | jobs, macro-F1 | accuracy | mean of the sets | against the base | runs |")
                .contains("| bag-of-words | 1.000 ± .000 | 1.000 ± .000 | 1.000 |")
                .contains("| tiny, rate 3e-3, 1 epochs, 400 characters of body, average |")
                .contains("| tiny, rate 3e-3, 1 epochs, 400 characters of body, with words |")
                .contains("| transformer alone |")
                .contains("| bag-of-words, linear 0.5 |")
                .contains("| bag-of-words, log-linear 0.8, calibrated |");
    }

    @Test
    void aLineThatIsNoResultIsNamed() throws IOException {
        Files.writeString(output, "{\"run\": 3}\n");
        assertThatThrownBy(() -> ResultsFile.open(output))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(output + ":1: ");
    }

    @Test
    void anUnknownNameOfThePlanIsRefusedWithThoseThatThereAre() {
        assertThatThrownBy(() -> StudyPlan.search("tiny", RECIPE).only(List.of("rate-9")))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll("'rate-9'", "rate-2e-4", "mean-pooling");
    }

    private int run(StudyPlan plan, List<Long> seeds, int maxRuns, RunListener listener) {
        return new QualityStudy(new BaseModels(Map.of()))
                .run(
                        new QualityRequest(
                                plan,
                                List.of(StudyEmails.whole("jobs", emails)),
                                seeds,
                                Optional.of(BASE),
                                maxRuns,
                                new Compute(PrecisionChoice.FP32, DeviceChoice.CPU, 1)),
                        ResultsFile.open(output),
                        listener);
    }

    private TrainingInfo fineTuned(TrainingMethod method) {
        TrainingRecipe recipe = new TrainingRecipe(
                "tiny",
                new TrainingRecipe.Base(BASE, 0, ""),
                512,
                Precision.FP32,
                16,
                1,
                false,
                3e-3,
                4,
                method,
                false);
        return new FineTuneEmails(new BaseModels(Map.of()))
                .run(
                        new FineTuneRequest(
                                new TrainingPlan(recipe, TrainingPlan.Overrides.NONE, 42),
                                new FineTuneRequest.Data(List.of(emails), Optional.empty(), SplitMethod.STRATIFIED),
                                new FineTuneRequest.Place(folder.resolve("models"), Optional.empty()),
                                new Compute(PrecisionChoice.FP32, DeviceChoice.CPU, 1)),
                        SILENT)
                .info();
    }

    private static Score score(StudyResult result, String weights) {
        return Objects.requireNonNull(result.scores().get(weights));
    }
}
