package io.avocet.app.doctor;

import com.sun.management.OperatingSystemMXBean;
import io.avocet.hub.ByteSize;
import io.avocet.tensor.ComputeDevice;
import io.avocet.tensor.MemoryUse;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The system, the processor and the memory. */
final class MachineChecks {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
    private static final List<String> EXTENSIONS = List.of("avx2", "avx512f", "avx512_bf16", "amx_bf16");

    /** Enough for {@code mini}, with the engine. */
    private static final long LEAST_MEMORY = 1_500_000_000;

    /** Enough for {@code deberta-small} in bf16. */
    private static final long GOOD_MEMORY = 3_000_000_000L;

    private MachineChecks() {}

    static List<Check> all(Map<String, String> environment) {
        List<Check> checks = new ArrayList<>();
        checks.add(Check.ok(
                "system",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                        + System.getProperty("os.arch")));
        int cores = Runtime.getRuntime().availableProcessors();
        checks.add(Check.ok(
                "processor",
                SystemFiles.field(CPU_INFO, "model name").orElse("of a kind that the system does not name") + ", "
                        + (cores == 1 ? "1 core" : cores + " cores") + " for this process"));
        SystemFiles.field(CPU_INFO, "flags").ifPresent(flags -> checks.add(extensions(flags)));
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        checks.add(memory(system.getTotalMemorySize(), MemoryUse.freeBytes(ComputeDevice.CPU)));
        checks.add(waiting(environment.getOrDefault("OMP_WAIT_POLICY", "")));
        return checks;
    }

    /** @param flags words of {@code /proc/cpuinfo} */
    static Check extensions(String flags) {
        Set<String> words = Set.of(flags.split("\\s+", -1));
        List<String> found = EXTENSIONS.stream().filter(words::contains).toList();
        boolean hasBf16 = words.contains("avx512_bf16") || words.contains("amx_bf16");
        String text = String.join(", ", found) + ": matrix products in fp32" + (hasBf16 ? " and bf16" : "");
        return words.contains("avx2")
                ? Check.ok("precision", text)
                : Check.warning(
                        "precision", "no avx2", "Training will take many times longer than on a newer processor.");
    }

    static Check memory(long total, long free) {
        String found = ByteSize.inWords(free) + " of " + ByteSize.inWords(total) + " available";
        if (free < LEAST_MEMORY) {
            return Check.problem(
                    "memory",
                    found,
                    "Fine-tuning needs " + ByteSize.inWords(LEAST_MEMORY)
                            + " at least. Stop other programs that hold it.");
        }
        return free >= GOOD_MEMORY
                ? Check.ok("memory", found)
                : Check.warning(
                        "memory",
                        found,
                        "This is enough for mini; deberta-small needs about " + ByteSize.inWords(GOOD_MEMORY)
                                + ". Stop other programs that hold it.");
    }

    static Check waiting(String policy) {
        return policy.equalsIgnoreCase("PASSIVE")
                ? Check.ok("waiting threads", "sleep (OMP_WAIT_POLICY)")
                : Check.warning(
                        "waiting threads",
                        "may spin (OMP_WAIT_POLICY is " + (policy.isEmpty() ? "not set" : policy) + ")",
                        "On a machine that does other work too this makes training slow. Start Avocet with ./avocet, or"
                                + " set OMP_WAIT_POLICY=PASSIVE.");
    }
}
