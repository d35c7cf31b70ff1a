package io.avocet.app.doctor;

import io.avocet.machine.CudaLibrary;
import io.avocet.machine.NvidiaDriver;
import io.avocet.tensor.ComputeDevice;
import io.avocet.tensor.MemoryUse;
import io.avocet.words.ByteSize;
import io.avocet.words.Count;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The GPU: build, driver, devices, and the libraries of CUDA 13. */
final class GpuChecks {
    /** The first driver that runs CUDA 13. */
    private static final int LEAST_DRIVER = 580;

    private static final String ON_THE_CPU = " Until then Avocet computes on the processor.";

    private GpuChecks() {}

    /**
     * The checks of a build without CUDA.
     *
     * @param driver of the machine, if there is one
     */
    static List<Check> withoutCuda(Optional<NvidiaDriver> driver) {
        Check build = driver.map(found -> Check.warning(
                        "build",
                        "without CUDA, and this machine has NVIDIA's driver " + found.version(),
                        "Build Avocet for the GPU, from its source: AVOCET_MAVEN_ARGS=-Pcuda ./avocet doctor"
                                + " (a download of 1.1 GB)."))
                .orElseGet(() -> Check.ok("build", "without CUDA; this machine has no driver of NVIDIA's"));
        return List.of(build);
    }

    /**
     * The checks of the CUDA build.
     *
     * @param broken files of libraries that do not load
     * @param usable GPUs that libtorch can use
     */
    static List<Check> withCuda(
            Optional<NvidiaDriver> driver, Map<CudaLibrary, Path> libraries, List<Path> broken, int usable) {
        List<Check> checks = new ArrayList<>();
        checks.add(Check.ok("build", "with CUDA 13"));
        checks.add(driver.map(GpuChecks::driver).orElseGet(GpuChecks::noDriver));
        for (CudaLibrary library : CudaLibrary.values()) {
            Path file = libraries.get(library);
            checks.add(
                    file == null
                            ? Check.problem(
                                    library.fileName(),
                                    "not found",
                                    "pip install '" + library.pythonPackage() + "', or CUDA Toolkit 13; see below.")
                            : Check.ok(library.fileName(), file.toString()));
        }
        driver.ifPresent(found -> {
            found.devices().forEach(device -> checks.add(Check.ok("device", device)));
            found.holders().forEach(holder -> checks.add(Check.ok("in use by", holder)));
        });
        broken.forEach(file -> checks.add(Check.problem(
                String.valueOf(file.getFileName()),
                "does not load: " + file,
                "It is damaged, or needs a library that is missing or of another version. Install it again.")));
        checks.add(libraries(libraries));
        checks.add(devices(usable));
        return checks;
    }

    static Check driver(NvidiaDriver driver) {
        boolean isOld = driver.branch().isPresent() && driver.branch().getAsInt() < LEAST_DRIVER;
        return isOld
                ? Check.problem(
                        "driver",
                        driver.version(),
                        "CUDA 13 needs NVIDIA's driver " + LEAST_DRIVER + " or newer. Update it." + ON_THE_CPU)
                : Check.ok("driver", driver.version());
    }

    private static Check noDriver() {
        return Check.problem(
                "driver",
                "neither /proc/driver/nvidia nor nvidia-smi reports one",
                "Install NVIDIA's driver " + LEAST_DRIVER
                        + " or newer; in a container, start it with access to the GPU." + ON_THE_CPU);
    }

    /** How to get all that is missing, in one command. */
    private static Check libraries(Map<CudaLibrary, Path> found) {
        List<CudaLibrary> missing = Arrays.stream(CudaLibrary.values())
                .filter(library -> !found.containsKey(library))
                .toList();
        if (missing.isEmpty()) {
            return Check.ok("CUDA libraries", "all " + CudaLibrary.values().length + " found");
        }
        String packages = missing.stream()
                .map(CudaLibrary::pythonPackage)
                .distinct()
                .map(name -> "'" + name + "'")
                .collect(Collectors.joining(" "));
        return Check.problem(
                "CUDA libraries",
                missing.size() + " of " + CudaLibrary.values().length + " missing",
                "Either python3 -m venv ~/cuda13 && ~/cuda13/bin/pip install " + packages
                        + " and then VIRTUAL_ENV=~/cuda13 ./avocet …, or install CUDA Toolkit 13, cuDNN 9 and NCCL 2 and let"
                        + " CUDA_HOME name the folder." + ON_THE_CPU);
    }

    private static Check devices(int usable) {
        return usable > 0
                ? Check.ok(
                        "usable",
                        Count.of(usable, "device") + "; " + ByteSize.inWords(MemoryUse.freeBytes(ComputeDevice.CUDA))
                                + " free on the first")
                : Check.problem("usable", "libtorch can use no GPU", "Fix what is listed above." + ON_THE_CPU);
    }
}
