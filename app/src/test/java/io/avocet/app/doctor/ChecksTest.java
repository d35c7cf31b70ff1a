package io.avocet.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.app.doctor.Check.State;
import io.avocet.machine.CudaLibrary;
import io.avocet.machine.NvidiaDriver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each check on a machine that has what it warns of. */
class ChecksTest {
    private static final NvidiaDriver DRIVER =
            new NvidiaDriver("580.95.05", List.of("NVIDIA RTX 5090, 32 GB"), List.of());

    @TempDir
    Path folder;

    @Test
    void littleMemoryIsAWarningAndTooLittleAProblem() {
        assertThat(MachineChecks.memory(16_000_000_000L, 8_000_000_000L).state())
                .isEqualTo(State.OK);
        assertThat(MachineChecks.memory(16_000_000_000L, 2_000_000_000L).state())
                .isEqualTo(State.WARNING);
        Check problem = MachineChecks.memory(2_000_000_000L, 500_000_000L);
        assertThat(problem.state()).isEqualTo(State.PROBLEM);
        assertThat(problem.found()).isEqualTo("500 MB of 2.0 GB available");
        assertThat(problem.advice()).hasValue("Fine-tuning needs 1.7 GB at least. Stop other programs that hold it.");
    }

    @Test
    void theNumberFormatsOfTheProcessorAreNamed() {
        assertThat(MachineChecks.precision(Set.of("fpu", "avx2", "avx512f", "amx_bf16"))
                        .found())
                .isEqualTo("avx2, avx512f, amx_bf16: matrix products in fp32 and bf16");
        assertThat(MachineChecks.precision(Set.of("avx2")).found()).isEqualTo("avx2: matrix products in fp32");
        assertThat(MachineChecks.precision(Set.of("sse2")).state()).isEqualTo(State.WARNING);
    }

    @Test
    void threadsThatSpinAreAWarning() {
        assertThat(MachineChecks.waiting(Map.of("OMP_WAIT_POLICY", "passive")).state())
                .isEqualTo(State.OK);
        assertThat(MachineChecks.waiting(Map.of()).found()).contains("is not set");
        assertThat(MachineChecks.waiting(Map.of("OMP_WAIT_POLICY", "ACTIVE", "GOMP_SPINCOUNT", "5000"))
                        .state())
                .isEqualTo(State.WARNING);
        assertThat(MachineChecks.waiting(Map.of("GOMP_SPINCOUNT", "5000")).found())
                .isEqualTo("spin 5000 times, then sleep (GOMP_SPINCOUNT)");
    }

    @Test
    void anEncodingThatLosesCharactersIsAWarning() {
        assertThat(ProgramChecks.encoding("file.encoding", "utf-8", "text").state())
                .isEqualTo(State.OK);
        assertThat(ProgramChecks.encoding("sun.jnu.encoding", "ANSI_X3.4-1968", "names of files")
                        .advice())
                .hasValueSatisfying(advice -> assertThat(advice).contains("LC_ALL=C.UTF-8"));
    }

    @Test
    void aSmallHeapIsAWarning() {
        assertThat(ProgramChecks.heap(1L << 30).state()).isEqualTo(State.OK);
        assertThat(ProgramChecks.heap(64L << 20).state()).isEqualTo(State.WARNING);
    }

    @Test
    void moreThreadsThanCoresAreAWarning() {
        assertThat(EngineChecks.threads(2, 2).state()).isEqualTo(State.OK);
        assertThat(EngineChecks.threads(8, 2).state()).isEqualTo(State.WARNING);
    }

    @Test
    void aLimitOfNativeMemoryIsAProblem() {
        assertThat(EngineChecks.limits(0, 0).state()).isEqualTo(State.OK);
        assertThat(EngineChecks.limits(0, 4_000_000_000L).state()).isEqualTo(State.PROBLEM);
        assertThat(EngineChecks.limits(1_000_000_000L, 0).state()).isEqualTo(State.PROBLEM);
    }

    @Test
    void theMathLibraryIsTheOneThatIsLoadedNotTheOneThatWasBuiltFor() {
        String builtForOpenBlas = "  - Build settings: BLAS_INFO=open, BUILD_TYPE=Release";
        assertThat(EngineChecks.mathLibrary(Set.of("libmkl_rt.so.2", "libopenblas.so.0"), builtForOpenBlas)
                        .found())
                .isEqualTo("MKL (libmkl_rt.so.2)");
        assertThat(EngineChecks.mathLibrary(Set.of("libopenblas.so.0"), builtForOpenBlas)
                        .state())
                .isEqualTo(State.WARNING);
        assertThat(EngineChecks.mathLibrary(Set.of(), builtForOpenBlas).found()).isEqualTo("open");
    }

    @Test
    void anEngineThatDoesNotLoadIsAProblemWithItsReason() {
        Check check = EngineChecks.broken(new UnsatisfiedLinkError("libgomp.so.1: file too short"));
        assertThat(check.state()).isEqualTo(State.PROBLEM);
        assertThat(check.found()).isEqualTo("does not load: libgomp.so.1: file too short");
        assertThat(check.advice()).isPresent();
    }

    @Test
    void aDriverWithoutTheBuildForItIsAWarning() {
        assertThat(GpuChecks.withoutCuda(Optional.empty()))
                .extracting(Check::state)
                .containsExactly(State.OK);
        Check unused = GpuChecks.withoutCuda(Optional.of(DRIVER)).get(0);
        assertThat(unused.state()).isEqualTo(State.WARNING);
        assertThat(unused.advice())
                .hasValueSatisfying(advice -> assertThat(advice).contains("AVOCET_MAVEN_ARGS=-Pcuda"));
    }

    @Test
    void theDriverOfAnOlderCudaIsAProblem() {
        assertThat(GpuChecks.driver(DRIVER).state()).isEqualTo(State.OK);
        assertThat(GpuChecks.driver(new NvidiaDriver("575.64", List.of(), List.of()))
                        .state())
                .isEqualTo(State.PROBLEM);
    }

    @Test
    void theVersionOfTheDriverIsReadFromItsFile() {
        assertThat(NvidiaDriver.version(
                        "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  580.95.05  Release Build\n"
                                + "GCC version:  gcc version 13.3.0 (Ubuntu 13.3.0-6ubuntu2~24.04)"))
                .hasValue("580.95.05");
        assertThat(NvidiaDriver.version("")).isEmpty();
    }

    @Test
    void eachMissingLibraryIsNamedAndOneCommandBringsAll() {
        Map<CudaLibrary, Path> found = new EnumMap<>(CudaLibrary.class);
        for (CudaLibrary library : CudaLibrary.values()) {
            found.put(library, Path.of("/usr/local/cuda/lib64", library.fileName()));
        }
        found.remove(CudaLibrary.CUDNN);
        found.remove(CudaLibrary.CUBLAS);
        found.remove(CudaLibrary.CUBLAS_LT);

        List<Check> checks = GpuChecks.withCuda(Optional.of(DRIVER), found, List.of(), 0);

        assertThat(checks)
                .filteredOn(check -> check.state() == State.PROBLEM)
                .extracting(Check::name)
                .containsExactly("libcublasLt.so.13", "libcublas.so.13", "libcudnn.so.9", "CUDA libraries", "usable");
        assertThat(checks)
                .filteredOn(check -> check.name().equals("CUDA libraries"))
                .singleElement()
                .satisfies(check -> assertThat(check.advice().orElseThrow())
                        .contains("pip install 'nvidia-cublas==13.*' 'nvidia-cudnn-cu13==9.*' and then")
                        .contains("CUDA_HOME"));
        assertThat(checks)
                .anyMatch(
                        check -> check.name().equals("device") && check.found().contains("RTX 5090"));
    }

    @Test
    void aLibraryThatDoesNotLoadIsNamedWithItsPlace() {
        List<Check> checks =
                GpuChecks.withCuda(Optional.empty(), Map.of(), List.of(Path.of("/opt/cuda/libcufft.so.12")), 0);

        assertThat(checks)
                .anyMatch(check -> check.state() == State.PROBLEM
                        && check.found().equals("does not load: /opt/cuda/libcufft.so.12"));
        assertThat(checks).anyMatch(check -> check.name().equals("driver") && check.state() == State.PROBLEM);
    }

    @Test
    void aFolderIsCountedWithAllBelowIt() throws IOException {
        Files.createDirectories(folder.resolve("a/b"));
        Files.write(folder.resolve("a/b/file"), new byte[1500]);

        assertThat(FolderChecks.written("own cache", folder.resolve("a"), "AVOCET_CACHE")
                        .found())
                .isEqualTo(folder.resolve("a") + ", 1.5 kB");
    }

    @Test
    void aFolderThatIsMadeWhenItIsNeededNeedNotBeThere() {
        assertThat(FolderChecks.models(folder.resolve("models")).state()).isEqualTo(State.OK);
        assertThat(FolderChecks.written("own cache", folder.resolve("none/yet"), "AVOCET_CACHE")
                        .state())
                .isEqualTo(State.OK);
    }

    @Test
    void aFileWhereAFolderIsNeededIsAProblem() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThat(FolderChecks.models(file.resolve("models")).state()).isEqualTo(State.PROBLEM);
    }

    @Test
    void aFullDiskIsAWarning() {
        assertThat(FolderChecks.freeSpace(OptionalLong.of(5_000_000_000L)).state())
                .isEqualTo(State.OK);
        assertThat(FolderChecks.freeSpace(OptionalLong.of(100_000_000L)).state())
                .isEqualTo(State.WARNING);
        assertThat(FolderChecks.freeSpace(OptionalLong.empty()).state()).isEqualTo(State.OK);
    }

    @Test
    void aMissingFileOfLabelledEmailsIsAWarningThatNamesIt() throws IOException {
        Path file = folder.resolve("email_score.jsonl");
        assertThat(FolderChecks.scoreFile(file).state()).isEqualTo(State.WARNING);
        assertThat(FolderChecks.scoreFile(file).found()).endsWith(file.toString());
        Files.writeString(file, "{}");
        assertThat(FolderChecks.scoreFile(file).state()).isEqualTo(State.OK);
    }
}
