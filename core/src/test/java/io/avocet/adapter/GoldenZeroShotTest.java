package io.avocet.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.avocet.data.Email;
import io.avocet.data.LabelSet;
import io.avocet.eval.ClassifierAdapter;
import io.avocet.eval.Prediction;
import io.avocet.golden.Golden;
import io.avocet.run.Precision;
import io.avocet.tensor.ComputeDevice;
import io.avocet.tensor.Hardware;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Zero-shot models and rerankers against the reference, from raw emails. */
@Tag("slow")
class GoldenZeroShotTest {
    /** Absolute, of a probability: logits agree within 1e-4. */
    private static final double TOLERANCE = 1e-4;

    private static final Hardware CPU = new Hardware(ComputeDevice.CPU, Precision.FP32);

    @ParameterizedTest
    @MethodSource("batchSizes")
    void zeroShotProbabilitiesEqualTheReference(String name, int batchSize) {
        JsonNode golden = Golden.read(name, "zero_shot.json");
        try (ZeroShotAdapter adapter = new ZeroShotAdapter(
                name,
                name,
                LabelSet.CANONICAL,
                new Hypothesis(Hypothesis.DEFAULT_TEMPLATE),
                () -> Golden.folder(name),
                CPU,
                batchSize)) {
            compare(adapter, golden);
        }
    }

    /** Each network, with all pairs at once and with few of them. */
    private static Stream<Arguments> batchSizes() {
        return Golden.NLI.stream().flatMap(name -> Stream.of(Arguments.of(name, 64), Arguments.of(name, 3)));
    }

    @Test
    void rerankerScoresEqualTheReference() {
        String name = Golden.RERANKER;
        JsonNode golden = Golden.read(name, "rerank.json");
        List<String> texts = LabelSet.CANONICAL.names().stream()
                .map(label -> golden.get("descriptions").get(label).textValue())
                .toList();
        try (RerankerAdapter adapter = new RerankerAdapter(
                name, name, new LabelDescriptions(LabelSet.CANONICAL, texts), () -> Golden.folder(name), CPU, 64)) {
            compare(adapter, golden.get("emails"));
        }
    }

    private static void compare(ClassifierAdapter adapter, JsonNode cases) {
        List<Email> emails = new ArrayList<>();
        cases.forEach(row -> emails.add(
                Email.of(row.get("subject").textValue(), row.get("body").textValue())));
        adapter.load();

        List<Prediction> predictions = adapter.classify(emails);

        assertThat(predictions).hasSameSizeAs(emails).isNotEmpty();
        for (int i = 0; i < predictions.size(); i++) {
            Prediction prediction = predictions.get(i);
            assertThat(prediction.label()).isEqualTo(Golden.best(cases.get(i).get("scores")));
            for (int label = 0; label < LabelSet.CANONICAL.size(); label++) {
                String labelName = LabelSet.CANONICAL.name(label);
                assertThat(prediction.probability(label))
                        .as("email %d, %s", i, labelName)
                        .isCloseTo(cases.get(i).get("scores").get(labelName).doubleValue(), within(TOLERANCE));
            }
        }
    }
}
