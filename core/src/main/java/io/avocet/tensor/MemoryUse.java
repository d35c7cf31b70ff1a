package io.avocet.tensor;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.Pointer;

/** Memory of this process and of the machine, in bytes. */
public final class MemoryUse {
    private static final Path CGROUP = Path.of("/sys/fs/cgroup");
    private static final Pattern FIRST_NUMBER = Pattern.compile("\\s*(\\d+)");

    private MemoryUse() {}

    /** The most memory that this process held on the device; on the CPU its peak resident size. */
    public static long peakBytes(ComputeDevice device) {
        return device == ComputeDevice.CUDA ? CudaMemory.peakBytes() : peakResidentBytes();
    }

    /** Forgets earlier peaks of this process, where the system can: Linux, and CUDA's allocator. */
    public static void resetPeak(ComputeDevice device) {
        if (device == ComputeDevice.CUDA) {
            CudaMemory.resetPeak();
            return;
        }
        try {
            Files.writeString(Path.of("/proc/self/clear_refs"), "5");
        } catch (IOException e) {
            // Elsewhere the peak stays that of the whole process, which is never less than the true figure.
        }
    }

    /** What a new program could take on the device without pushing another out, cgroup limits counted. */
    public static long freeBytes(ComputeDevice device) {
        return device == ComputeDevice.CUDA
                ? CudaMemory.freeBytes()
                : Math.min(availableHostBytes(), freeInCgroup().orElse(Long.MAX_VALUE));
    }

    private static long peakResidentBytes() {
        return kilobytes(Path.of("/proc/self/status"), "VmHWM:").orElseGet(Pointer::physicalBytes);
    }

    private static long availableHostBytes() {
        return kilobytes(Path.of("/proc/meminfo"), "MemAvailable:").orElseGet(() -> {
            OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
            return system.getFreeMemorySize();
        });
    }

    /** What the cgroup of a container leaves; page cache that it could give back counts as free. */
    private static OptionalLong freeInCgroup() {
        OptionalLong limit = number(CGROUP.resolve("memory.max"));
        OptionalLong used = number(CGROUP.resolve("memory.current"));
        if (limit.isEmpty() || used.isEmpty()) {
            return OptionalLong.empty();
        }
        long cache = field(CGROUP.resolve("memory.stat"), "inactive_file").orElse(0);
        return OptionalLong.of(Math.max(0, limit.getAsLong() - used.getAsLong() + cache));
    }

    private static OptionalLong kilobytes(Path file, String key) {
        OptionalLong value = field(file, key);
        return value.isPresent() ? OptionalLong.of(value.getAsLong() * 1024) : value;
    }

    /** The first number behind a key at the start of a line; words such as {@code max} are none. */
    private static OptionalLong field(Path file, String key) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1)
                    .lines()
                    .filter(line -> line.startsWith(key))
                    .map(line -> FIRST_NUMBER.matcher(line.substring(key.length())))
                    .filter(Matcher::lookingAt)
                    .mapToLong(matcher -> Long.parseLong(matcher.group(1)))
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    private static OptionalLong number(Path file) {
        return field(file, "");
    }
}
