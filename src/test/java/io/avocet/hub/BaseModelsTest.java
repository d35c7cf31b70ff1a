package io.avocet.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.avocet.error.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaseModelsTest {
    private static final Path SOURCE = Path.of("src/main/resources/io/avocet/base/mini");

    @TempDir
    Path temp;

    private Path cache;
    private BaseModels models;

    @BeforeEach
    void nameTheCaches() {
        cache = temp.resolve("cache");
        models = new BaseModels(Map.of(
                "AVOCET_CACHE", cache.toString(),
                "HF_HUB_CACHE", temp.resolve("hub").toString()));
    }

    @Test
    void aFolderIsItself() throws IOException {
        Path folder = Files.createDirectories(temp.resolve("my model"));
        assertThat(models.resolve(folder.toString())).isEqualTo(new BaseModel(folder.toString(), folder));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nothing", "a/b/c", "/no/such/folder", "org/../name", "org/na me", "org/", "\u0000"})
    void whatIsNeitherFolderNorIdIsRefused(String text) {
        assertNotFound(text)
                .hasMessage("There is no base model '" + text + "'; allowed is an existing folder, the built-in"
                        + " avocet/mini-base, or a Hugging Face id such as microsoft/deberta-v3-small.");
    }

    @Nested
    class BuiltIn {
        @Test
        void itIsUnpackedOnceWithAllItsFiles() throws IOException {
            BaseModel first = models.resolve("avocet/mini-base");
            FileTime written = Files.getLastModifiedTime(first.folder().resolve("config.json"));

            assertThat(first.id()).isEqualTo("avocet/mini-base");
            assertThat(first.folder().getFileName().toString()).matches("mini-base-[0-9a-f]{16}");
            for (String file : BuiltInModel.FILES) {
                assertThat(first.folder().resolve(file)).hasSameBinaryContentAs(SOURCE.resolve(file));
            }
            assertThat(models.resolve("avocet/mini-base")).isEqualTo(first);
            assertThat(Files.getLastModifiedTime(first.folder().resolve("config.json")))
                    .isEqualTo(written);
            assertThat(names(cache))
                    .containsExactly(first.folder().getFileName().toString());
        }

        @Test
        void everyFileOfItIsListed() throws IOException {
            assertThat(names(SOURCE))
                    .filteredOn(name -> !name.equals("README.md"))
                    .isEqualTo(BuiltInModel.FILES);
        }

        @Test
        void aDamagedCopyIsUnpackedAnew() throws IOException {
            Path weights = models.resolve("avocet/mini-base").folder().resolve("model.safetensors");
            Files.writeString(weights, "cut");
            models.resolve("avocet/mini-base");
            assertThat(weights).hasSameBinaryContentAs(SOURCE.resolve("model.safetensors"));
        }

        @Test
        void runsThatUnpackAtOnceAreAllServed() throws Exception {
            ExecutorService threads = Executors.newFixedThreadPool(4);
            try {
                Callable<BaseModel> run = () -> models.resolve("avocet/mini-base");
                for (Future<BaseModel> found : threads.invokeAll(List.of(run, run, run, run))) {
                    assertThat(found.get().folder().resolve("config.json")).exists();
                }
            } finally {
                threads.shutdownNow();
            }
            assertThat(names(cache)).hasSize(1);
        }

        @Test
        void whatAKilledRunLeftIsDeletedAfterADay() throws IOException {
            Path fresh = Files.createDirectories(cache.resolve(".mini-base-fresh"));
            Path stale = Files.createDirectories(cache.resolve(".mini-base-stale"));
            Files.setLastModifiedTime(stale, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
            models.resolve("avocet/mini-base");
            assertThat(stale).doesNotExist();
            assertThat(fresh).exists();
        }

        @Test
        void aCacheThatCannotBeMadeIsASystemError() throws IOException {
            Files.createFile(cache);
            assertThatThrownBy(() -> models.resolve("avocet/mini-base"))
                    .isInstanceOfSatisfying(
                            UserError.class, e -> assertThat(e.kind()).isEqualTo(UserError.Kind.SYSTEM))
                    .hasMessageStartingWith(cache + " could not be written: something else is in its place.");
        }
    }

    @Test
    void anEncoderInAJarNeedsNoHub() throws IOException {
        String id = "sentence-transformers/all-MiniLM-L6-v2";
        assertThat(BaseModels.isBuiltIn(id)).isTrue();
        assertThat(BaseModels.isId(id)).isFalse();
        assertThat(models.isHere(id)).isTrue();
        BaseModel model = models.resolve(id, DownloadListener.SILENT);
        assertThat(model.id()).isEqualTo(id);
        assertThat(model.folder().getParent()).isEqualTo(cache);
        assertThat(model.folder().getFileName().toString()).matches("all-MiniLM-L6-v2-[0-9a-f]{16}");
        assertThat(ModelFiles.missing(model.folder())).isEmpty();
    }

    @Test
    void anEncoderWhoseJarIsNotOnTheClassPathIsLookedForOnTheHub() {
        String id = "BAAI/bge-small-en-v1.5";
        assertThat(BaseModels.isBuiltIn(id)).isFalse();
        assertThat(BaseModels.isId(id)).isTrue();
        assertThat(models.isHere(id)).isFalse();
        assertNotFound(id).hasMessageContaining("avocet models pull " + id);
    }

    @Nested
    class HuggingFace {
        private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

        private Path repository;

        @BeforeEach
        void makeTheRepository() throws IOException {
            repository = Files.createDirectories(temp.resolve("hub/models--org--some.model"));
        }

        @Test
        void theSnapshotOfMainIsFound() throws IOException {
            main(COMMIT + "\n");
            snapshot("other");
            Path expected = snapshot(COMMIT);
            assertThat(models.resolve("org/some.model")).isEqualTo(new BaseModel("org/some.model", expected));
        }

        @Test
        void withoutMainTheOnlySnapshotIsFound() throws IOException {
            Path expected = snapshot(COMMIT);
            assertThat(models.resolve("org/some.model").folder()).isEqualTo(expected);
        }

        @Test
        void withoutMainSeveralSnapshotsAreAmbiguous() throws IOException {
            snapshot("a");
            snapshot("b");
            assertNotFound("org/some.model")
                    .hasMessageContaining(repository + " has no refs/main, and 2 snapshots instead of one");
        }

        @Test
        void aSnapshotThatMainNamesMustBeThere() throws IOException {
            main(COMMIT);
            snapshot("other");
            assertNotFound("org/some.model")
                    .hasMessageContaining(
                            repository.resolve("snapshots/" + COMMIT) + ", which refs/main there names, is missing");
        }

        @ParameterizedTest
        @ValueSource(strings = {"../../..", "/etc", "", "a b"})
        void aMainThatIsNoCommitIsDamaged(String text) throws IOException {
            main(text);
            snapshot("a");
            assertNotFound("org/some.model")
                    .hasMessageContaining(
                            repository.resolve("refs/main")
                                    + " is damaged: it holds no commit (letters and digits). Fetch it with 'avocet models pull");
        }

        @Test
        void anIdThatIsNotCachedIsToldWithTheFolderAndTheWayOut() {
            assertNotFound("org/other")
                    .hasMessage("The base model org/other is not on this machine: it is not in the Hugging Face cache "
                            + temp.resolve("hub") + ". Fetch it with 'avocet models pull org/other', or use a"
                            + " checkpoint folder in its place.");
        }

        @Test
        void aSnapshotThatLacksAFileIsNotUsed() throws IOException {
            main(COMMIT);
            Path snapshot = snapshot(COMMIT);
            Files.delete(snapshot.resolve("tokenizer.json"));
            assertNotFound("org/some.model")
                    .hasMessageContaining(snapshot + " is incomplete: it has no tokenizer.json");
            Files.createFile(snapshot.resolve("spm.model"));
            assertThat(models.resolve("org/some.model").folder()).isEqualTo(snapshot);
            Files.delete(snapshot.resolve("model.safetensors"));
            assertNotFound("org/some.model").hasMessageContaining("it has no model.safetensors");
        }

        @Test
        void aLinkToABlobThatIsGoneIsAMissingFile() throws IOException {
            main(COMMIT);
            Path snapshot = snapshot(COMMIT);
            Files.delete(snapshot.resolve("config.json"));
            Files.createSymbolicLink(snapshot.resolve("config.json"), Path.of("../../blobs/gone"));
            assertNotFound("org/some.model").hasMessageContaining("it has no config.json");
        }

        private void main(String commit) throws IOException {
            Files.createDirectories(repository.resolve("refs"));
            Files.write(repository.resolve("refs/main"), commit.getBytes(StandardCharsets.UTF_8));
        }

        /** As Python's library leaves it: links into the folder of blobs. */
        private Path snapshot(String commit) throws IOException {
            Path snapshot =
                    Files.createDirectories(repository.resolve("snapshots").resolve(commit));
            Files.createDirectories(repository.resolve("blobs"));
            for (String file : List.of("config.json", "tokenizer.json", "model.safetensors")) {
                Files.writeString(repository.resolve("blobs/etag-of-" + file), file);
                Files.createSymbolicLink(snapshot.resolve(file), Path.of("../../blobs/etag-of-" + file));
            }
            return snapshot;
        }
    }

    private AbstractThrowableAssert<?, ?> assertNotFound(String id) {
        return assertThatThrownBy(() -> models.resolve(id))
                .isInstanceOfSatisfying(
                        UserError.class, e -> assertThat(e.kind()).isEqualTo(UserError.Kind.NOT_FOUND));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }
}
