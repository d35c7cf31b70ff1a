package io.avocet.trained;

import static io.avocet.testing.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.avocet.error.UserError;
import io.avocet.file.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelsFolderTest {
    @TempDir
    Path temp;

    private Path root;

    @BeforeEach
    void nameTheRoot() {
        root = temp.resolve("models");
    }

    @Test
    void aFirstModelIsPutInPlace() throws IOException {
        try (Staging staging = ModelsFolder.open(root).stage("avocet-minilm")) {
            assertThat(staging.replacesExisting()).isFalse();
            assertThat(staging.folder()).isEqualTo(root.resolve(".avocet-minilm.partial"));
            fill(staging.folder(), "new");
            staging.commit();
        }
        assertThat(entries()).containsExactly("avocet-minilm");
        assertThat(content("avocet-minilm")).isEqualTo("new");
    }

    @Test
    void aModelReplacesItsForerunnerWhole() throws IOException {
        fill(root.resolve("m"), "old");
        Files.writeString(root.resolve("m/leftover"), "of the old one");
        try (Staging staging = ModelsFolder.open(root).stage("m")) {
            assertThat(staging.replacesExisting()).isTrue();
            fill(staging.folder(), "new");
            staging.commit();
        }
        assertThat(entries()).containsExactly("m");
        assertThat(content("m")).isEqualTo("new");
        assertThat(root.resolve("m/leftover")).doesNotExist();
    }

    @Test
    void aStagingClosedWithoutCommitLeavesNoTrace() throws IOException {
        fill(root.resolve("m"), "old");
        try (Staging staging = ModelsFolder.open(root).stage("m")) {
            fill(staging.folder(), "new");
        }
        assertThat(entries()).containsExactly("m");
        assertThat(content("m")).isEqualTo("old");
    }

    @Test
    void nothingIsCommittedWithoutTheMarker() throws IOException {
        fill(root.resolve("m"), "old");
        try (Staging staging = ModelsFolder.open(root).stage("m")) {
            Files.writeString(staging.folder().resolve("weights"), "half");
            assertThatThrownBy(staging::commit).isInstanceOf(IllegalStateException.class);
        }
        assertThat(content("m")).isEqualTo("old");
    }

    @Test
    void anErrorBetweenTheRenamesPutsTheOldModelBack() throws IOException {
        fill(root.resolve("m"), "old");
        ModelsFolder models = ModelsFolder.open(root, step -> {
            if (step == SwapStep.OLD_ASIDE) {
                remove(root.resolve(".m.partial"));
            }
        });
        try (Staging staging = models.stage("m")) {
            fill(staging.folder(), "new");
            assertRefused(UserError.Kind.SYSTEM, staging::commit)
                    .hasMessageStartingWith(root.resolve("m") + " could not be written: it is missing.");
        }
        assertThat(entries()).containsExactly("m");
        assertThat(content("m")).isEqualTo("old");
    }

    @Test
    void aNameThatIsHeldByALivingRunIsBusyAndItsFilesAreLeftAlone() throws IOException {
        ModelsFolder models = ModelsFolder.open(root);
        try (Staging staging = models.stage("m")) {
            fill(staging.folder(), "new");
            assertRefused(UserError.Kind.BUSY, () -> models.stage("m"))
                    .hasMessage("Another run is training " + root.resolve("m")
                            + " (this process). Wait until it has ended, or choose another name.");
            ModelsFolder.open(root);
            assertThat(content(".m.partial")).isEqualTo("new");
            try (Staging other = models.stage("other")) {
                assertThat(other.folder()).exists();
            }
            staging.commit();
        }
        assertThat(entries()).containsExactly("m");
    }

    @Test
    void whatCouldBeginIsNotRefusedAndNothingIsLeft() {
        Path folder = root.resolve("a/b");
        ModelsFolder.open(folder).requireStageable("mine");
        assertThat(folder.getParent()).doesNotExist();
        assertThat(root)
                .satisfiesAnyOf(
                        none -> assertThat(none).doesNotExist(),
                        empty -> assertThat(empty).isEmptyDirectory());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "..", ".hidden", "a/b", "a\\b", "-x", "a.", "a b", "a\u0000", "con", "NUL.txt", "a:b"})
    void aNameThatIsNoPlainFolderNameIsRefused(String name) {
        ModelsFolder models = ModelsFolder.open(root);
        assertRefused(UserError.Kind.USAGE, () -> models.stage(name)).hasMessageContaining("cannot name a model");
        assertRefused(UserError.Kind.USAGE, () -> models.requireStageable(name))
                .hasMessageContaining("cannot name a model");
        assertThat(root).doesNotExist();
    }

    @Test
    void aNameOfMoreThan64CharactersIsRefused() {
        ModelsFolder models = ModelsFolder.open(root);
        models.stage("a".repeat(64)).close();
        assertRefused(UserError.Kind.USAGE, () -> models.stage("a".repeat(65)))
                .hasMessageContaining("up to 64 letters");
    }

    @Test
    void aFileInTheFoldersPlaceIsRefused() throws IOException {
        Files.createFile(root);
        assertRefused(UserError.Kind.BAD_INPUT, () -> ModelsFolder.open(root))
                .hasMessage(root + " is not a folder, so it cannot hold models. Move it away, or name another"
                        + " folder.");
    }

    @Test
    void aFolderThatCannotBeMadeIsASystemError() throws IOException {
        Files.createFile(root);
        ModelsFolder models = ModelsFolder.open(root.resolve("deeper"));
        assertRefused(UserError.Kind.SYSTEM, () -> models.stage("m"))
                .hasMessageContaining(root.resolve("deeper") + " could not be written: ");
    }

    @Test
    void whatIsNoModelIsNeverReplaced() throws IOException {
        Files.createDirectories(root.resolve("letters"));
        Files.writeString(root.resolve("letters/mine.txt"), "dear");
        ModelsFolder models = ModelsFolder.open(root);
        assertRefused(UserError.Kind.BAD_INPUT, () -> models.stage("letters"))
                .hasMessage(root.resolve("letters") + " exists and is not a trained model (it has no"
                        + " training_info.json). Move it away, or choose another name.");
        assertThat(root.resolve("letters/mine.txt")).hasContent("dear");
        assertThat(entries()).containsExactly("letters");
    }

    @Test
    void whatTookTheNameDuringTheRunIsNotReplacedEither() throws IOException {
        try (Staging staging = ModelsFolder.open(root).stage("letters")) {
            fill(staging.folder(), "new");
            Files.createDirectories(root.resolve("letters"));
            Files.writeString(root.resolve("letters/mine.txt"), "dear");
            assertRefused(UserError.Kind.BAD_INPUT, staging::commit)
                    .hasMessageStartingWith(root.resolve("letters") + " exists and is not a trained model");
        }
        assertThat(root.resolve("letters/mine.txt")).hasContent("dear");
    }

    @Test
    void hiddenFilesOfOtherProgramsAreLeftAlone() throws IOException {
        Files.createDirectories(root.resolve(".cache.old"));
        Files.writeString(root.resolve(".bashrc.old"), "export");
        Files.createDirectories(root.resolve(".download.partial"));
        ModelsFolder.open(root);
        assertThat(entries()).containsExactly(".bashrc.old", ".cache.old", ".download.partial");
    }

    @Test
    void aLinkedModelIsReplacedAndWhatItLedToIsKept() throws IOException {
        fill(temp.resolve("elsewhere"), "linked");
        Files.createDirectories(root);
        Files.createSymbolicLink(root.resolve("m"), temp.resolve("elsewhere"));
        try (Staging staging = ModelsFolder.open(root).stage("m")) {
            fill(staging.folder(), "new");
            staging.commit();
        }
        assertThat(entries()).containsExactly("m");
        assertThat(content("m")).isEqualTo("new");
        assertThat(temp.resolve("elsewhere/weights")).hasContent("linked");
    }

    /** The state of the disk at each moment of a replacement, as a killed run leaves it. */
    enum Killed {
        WITH_ONLY_THE_LOCK("old", ""),
        WHILE_WRITING("old", "partial: weights"),
        BEFORE_THE_SWAP("old", "partial: weights training_info.json"),
        BETWEEN_THE_RENAMES("new", "m aside, partial: weights training_info.json"),
        BETWEEN_THE_RENAMES_WITH_A_DAMAGED_PARTIAL("old", "m aside, partial: weights"),
        BETWEEN_THE_RENAMES_WITHOUT_A_PARTIAL("old", "m aside"),
        BEFORE_THE_OLD_WAS_DELETED("old", "old: weights training_info.json"),
        WHILE_THE_OLD_WAS_DELETED("old", "old: weights");

        final String survivor;
        private final String state;

        Killed(String survivor, String state) {
            this.survivor = survivor;
            this.state = state;
        }

        void apply(Path root) throws IOException {
            if (state.contains("m aside")) {
                Files.move(root.resolve("m"), root.resolve(".m.old"));
            }
            Path folder = root.resolve(state.contains("partial") ? ".m.partial" : ".m.old");
            for (String file : List.of("weights", "training_info.json")) {
                if (state.contains(file)) {
                    Files.createDirectories(folder);
                    Files.writeString(folder.resolve(file), state.contains("partial") ? "new" : "another");
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theNextRunFindsOneModelWholeAndNoDebris(Killed killed) throws IOException {
        fill(root.resolve("m"), "old");
        Files.createFile(root.resolve(".m.lock"));
        killed.apply(root);

        ModelsFolder.open(root);

        assertThat(entries()).containsExactly("m");
        assertThat(content("m")).isEqualTo(killed.survivor);
        assertThat(root.resolve("m/training_info.json")).exists();
    }

    @Test
    void aReaderThatWasOpenedBeforeTheCrashEndsTheSwapToo() throws IOException {
        fill(root.resolve("m"), "old");
        ModelsFolder models = ModelsFolder.open(root);
        Files.createFile(root.resolve(".m.lock"));
        Files.move(root.resolve("m"), root.resolve(".m.old"));

        assertThat(models.model("m")).isEqualTo(root.resolve("m"));
        assertThat(content("m")).isEqualTo("old");
        assertThat(entries()).containsExactly("m");
    }

    @Test
    void aSwapIsEndedEvenWhereSomebodyDeletedTheLock() throws IOException {
        fill(root.resolve(".m.old"), "old");
        assertThat(ModelsFolder.open(root).models()).containsExactly(root.resolve("m"));
        assertThat(entries()).containsExactly("m");
    }

    @Test
    void aReaderWaitsWhileALivingRunIsBetweenItsRenames() throws Exception {
        fill(root.resolve("m"), "old");
        CountDownLatch aside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        ModelsFolder writer = ModelsFolder.open(root, step -> {
            if (step == SwapStep.OLD_ASIDE) {
                aside.countDown();
                await(goOn);
            }
        });
        CompletableFuture<Void> run = CompletableFuture.runAsync(() -> {
            try (Staging staging = writer.stage("m")) {
                fill(staging.folder(), "new");
                staging.commit();
            }
        });
        await(aside);
        assertThat(root.resolve("m")).doesNotExist();
        CompletableFuture<Path> read =
                CompletableFuture.supplyAsync(() -> ModelsFolder.open(root).model("m"));
        goOn.countDown();

        assertThat(read.get()).isEqualTo(root.resolve("m"));
        run.get();
        assertThat(content("m")).isEqualTo("new");
    }

    @Test
    void aModelIsFoundByNameOrByFolder() throws IOException {
        fill(root.resolve("m"), "x");
        Path elsewhere = Files.createDirectories(temp.resolve("elsewhere"));
        ModelsFolder models = ModelsFolder.open(root);
        assertThat(models.model("m")).isEqualTo(root.resolve("m"));
        assertThat(models.model(elsewhere.toString())).isEqualTo(elsewhere);
    }

    @Test
    void aModelThatIsNotThereIsToldWithThoseThatAre() throws IOException {
        assertRefused(UserError.Kind.NOT_FOUND, () -> ModelsFolder.open(root).model("x"))
                .hasMessage("There is no model x: it is neither in " + root
                        + " nor a folder. There are no models yet: fine-tune one first.");
        fill(root.resolve("b"), "x");
        fill(root.resolve("a"), "x");
        Files.createDirectories(root.resolve("no-model"));
        for (String name : List.of("x", "../x", "", "\u0000")) {
            assertRefused(
                            UserError.Kind.NOT_FOUND,
                            () -> ModelsFolder.open(root).model(name))
                    .hasMessageEndingWith("nor a folder. The models there: a, b.");
        }
    }

    @Test
    void aStagingClearsWhatARunLeftThatDiedSinceTheFolderWasOpened() throws IOException {
        ModelsFolder models = ModelsFolder.open(root);
        fill(root.resolve(".m.partial"), "half");
        try (Staging staging = models.stage("m")) {
            assertThat(staging.folder()).isEmptyDirectory();
        }
        assertThat(entries()).isEmpty();
    }

    @Test
    void aFolderThatHasTheMarkerAndCannotBeNamedIsAMisfit() throws IOException {
        fill(root.resolve("good"), "x");
        fill(root.resolve(".good.partial"), "x");
        fill(root.resolve("my model"), "x");
        Files.createDirectories(root.resolve("no-model"));
        Files.createDirectories(root.resolve("odd").resolve(ModelsFolder.MARKER));
        assertThat(ModelsFolder.open(root).misfits())
                .containsExactly(
                        "Left out the model 'my model': a model's name is of letters, digits, '.', '_' and '-'. Rename the"
                                + " folder.",
                        "Left out the model odd: its training_info.json is not a file.");
        assertThat(ModelsFolder.open(temp.resolve("none")).misfits()).isEmpty();
    }

    @Test
    void onlyFoldersWithTheMarkerAreModels() throws IOException {
        fill(root.resolve("b"), "x");
        fill(root.resolve("a"), "x");
        fill(root.resolve(".hidden"), "x");
        Files.createDirectories(root.resolve("empty"));
        Files.writeString(root.resolve("file"), "x");
        assertThat(ModelsFolder.open(root).models()).containsExactly(root.resolve("a"), root.resolve("b"));
        assertThat(ModelsFolder.open(temp.resolve("none")).models()).isEmpty();
    }

    static void fill(Path folder, String content) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("weights"), content);
            Files.writeString(folder.resolve(ModelsFolder.MARKER), "{}");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private String content(String name) throws IOException {
        return Files.readString(root.resolve(name).resolve("weights"));
    }

    private List<String> entries() throws IOException {
        try (Stream<Path> entries = Files.list(root)) {
            return new ArrayList<>(entries.map(entry -> entry.getFileName().toString())
                    .sorted()
                    .toList());
        }
    }

    private static void remove(Path folder) {
        try {
            FileTree.delete(folder);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
