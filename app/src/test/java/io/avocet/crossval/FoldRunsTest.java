package io.avocet.crossval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.avocet.data.Email;
import io.avocet.data.LabelSet;
import io.avocet.data.LabelledEmail;
import io.avocet.data.SplitMethod;
import io.avocet.data.UsableRows;
import io.avocet.error.UserError;
import io.avocet.recipe.TrainingMethod;
import io.avocet.recipe.TrainingSettings;
import io.avocet.run.Precision;
import io.avocet.run.RunCancelled;
import io.avocet.run.RunEvent;
import io.avocet.run.RunListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which folds are trained and which are taken from their files, with a trainer that only counts. */
class FoldRunsTest {
    private static final LabelSet LABELS = new LabelSet(List.of("a", "b"));
    private static final UsableRows ROWS = new UsableRows(LABELS, rows(), List.of(), 0, 0);
    private static final EvaluationRequest.Folds THREE = new EvaluationRequest.Folds(3, 1, SplitMethod.GROUPED, false);
    private static final TrainingSettings SETTINGS =
            new TrainingSettings(2, 4, 1, 1e-3, Precision.FP32, false, 64, 42, TrainingMethod.STANDARD);

    @TempDir
    Path folder;

    private final List<RunEvent> events = new ArrayList<>();
    private final List<Long> trainedSeeds = new ArrayList<>();
    private int stopBefore = Integer.MAX_VALUE;

    private static List<LabelledEmail> rows() {
        return IntStream.range(0, 20)
                .mapToObj(i -> new LabelledEmail(
                        new Email("letter" + Character.toString('a' + i), ""), i % 2 == 0 ? "a" : "b"))
                .toList();
    }

    @Test
    void aFinishedFoldIsNotTrainedAgainAndGivesTheSameNumbers() {
        FoldResults first = run(THREE);
        assertThat(trainedSeeds).hasSize(3);
        FoldResults second = run(THREE);
        assertThat(trainedSeeds).hasSize(3);
        assertThat(second).usingRecursiveComparison().isEqualTo(first);
    }

    @Test
    void anEvaluationThatWasStoppedGoesOnAndItsFilesAreThoseOfOneWithoutABreak() throws IOException {
        run(THREE);
        Map<String, String> unbroken = files();
        clear();
        stopBefore = 5;
        assertThatThrownBy(() -> run(THREE))
                .isInstanceOf(RunCancelled.class)
                .hasMessageContaining("2 of 3 folds are finished and kept in " + folder);
        assertThat(files()).hasSize(3); // the key, too
        stopBefore = Integer.MAX_VALUE;
        run(THREE);
        assertThat(trainedSeeds).hasSize(6);
        assertThat(files()).isEqualTo(unbroken);
        assertThat(messages()).anyMatch(message -> message.startsWith("2 of 3 folds are finished and taken from "));
    }

    @Test
    void anotherRepeatTrainsOnlyItsOwnFoldsWithAnotherSeed() {
        run(THREE);
        run(new EvaluationRequest.Folds(3, 2, SplitMethod.GROUPED, false));
        assertThat(trainedSeeds).containsExactly(42L, 42L, 42L, 43L, 43L, 43L);
    }

    @Test
    void aDamagedFileIsNamedAndItsFoldIsTrainedAgain() throws IOException {
        run(THREE);
        Map<String, String> whole = files();
        Path file = folder.resolve(key(42).id()).resolve("repeat-1-fold-2.json");
        String text = Files.readString(file);
        List<String> damaged = List.of(
                "",
                "{",
                "[]",
                text.substring(0, text.length() / 2),
                text.replaceFirst("0\\.9", "0.8"),
                Files.readString(file.resolveSibling("repeat-1-fold-1.json")));
        for (String content : damaged) {
            events.clear();
            trainedSeeds.clear();
            Files.writeString(file, content);
            run(THREE);
            assertThat(trainedSeeds).as(content).hasSize(1);
            assertThat(warnings()).singleElement().asString().startsWith(file + " is damaged: ");
            assertThat(files()).isEqualTo(whole);
        }
    }

    @Test
    void anotherSeedStartsAfreshAndSaysWhatDiffers() {
        run(THREE);
        run(THREE, key(7));
        assertThat(trainedSeeds).hasSize(6);
        assertThat(messages())
                .anyMatch(message -> message.startsWith("The folds saved in ")
                        && message.contains("are of another evaluation (seed 42, now 7)")
                        && message.endsWith("this evaluation starts afresh, in a folder of its own."));
        run(THREE);
        assertThat(trainedSeeds).as("the first evaluation is still there").hasSize(6);
    }

    @Test
    void aFolderThatCannotBeWrittenIsRefusedBeforeTheFirstTraining() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> SavedFolds.open(file, key(42), events::add))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("could not be written");
    }

    private FoldResults run(EvaluationRequest.Folds asked) {
        return run(asked, key(42));
    }

    private FoldResults run(EvaluationRequest.Folds asked, EvaluationKey key) {
        List<Fold> folds = FoldPlan.of(ROWS, SplitMethod.GROUPED, 42).folds(asked);
        RunListener listener = new RunListener() {
            @Override
            public void on(RunEvent event) {
                events.add(event);
            }

            @Override
            public boolean isCancelled() {
                return trainedSeeds.size() >= stopBefore;
            }
        };
        return new FoldRuns(folds, LABELS, SETTINGS, SavedFolds.open(folder, key, listener), listener)
                .run((rows, held, seed, progress) -> {
                    trainedSeeds.add(seed);
                    return new FoldResult(
                            1,
                            2,
                            held.stream().map(row -> probabilities(row, seed)).toList());
                });
    }

    /** Not whole numbers, so that what is read back is seen to be the same to the last digit. */
    private static double[] probabilities(LabelledEmail row, long seed) {
        double first = 0.9 + 0.1 / 3 * (row.email().subject().hashCode() % 3) / (seed + 0.7);
        return new double[] {first, 1 - first};
    }

    private static EvaluationKey key(long seed) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("emails", ROWS.dataHash());
        parts.put("model", "tiny");
        parts.put("seed", String.valueOf(seed));
        return new EvaluationKey(parts);
    }

    private Map<String, String> files() throws IOException {
        Map<String, String> content = new LinkedHashMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                content.put(folder.relativize(file).toString(), Files.readString(file));
            }
        }
        return content;
    }

    private void clear() throws IOException {
        for (String file : files().keySet()) {
            Files.delete(folder.resolve(file));
        }
    }

    private List<String> messages() {
        return events.stream().map(RunEvent::message).toList();
    }

    private List<String> warnings() {
        return events.stream()
                .filter(RunEvent.Warning.class::isInstance)
                .map(RunEvent::message)
                .toList();
    }
}
