package io.avocet.app.doctor;

import com.sun.management.OperatingSystemMXBean;
import io.avocet.machine.Processor;
import io.avocet.tensor.ComputeDevice;
import io.avocet.tensor.MemoryUse;
import io.avocet.words.ByteSize;
import io.avocet.words.Count;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The system, the processor and the memory. */
final class MachineChecks {
    private static final List<String> EXTENSIONS = List.of("avx2", "avx512f", "avx512_bf16", "amx_bf16");

    /** What {@code minilm} takes on the demonstration emails, with the engine and the bag of words. */
    private static final long LEAST_MEMORY = 1_700_000_000;

    /** Enough for {@code deberta-small} in bf16. */
    private static final long GOOD_MEMORY = 3_000_000_000L;

    private MachineChecks() {}

    static List<Check> all(Map<String, String> environment) {
        List<Check> checks = new ArrayList<>();
        checks.add(Check.ok(
                "system",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                        + System.getProperty("os.arch")));
        Processor processor = Processor.ofThisMachine();
        int cores = Runtime.getRuntime().availableProcessors();
        checks.add(Check.ok("processor", processor.name() + ", " + Count.of(cores, "core") + " for this process"));
        if (!processor.extensions().isEmpty()) {
            checks.add(precision(processor.extensions()));
        }
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        checks.add(memory(system.getTotalMemorySize(), MemoryUse.freeBytes(ComputeDevice.CPU)));
        checks.add(waiting(environment));
        return checks;
    }

    static Check precision(Set<String> extensions) {
        List<String> found = EXTENSIONS.stream().filter(extensions::contains).toList();
        boolean hasBf16 = extensions.contains("avx512_bf16") || extensions.contains("amx_bf16");
        String text = String.join(", ", found) + ": matrix products in fp32" + (hasBf16 ? " and bf16" : "");
        return extensions.contains("avx2")
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
                        "This is enough for minilm; deberta-small needs about " + ByteSize.inWords(GOOD_MEMORY)
                                + ". Stop other programs that hold it.");
    }

    /** What the threads of an operator do while they wait for each other. */
    static Check waiting(Map<String, String> environment) {
        String policy = environment.getOrDefault("OMP_WAIT_POLICY", "");
        String spins = environment.getOrDefault("GOMP_SPINCOUNT", "");
        if (policy.equalsIgnoreCase("PASSIVE")) {
            return Check.ok("waiting threads", "sleep (OMP_WAIT_POLICY)");
        }
        if (policy.isEmpty() && !spins.isEmpty()) {
            return Check.ok("waiting threads", "spin " + spins + " times, then sleep (GOMP_SPINCOUNT)");
        }
        return Check.warning(
                "waiting threads",
                "may spin (OMP_WAIT_POLICY is " + (policy.isEmpty() ? "not set" : policy) + ")",
                "On a machine that does other work too this makes training slow. Start Avocet with ./avocet, or set"
                        + " OMP_WAIT_POLICY=PASSIVE.");
    }
}
