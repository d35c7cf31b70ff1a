package io.avocet.tensor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.global.torch;

/**
 * What libtorch is and uses on this machine.
 *
 * @param threads of one operator
 * @param capability the instructions that its kernels use, such as {@code AVX512}
 * @param configuration how it was built and what it calls, in its own words
 * @param parallelism which threads it uses, in its own words
 * @param mathLibraries the files of MKL and OpenBLAS in this process; empty where the system does not say
 * @param byteLimit JavaCPP's limit of native memory in bytes; 0 is none
 * @param physicalByteLimit JavaCPP's limit of the process in bytes; 0 is none
 * @param nativesFolder where JavaCPP unpacks native libraries
 * @param cudaDevices GPUs that it can use
 */
public record EngineFacts(
        int threads,
        String capability,
        String configuration,
        String parallelism,
        Set<String> mathLibraries,
        long byteLimit,
        long physicalByteLimit,
        Path nativesFolder,
        int cudaDevices) {
    private static final Pattern MATH_LIBRARY = Pattern.compile("/(lib(?:mkl|openblas)[^/ ]*)$");

    public EngineFacts {
        mathLibraries = Set.copyOf(mathLibraries);
    }

    /**
     * Loads libtorch, if that has not happened yet, and queries it.
     *
     * @throws LinkageError if it does not load
     */
    public static EngineFacts read() throws IOException {
        NativeEngine.start();
        try (TensorScope scope = new TensorScope()) {
            return new EngineFacts(
                    NativeEngine.threads(),
                    torch.get_cpu_capability().getString(),
                    torch.show_config().getString(),
                    torch.get_parallel_info().getString(),
                    mathLibrariesInMemory(),
                    Pointer.maxBytes(),
                    Pointer.maxPhysicalBytes(),
                    Loader.getCacheDir().toPath(),
                    torch.cuda_is_available() ? (int) torch.cuda_device_count() : 0);
        }
    }

    private static Set<String> mathLibrariesInMemory() {
        Set<String> libraries = new TreeSet<>();
        for (String line : lines(Path.of("/proc/self/maps"))) {
            MATH_LIBRARY.matcher(line).results().forEach(result -> libraries.add(result.group(1)));
        }
        return libraries;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return List.of();
        }
    }
}
