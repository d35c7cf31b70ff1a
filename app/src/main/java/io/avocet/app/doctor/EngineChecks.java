package io.avocet.app.doctor;

import io.avocet.error.Setting;
import io.avocet.file.FileTree;
import io.avocet.run.Precision;
import io.avocet.tensor.EngineFacts;
import io.avocet.tensor.MatrixProducts;
import io.avocet.tensor.NativeEngine;
import io.avocet.words.ByteSize;
import io.avocet.words.Count;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The libtorch in this process, and a matrix product as its test. */
final class EngineChecks {
    private static final int PRODUCTS = 7;

    /** Products of 64 terms: float32 keeps seven digits, bfloat16 three or two. */
    private static final double FP32_TOLERANCE = 1e-5;

    private static final double BF16_TOLERANCE = 0.02;

    private EngineChecks() {}

    static List<Check> all(EngineFacts facts) {
        List<Check> checks = new ArrayList<>();
        checks.add(Check.ok("libtorch", "loaded; kernels for " + facts.capability()));
        checks.add(threads(facts.threads(), Runtime.getRuntime().availableProcessors()));
        checks.add(Check.ok("threads of", word(facts.parallelism(), "ATen parallel backend: (.+)")));
        checks.add(mathLibrary(facts.mathLibraries(), facts.configuration()));
        checks.add(Check.ok("built with", builtWith(facts.configuration())));
        checks.add(limits(facts.byteLimit(), facts.physicalByteLimit()));
        checks.add(nativesFolder(facts.nativesFolder()));
        checks.add(Check.ok("precision auto", NativeEngine.fastestCpuPrecision().id() + " on the processor"));
        checks.add(product(Precision.FP32, FP32_TOLERANCE));
        checks.add(product(Precision.BF16, BF16_TOLERANCE));
        return checks;
    }

    /** The one check when libtorch does not load. */
    static Check broken(Throwable failure) {
        return Check.problem(
                "libtorch",
                "does not load: " + failure.getMessage(),
                "Delete ~/.javacpp/cache, into which it is unpacked, and run again; 0.8 GB must be free there. If that"
                        + " does not help, rebuild Avocet: remove the folder target.");
    }

    static Check threads(int threads, int cores) {
        String found = threads + " in one operator, on " + Count.of(cores, "core");
        return threads <= cores
                ? Check.ok("threads", found)
                : Check.warning(
                        "threads",
                        found,
                        "More threads than cores wait for each other. Unset OMP_NUM_THREADS and MKL_NUM_THREADS.");
    }

    /** @param loaded the files of MKL and OpenBLAS in this process; MKL's answer under OpenBLAS's names too */
    static Check mathLibrary(Set<String> loaded, String configuration) {
        Optional<String> mkl =
                loaded.stream().filter(name -> name.startsWith("libmkl_rt")).findFirst();
        if (mkl.isPresent()) {
            return Check.ok("BLAS", "MKL (" + mkl.get() + ")");
        }
        return loaded.isEmpty()
                ? Check.ok("BLAS", word(configuration, "BLAS_INFO=(\\w+)"))
                : Check.warning(
                        "BLAS",
                        "OpenBLAS",
                        "Its threads and those of libtorch wait for each other. The build brings MKL on Linux x86-64: remove"
                                + " the folder target, and Avocet is rebuilt.");
    }

    private static String builtWith(String configuration) {
        return configuration
                .lines()
                .map(line -> line.strip().replaceFirst("^- ", ""))
                .filter(line -> line.contains("DNN v") || line.startsWith("OpenMP") || line.startsWith("GCC"))
                .map(line -> line.replaceFirst(" \\(Git Hash.*", ""))
                .reduce((a, b) -> a + ", " + b)
                .orElse("unknown");
    }

    static Check limits(long bytes, long physicalBytes) {
        return bytes == 0 && physicalBytes == 0
                ? Check.ok("memory limits", "JavaCPP sets none")
                : Check.problem(
                        "memory limits",
                        "JavaCPP refuses more than " + bytes + " bytes of its own, " + physicalBytes
                                + " of the process",
                        "Take org.bytedeco.javacpp.maxBytes and .maxPhysicalBytes out of AVOCET_JAVA_OPTS and"
                                + " JAVA_TOOL_OPTIONS.");
    }

    static Check nativesFolder(Path folder) {
        String found = folder + ", " + ByteSize.inWords(SystemFiles.size(folder));
        return Files.isWritable(FileTree.nearestExisting(folder))
                ? Check.ok("natives", found)
                : Check.warning(
                        "natives",
                        found + ", not writable",
                        "Another version could not be unpacked there. Let AVOCET_JAVA_OPTS set"
                                + " -Dorg.bytedeco.javacpp.cachedir to a folder of yours.");
    }

    private static Check product(Precision precision, double tolerance) {
        String name = "product " + precision.id();
        double error = MatrixProducts.error(precision);
        if (!(error <= tolerance)) { // also if it is not a number
            return Check.problem(
                    name,
                    String.format(Locale.ROOT, "wrong by %.2g of its largest value", error),
                    "The processor or the library computes wrongly. Use " + Setting.PRECISION + " "
                            + (precision == Precision.BF16 ? "fp32" : "bf16") + ", and report it.");
        }
        List<Double> rates = new ArrayList<>(MatrixProducts.gigaflops(precision, PRODUCTS));
        Collections.sort(rates);
        return Check.ok(
                name,
                String.format(
                        Locale.ROOT,
                        "right; %.0f GFLOP/s (median of %d, %.0f to %.0f)",
                        rates.get(rates.size() / 2),
                        rates.size(),
                        rates.get(0),
                        rates.get(rates.size() - 1)));
    }

    /** The first group of a pattern in a text of libtorch's. */
    static String word(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        return Optional.of(matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1).strip())
                .orElse("unknown");
    }
}
