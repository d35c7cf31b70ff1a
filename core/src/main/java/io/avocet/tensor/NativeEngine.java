package io.avocet.tensor;

import io.avocet.machine.CudaLoader;
import io.avocet.machine.NativeSettings;
import io.avocet.run.Precision;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.global.torch;

/** Loads libtorch once per process and says what it can do on this machine. */
public final class NativeEngine {
    private NativeEngine() {}

    static {
        NativeSettings.beforeTensors();
        if (CudaLoader.isCudaBuild()) {
            CudaLoader.load();
        }
        Loader.load(torch.class);
        if (!CudaLoader.isCudaBuild()) {
            NativeSettings.afterTensors(); // CUDA's part has libraries of its own, loaded only where they are needed
        }
    }

    /** Loads the native libraries, if that has not happened yet. */
    public static void start() {
        if (Pointer.maxPhysicalBytes() != 0 && "0".equals(System.getProperty(NativeSettings.PROCESS_LIMIT))) {
            throw new IllegalStateException(
                    "JavaCPP was loaded before its memory limits were lifted. Load Avocet's engine"
                            + " first, or start Java with -Dorg.bytedeco.javacpp.maxBytes=0 -D"
                            + NativeSettings.PROCESS_LIMIT
                            + "=0");
        }
    }

    /** Loads the native libraries and sets the threads of one operator; 0 leaves libtorch's own choice. */
    public static void start(int threads) {
        start();
        if (threads > 0) {
            torch.set_num_threads(threads);
        }
    }

    public static int threads() {
        start();
        return torch.get_num_threads();
    }

    /** Gives memory that is free, but kept for the next tensors, back to the system. */
    public static void trimMemory() {
        Pointer.trimMemory();
    }

    /** The fastest precision of this machine's processor that trains well: bfloat16 where it has matrix products for it. */
    public static Precision fastestCpuPrecision() {
        return hasBfloat16Products() ? Precision.BF16 : Precision.FP32;
    }

    private static boolean hasBfloat16Products() {
        Path cpuInfo = Path.of("/proc/cpuinfo");
        try {
            return Files.isReadable(cpuInfo)
                    && Files.readString(cpuInfo, StandardCharsets.ISO_8859_1)
                            .lines()
                            .filter(line -> line.startsWith("flags"))
                            .anyMatch(line -> line.contains(" avx512_bf16") || line.contains(" amx_bf16"));
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether an exception of libtorch says that an allocation failed, on the host or on the device. */
    public static boolean isOutOfMemory(Throwable failure) {
        if (failure instanceof OutOfMemoryError) {
            return true;
        }
        String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("out of memory")
                || message.contains("can't allocate memory")
                || message.contains("not enough memory")
                || message.contains("std::bad_alloc");
    }
}
