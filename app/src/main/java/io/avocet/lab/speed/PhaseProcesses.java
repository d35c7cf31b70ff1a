package io.avocet.lab.speed;

import io.avocet.error.UserError;
import io.avocet.run.RunCancelled;
import io.avocet.run.RunListener;
import io.avocet.supervisor.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs phases one after the other, each in a process of its own. */
final class PhaseProcesses {
    private static final long LOOK_MILLIS = 100;
    private static final String ERROR = "Error: ";

    /** Exit code of a process that the system kills, as it does when memory runs out. */
    private static final int KILLED = 137;

    private final ChildJvm childJvm;
    private final RunListener listener;

    PhaseProcesses(ChildJvm childJvm, RunListener listener) {
        this.childJvm = childJvm;
        this.listener = listener;
    }

    /** A phase in a process that prints its result. */
    PhaseResult run(PhaseRequest request) throws IOException {
        Path talk = request.folder().resolve("talk.txt");
        Process process = start(request.arguments(), talk);
        List<String> lines = linesOf(process);
        if (process.exitValue() != 0 || lines.isEmpty()) {
            return notMeasured(request.phase(), process.exitValue(), talk);
        }
        return PhaseResult.of(request.phase(), Timings.ofJson(lines.get(lines.size() - 1)));
    }

    /**
     * Milliseconds from the start of a process to its first prediction, for each of so many processes after one that unpacks
     * and caches what all of them need.
     *
     * @param oneEmail a file with one email
     */
    PhaseResult startUp(PhaseRequest request, Path oneEmail) throws IOException {
        Path talk = request.folder().resolve("talk.txt");
        List<String> arguments = new ArrayList<>(
                List.of("classify", "--model=" + request.checkpoint(), "--input=" + oneEmail, "--json"));
        arguments.addAll(request.computeArguments());
        List<Double> millis = new ArrayList<>();
        long peak = 0;
        for (int repeat = -1; repeat < request.repeats(); repeat++) {
            long start = System.nanoTime();
            Process process = start(arguments, talk);
            try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
                String prediction = out.readLine();
                double passed = (System.nanoTime() - start) / 1e6;
                peak = Math.max(peak, peakBytes(process));
                await(process);
                if (prediction == null || process.exitValue() != 0) {
                    return notMeasured(request.phase(), process.exitValue(), talk);
                }
                if (repeat >= 0) {
                    millis.add(passed);
                }
            }
        }
        return PhaseResult.of(
                request.phase(),
                new Timings(
                        millis,
                        0,
                        request.compute().device().toString(),
                        request.compute().precision().toString(),
                        request.compute().threads(),
                        peak));
    }

    /** Its standard output is a pipe to this process; what it says goes to a file. */
    private Process start(List<String> arguments, Path talk) throws IOException {
        Process process =
                childJvm.command(arguments).redirectError(talk.toFile()).start();
        process.getOutputStream().close();
        return process;
    }

    private List<String> linesOf(Process process) throws IOException {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            await(process);
            return out.lines().toList();
        }
    }

    /** Waits for the end; a stop that is asked for ends the process. */
    private void await(Process process) {
        try {
            while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                if (listener.isCancelled()) {
                    process.destroy();
                    process.waitFor();
                    throw new RunCancelled("Stopped. Nothing that was made for the measurement is left.");
                }
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new RunCancelled("Stopped.");
        }
    }

    /** What Linux reports of a process that still runs, or is about to end; 0 elsewhere. */
    private static long peakBytes(Process process) {
        try {
            return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    private static PhaseResult notMeasured(Phase phase, int exitCode, Path talk) throws IOException {
        List<String> said = Files.readAllLines(talk);
        String reason = said.stream()
                .filter(line -> line.startsWith(ERROR))
                .map(line -> line.substring(ERROR.length()))
                .findFirst()
                .orElse("exit code " + exitCode + (said.isEmpty() ? "" : ": " + said.get(said.size() - 1)));
        if (exitCode == KILLED) {
            return PhaseResult.tooLarge(phase, "the system killed it, most likely because memory ran out");
        }
        return exitCode == UserError.Kind.OUT_OF_MEMORY.exitCode()
                ? PhaseResult.tooLarge(phase, reason)
                : PhaseResult.failed(phase, reason);
    }
}
