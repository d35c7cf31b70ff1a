package io.avocet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.avocet.Console;
import io.avocet.Console.Result;
import io.avocet.golden.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("slow")
class ClassifyGoldenTest {
    /** Absolute: two orders of summation of a few hundred float32 products differ by less. */
    private static final double FLOAT32_TOLERANCE = 1e-4;

    /** Absolute: products of 8-bit mantissas, 2^-9 wrong each, add up to about that in a probability of 0.1 to 0.2. */
    private static final double BFLOAT16_TOLERANCE = 2e-3;

    @TempDir
    Path home;

    @ParameterizedTest
    @MethodSource("batchSizes")
    void probabilitiesEqualTheReferenceInInputOrder(String model, int batchSize) throws IOException {
        compare(model, batchSize, "fp32", FLOAT32_TOLERANCE);
    }

    @ParameterizedTest
    @MethodSource("batchSizes")
    void bfloat16ChangesNoLabel(String model, int batchSize) throws IOException {
        compare(model, batchSize, "bf16", BFLOAT16_TOLERANCE);
    }

    /** Each network, with all emails at once and with few of them. */
    private static Stream<Arguments> batchSizes() {
        return Golden.CLASSIFIERS.stream().flatMap(name -> Stream.of(Arguments.of(name, 32), Arguments.of(name, 3)));
    }

    private void compare(String model, int batchSize, String precision, double tolerance) throws IOException {
        JsonNode golden = Golden.read(model, "classify.json");
        List<String> rows = new ArrayList<>();
        golden.forEach(email -> rows.add(email.toString()));
        Path input = Files.write(home.resolve("emails.jsonl"), rows);

        Result result = new Console(home)
                .run(
                        "classify",
                        "--model",
                        Golden.folder(model).toString(),
                        "--input",
                        input.toString(),
                        "--json",
                        "--precision",
                        precision,
                        "--device",
                        "cpu",
                        "--threads",
                        "1",
                        "--batch-size",
                        Integer.toString(batchSize));

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.err().strip())
                .isEqualTo("1 email with nothing to read but the subject; the label is from the subject alone.");
        assertThat(result.outLines()).hasSameSizeAs(rows);
        for (int i = 0; i < rows.size(); i++) {
            JsonNode row = result.json().get(i);
            JsonNode expected = golden.get(i);
            assertThat(row.get("subject")).isEqualTo(expected.get("subject"));
            assertThat(row.get("label").textValue()).isEqualTo(Golden.best(expected.get("probabilities")));
            assertThat(row.get("probabilities")).hasSize(10);
            expected.get("probabilities")
                    .properties()
                    .forEach(label -> assertThat(
                                    row.get("probabilities").get(label.getKey()).doubleValue())
                            .isCloseTo(label.getValue().doubleValue(), within(tolerance)));
            assertThat(row.get("confidence"))
                    .isEqualTo(row.get("probabilities").get(row.get("label").textValue()));
        }
    }
}
