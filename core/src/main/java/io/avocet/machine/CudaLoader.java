package io.avocet.machine;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.bytedeco.javacpp.Loader;

/**
 * Loads CUDA's libraries by path before libtorch asks for them by name, so that they need not be where the dynamic loader
 * looks. Those on the class path come first.
 */
public final class CudaLoader {
    private static final String REDISTRIBUTABLES = "/org/bytedeco/cuda/linux-x86_64/";
    private static final String CUDA_BUILD = "/org/bytedeco/pytorch/linux-x86_64-gpu/libtorch_cuda.so";

    private static volatile List<Path> broken = List.of();

    private CudaLoader() {}

    /** Whether the libtorch on the class path is the one that can use a GPU. */
    public static boolean isCudaBuild() {
        return CudaLoader.class.getResource(CUDA_BUILD) != null;
    }

    /** The libraries that were found: where they are, those of the class path once they are unpacked. */
    public static Map<CudaLibrary, Path> find() {
        Map<CudaLibrary, Path> found = new EnumMap<>(CudaSearch.ofThisMachine().find());
        for (CudaLibrary library : CudaLibrary.values()) {
            URL resource = CudaLoader.class.getResource(REDISTRIBUTABLES + library.fileName());
            if (resource != null) {
                try {
                    File file = Loader.cacheResource(resource);
                    if (file != null) {
                        found.put(library, file.toPath());
                    }
                } catch (IOException e) {
                    // A full disk: what else was found may do.
                }
            }
        }
        return found;
    }

    /** Files that were found and did not load. */
    public static List<Path> broken() {
        return broken;
    }

    /** Loads what can be found; what cannot is for libtorch to miss. */
    public static void load() {
        List<Path> files = new ArrayList<>();
        find().forEach((library, file) -> {
            files.add(file);
            files.addAll(CudaSearch.companions(library, file));
        });
        broken = List.copyOf(loadAll(files, file -> System.load(file.toString())));
    }

    /**
     * Loads files that need each other, whatever their order: in passes, until a pass loads none.
     *
     * @return those that do not load
     */
    static List<Path> loadAll(List<Path> files, Consumer<Path> loading) {
        List<Path> waiting = new ArrayList<>(files);
        for (int before = -1; before != waiting.size(); ) {
            before = waiting.size();
            waiting.removeIf(file -> loads(file, loading));
        }
        return waiting;
    }

    private static boolean loads(Path file, Consumer<Path> loading) {
        try {
            loading.accept(file.toAbsolutePath());
            return true;
        } catch (UnsatisfiedLinkError e) {
            return false;
        }
    }
}
