package io.avocet.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cache as Python's library leaves it. */
class HuggingFaceCacheTest {
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    @TempDir
    Path temp;

    private HuggingFaceCache cache;

    @BeforeEach
    void write() throws IOException {
        cache = new HuggingFaceCache(temp.resolve("hub"));
        Path repository = cache.root().resolve("models--org--name");
        write(repository.resolve("refs/main"), COMMIT);
        write(repository.resolve("refs/pr/1"), "f".repeat(40));
        Files.createDirectories(repository.resolve(".no_exist").resolve(COMMIT));
        Path snapshot = Files.createDirectories(repository.resolve("snapshots").resolve(COMMIT));
        for (String file : List.of("config.json", "spm.model", "model.safetensors")) {
            write(repository.resolve("blobs/of-" + file), "12345");
            Files.createSymbolicLink(snapshot.resolve(file), Path.of("../../blobs/of-" + file));
        }
        write(cache.root().resolve("datasets--org--name/refs/main"), COMMIT);
        write(cache.root().resolve("models--gpt2/refs/main"), COMMIT);
        write(cache.root().resolve("models--org--half/blobs/abc.incomplete"), "123");
        write(cache.root().resolve("version.txt"), "1");
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void itsModelsAreListedWithTheirBytesAndWeightsThatAreNoneAreDamaged() {
        assertThat(cache.models())
                .containsExactly(
                        new CachedModel("org/half", cache.root().resolve("models--org--half"), 3, false, false),
                        new CachedModel(
                                "org/name", cache.root().resolve("models--org--name"), 15 + 40 + 40, true, true));
        assertThat(cache.model("org/other")).isEmpty();
    }

    @Test
    void aCacheThatIsNotThereIsEmpty() {
        assertThat(new HuggingFaceCache(temp.resolve("none")).models()).isEmpty();
    }

    @Test
    void removingTakesAllOfThatModelAndNothingElse() {
        cache.remove("org/name");
        assertThat(cache.root().resolve("models--org--name")).doesNotExist();
        assertThat(cache.models()).extracting(CachedModel::id).containsExactly("org/half");
        assertThat(cache.root().resolve("datasets--org--name/refs/main")).exists();
    }

    @Test
    void removingFollowsNoLink() throws IOException {
        Path precious = temp.resolve("precious/file");
        write(precious, "precious");
        Path repository = cache.root().resolve("models--org--name");
        Files.createSymbolicLink(repository.resolve("blobs/link"), precious);
        Files.createSymbolicLink(repository.resolve("snapshots/other"), precious.getParent());
        Files.createSymbolicLink(cache.root().resolve("models--org--linked"), precious.getParent());

        assertThat(cache.model("org/name").orElseThrow().bytes()).isEqualTo(15 + 40 + 40);
        assertThat(cache.model("org/linked").orElseThrow().bytes()).isZero();
        cache.remove("org/name");
        cache.remove("org/linked");

        assertThat(precious).hasContent("precious");
        assertThat(cache.root().resolve("models--org--linked")).doesNotExist();
    }
}
