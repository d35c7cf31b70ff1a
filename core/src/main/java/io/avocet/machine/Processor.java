package io.avocet.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * The processor of this machine.
 *
 * @param name as it calls itself; {@code unknown} where the system does not say
 * @param extensions its instruction sets, as {@code /proc/cpuinfo} names them; empty elsewhere
 */
public record Processor(String name, Set<String> extensions) {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    public Processor {
        extensions = Set.copyOf(extensions);
    }

    public static Processor ofThisMachine() {
        List<String> lines;
        try {
            lines = Files.readAllLines(CPU_INFO, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            lines = List.of();
        }
        String flags = field(lines, "flags");
        String name = field(lines, "model name");
        return new Processor(
                name.isEmpty() ? "unknown" : name, flags.isEmpty() ? Set.of() : Set.of(flags.split("\\s+", -1)));
    }

    private static String field(List<String> lines, String key) {
        return lines.stream()
                .filter(line -> line.startsWith(key) && line.contains(":"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("");
    }
}
