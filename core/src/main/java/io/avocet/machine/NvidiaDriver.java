package io.avocet.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * NVIDIA's driver, as it reports itself.
 *
 * @param version such as {@code 580.95.05}
 * @param devices name and memory of each GPU, a line each
 * @param holders process, name and memory of each program that computes on one, a line each
 */
public record NvidiaDriver(String version, List<String> devices, List<String> holders) {
    private static final Path VERSION_FILE = Path.of("/proc/driver/nvidia/version");
    private static final Pattern VERSION = Pattern.compile("\\b(\\d{3,4}\\.\\d+(?:\\.\\d+)?)\\b");
    private static final long TIMEOUT_SECONDS = 20;

    public NvidiaDriver {
        devices = List.copyOf(devices);
        holders = List.copyOf(holders);
    }

    /** The driver of this machine, if it has one that answers. */
    public static Optional<NvidiaDriver> find() {
        Optional<String> version = version(versionFile())
                .or(() -> query("--query-gpu=driver_version").stream().findFirst());
        return version.map(found ->
                new NvidiaDriver(found, query("--query-gpu=name,memory.total,memory.free,compute_cap"), holdersNow()));
    }

    /** Process, name and memory of each program that computes on a GPU now, a line each; none if none is reported. */
    public static List<String> holdersNow() {
        return query("--query-compute-apps=pid,process_name,used_memory");
    }

    private static String versionFile() {
        try {
            return Files.readString(VERSION_FILE, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    /** The first version number in what the driver's file says. */
    public static Optional<String> version(String text) {
        Matcher matcher = VERSION.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** The number before the first dot. */
    public OptionalInt branch() {
        String digits = version.replaceFirst("\\..*", "");
        return digits.matches("\\d{1,5}") ? OptionalInt.of(Integer.parseInt(digits)) : OptionalInt.empty();
    }

    private static List<String> query(String what) {
        try {
            Process process = new ProcessBuilder("nvidia-smi", what, "--format=csv,noheader")
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return List.of();
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.exitValue() == 0
                    ? Arrays.stream(output.split("\n", -1))
                            .map(String::strip)
                            .filter(line -> !line.isEmpty())
                            .toList()
                    : List.of();
        } catch (IOException e) {
            return List.of(); // there is no such program
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }
}
