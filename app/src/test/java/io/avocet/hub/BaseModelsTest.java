package io.avocet.hub;

import static io.avocet.testing.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.error.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaseModelsTest {
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
                .hasMessage(
                        "There is no base model '" + text + "'; allowed is an existing folder, the built-in"
                                + " sentence-transformers/all-MiniLM-L6-v2, or a Hugging Face id such as microsoft/deberta-v3-small.");
    }

    @Test
    @Tag("slow")
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
        return assertRefused(UserError.Kind.NOT_FOUND, () -> models.resolve(id));
    }
}
