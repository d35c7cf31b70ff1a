package io.avocet.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.data.LabelSet;
import io.avocet.preflight.TrainingMemory.Batch;
import io.avocet.pretrained.ConfigFile;
import io.avocet.recipe.TrainingMethod;
import io.avocet.recipe.TrainingRecipe;
import io.avocet.recipe.TrainingSettings;
import io.avocet.run.Precision;
import io.avocet.testing.ChildProcess;
import io.avocet.testing.ChildProcesses;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class TrainingMemoryTest {
    /** Of what was counted: the estimate is made of whole layers, and the last one keeps less. */
    private static final double MOST_ABOVE = 1.2;

    private static final Pattern COUNT = Pattern.compile("total alloc (\\d+) bytes");

    @RegisterExtension
    final ChildProcesses processes = new ChildProcesses();

    @TempDir
    Path folder;

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "libtorch's flags are found by their names on Linux and macOS")
    void aTrainingHoldsNoMoreThanEstimatedAndLittleLess() throws IOException {
        CountedTrainings.writeNetworks(folder);
        Map<String, Long> counted = count();
        for (CountedTrainings.Case training : CountedTrainings.CASES) {
            long most = Objects.requireNonNull(counted.get(training.name()), training.name());
            assertThat(training.memory(folder).bytes())
                    .as("%s, counted %d", training.name(), most)
                    .isBetween(most, (long) (MOST_ABOVE * most));
        }
    }

    /** Settings of the design; 10,000 different tokens, and a text as long as the model reads. */
    @Test
    void bgeM3TakesLessThanSixBillionBytes() throws IOException {
        assertThat(memory("bge-m3", Precision.FP16, 10_000, 512).bytes()).isLessThan(6_000_000_000L);
    }

    @Test
    void theEmbeddingsOfTokensThatOccurNowhereTakeNothing() throws IOException {
        long few = memory("bge-m3", Precision.FP16, 1_000, 512).bytes();
        long more = memory("bge-m3", Precision.FP16, 2_000, 512).bytes();
        int hiddenSize = 1024;
        assertThat(more - few).isEqualTo(1_000L * hiddenSize * 4 * Float.BYTES);
    }

    @Test
    void longerTextsTakeMore() throws IOException {
        assertThat(memory("deberta-small", Precision.FP32, 1_000, 512).bytes())
                .isGreaterThan(
                        2 * memory("deberta-small", Precision.FP32, 1_000, 128).bytes());
    }

    private TrainingMemory memory(String model, Precision precision, int vocabulary, int tokens) throws IOException {
        try (InputStream config =
                Objects.requireNonNull(getClass().getResourceAsStream("/io/avocet/shapes/" + model + ".json"))) {
            Files.write(folder.resolve("config.json"), config.readAllBytes());
        }
        TrainingRecipe recipe = TrainingRecipe.of(model);
        TrainingSettings settings = new TrainingSettings(
                recipe.epochs(),
                recipe.batchSize(),
                recipe.accumulationSteps(),
                recipe.learningRate(),
                precision,
                recipe.gradientCheckpointing(),
                recipe.maxTokens(),
                1,
                TrainingMethod.STANDARD);
        return new TrainingMemory(
                ConfigFile.read(folder).config(),
                settings,
                LabelSet.CANONICAL.size(),
                vocabulary,
                new Batch(recipe.batchSize(), tokens));
    }

    /** The most bytes of tensors at once, of each case by its name. */
    private Map<String, Long> count() {
        ChildProcess.Ended ended =
                processes.java(CountedTrainings.class, folder.toString()).end();
        Map<String, Long> most = new HashMap<>();
        String name = "";
        for (String line : ended.err().lines().toList()) {
            Matcher count = COUNT.matcher(line);
            if (count.find()) {
                most.merge(name, Long.parseLong(count.group(1)), Math::max);
            } else {
                name = line;
            }
        }
        assertThat(ended.code()).as(name).isZero();
        return most;
    }
}
