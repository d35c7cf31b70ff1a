package io.avocet.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.api.EmailClassifier;
import io.avocet.data.Email;
import io.avocet.data.LabelSet;
import io.avocet.eval.ClassifierAdapter;
import io.avocet.golden.Golden;
import io.avocet.run.Precision;
import io.avocet.tensor.ComputeDevice;
import io.avocet.tensor.Hardware;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Unloading gives the memory of a model back. */
@Tag("slow")
@EnabledOnOs(value = OS.LINUX, disabledReason = "the resident size is read from /proc")
class NativeMemoryTest {
    private static final Hardware CPU = new Hardware(ComputeDevice.CPU, Precision.FP32);
    private static final List<Email> EMAILS = IntStream.range(0, 4)
            .mapToObj(i -> new Email("Interview " + i, "word ".repeat(10 * i)))
            .toList();

    private static final int WARM_ROUNDS = 5;
    private static final int ROUNDS = 20;

    /**
     * For some rounds in a row the collector holds megabytes of its own, so the least of these rounds counts; four of them
     * were once all high.
     */
    private static final int ROUNDS_LOOKED_AT = 6;

    /** The checkpoints are tiny, so that one load more or less would hardly show. */
    private static final int LOADS_OF_A_ROUND = 4;

    /**
     * What the JVM keeps for its compiled code, and a step of malloc's; measured: 1.1 MB alone, 4.3 MB after all other tests,
     * 10.5 MB on a busy machine.
     * Tokenizers left behind by 10 rounds are 70 MB.
     */
    private static final long TOLERANCE_KB = 20 * 1024;

    @ParameterizedTest
    @ValueSource(strings = {Golden.DEBERTA, Golden.MODERNBERT})
    void aFineTunedModelLeavesNothing(String name) throws IOException {
        Path checkpoint = Golden.folder(name);
        requireNoGrowth(new FineTunedAdapter("m", "m", () -> FineTunedModel.load(checkpoint, CPU, 8)));
    }

    @Test
    void aZeroShotModelLeavesNothing() throws IOException {
        Path checkpoint = Golden.folder(Golden.DEBERTA_NLI);
        Hypothesis hypothesis = new Hypothesis(Hypothesis.DEFAULT_TEMPLATE);
        requireNoGrowth(new ZeroShotAdapter("m", "m", LabelSet.CANONICAL, hypothesis, () -> checkpoint, CPU, 8));
    }

    @Test
    void aClassifierOfTheLibraryLeavesNothing() throws IOException {
        List<io.avocet.api.Email> emails = EMAILS.stream()
                .map(email -> new io.avocet.api.Email(email.subject(), email.body()))
                .toList();
        requireNoGrowth(() -> {
            try (EmailClassifier classifier = EmailClassifier.open(Golden.folder(Golden.DEBERTA))) {
                classifier.classify(emails);
            }
        });
    }

    private static void requireNoGrowth(ClassifierAdapter adapter) throws IOException {
        requireNoGrowth(() -> {
            adapter.load();
            adapter.classify(EMAILS);
            adapter.unload();
        });
    }

    private static void requireNoGrowth(Runnable loadAndUnload) throws IOException {
        long[] residentKb = new long[ROUNDS + 1];
        for (int round = 1; round <= ROUNDS; round++) {
            for (int load = 1; load <= LOADS_OF_A_ROUND; load++) {
                loadAndUnload.run();
            }
            residentKb[round] = residentKilobytes();
        }
        assertThat(least(residentKb, ROUNDS - ROUNDS_LOOKED_AT + 1) - least(residentKb, WARM_ROUNDS))
                .as(() -> Arrays.toString(residentKb))
                .isLessThan(TOLERANCE_KB);
    }

    private static long least(long[] residentKb, int from) {
        return Arrays.stream(residentKb, from, from + ROUNDS_LOOKED_AT).min().orElseThrow();
    }

    private static long residentKilobytes() throws IOException {
        System.gc(); // heap that is only not collected yet is no leak
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
