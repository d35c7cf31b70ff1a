package io.avocet.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class CudaLoaderTest {
    private static final Path A = Path.of("/a");
    private static final Path B = Path.of("/b");
    private static final Path C = Path.of("/c");

    private final List<Path> loaded = new ArrayList<>();

    @Test
    void librariesThatNeedEachOtherLoadWhateverTheirOrder() {
        assertThat(CudaLoader.loadAll(List.of(A, B, C), loader(Map.of(A, B, B, C))))
                .isEmpty();
        assertThat(loaded).containsExactly(C, B, A);
    }

    @Test
    void whatNeedsAMissingLibraryIsLeftAndTheRestLoads() {
        assertThat(CudaLoader.loadAll(List.of(A, B, C), loader(Map.of(A, Path.of("/missing")))))
                .containsExactly(A);
        assertThat(loaded).containsExactly(B, C);
    }

    @Test
    void nothingToLoadIsNoFailure() {
        assertThat(CudaLoader.loadAll(List.of(), loader(Map.of()))).isEmpty();
    }

    /** A loader that refuses a file before the one that it needs. */
    private Consumer<Path> loader(Map<Path, Path> needs) {
        return file -> {
            Path needed = needs.get(file);
            if (needed != null && !loaded.contains(needed)) {
                throw new UnsatisfiedLinkError(needed + ": cannot open shared object file");
            }
            loaded.add(file);
        };
    }
}
