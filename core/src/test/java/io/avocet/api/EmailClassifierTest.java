package io.avocet.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.avocet.adapter.FineTunedModel;
import io.avocet.eval.Prediction;
import io.avocet.golden.Golden;
import io.avocet.golden.GoldenCopy;
import io.avocet.run.DeviceChoice;
import io.avocet.run.Precision;
import io.avocet.run.PrecisionChoice;
import io.avocet.tensor.Hardware;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailClassifierTest {
    /** Batches of other emails add up in another order. */
    private static final double TOLERANCE = 1e-6;

    private static final String CALIBRATION = """
            {"calibration": {"temperature": 2.0, "rows": 50, "before": {"log_loss": 1, "ece": 0.2},
             "after": {"log_loss": 0.5, "ece": 0.1}, "target_accuracy": 0.95,
             "decided": {"threshold": %s, "coverage": 0.5, "accuracy": 1.0}}}""";

    private static final List<Email> EMAILS = IntStream.range(0, 40)
            .mapToObj(i -> new Email("Interview " + i, "word " + "offer ".repeat(i % 7)))
            .toList();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {Golden.BERT, Golden.DEBERTA})
    void theResultsAreThoseOfTheProgram(String model) {
        try (EmailClassifier classifier = EmailClassifier.open(Golden.folder(model));
                FineTunedModel program = load(Golden.folder(model))) {
            List<Classification> results = classifier.classify(EMAILS);
            List<Prediction> expected = program.classify(EMAILS.stream()
                    .map(email -> new io.avocet.data.Email(email.subject(), email.body()))
                    .toList());
            assertThat(classifier.labels()).isEqualTo(program.labels().names());
            assertThat(results).hasSameSizeAs(EMAILS);
            for (int i = 0; i < results.size(); i++) {
                Classification result = results.get(i);
                assertThat(result.label()).isEqualTo(expected.get(i).label());
                assertThat(result.confidence()).isEqualTo(result.probabilities().get(result.label()));
                assertThat(result.probabilities().keySet()).containsExactlyElementsOf(classifier.labels());
                assertThat(values(result)).containsExactly(expected.get(i).probabilities(), within(TOLERANCE));
                assertThat(result.unsure()).isFalse();
            }
        }
    }

    private static FineTunedModel load(Path model) {
        return FineTunedModel.load(model, Hardware.choose(DeviceChoice.AUTO, PrecisionChoice.AUTO, Precision.FP16), 32);
    }

    private static double[] values(Classification result) {
        return result.probabilities().values().stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    @Test
    void probabilitiesAreCalibratedAndALowOneIsUnsure() throws IOException {
        Path model = GoldenCopy.of(Golden.BERT, folder.resolve("m")).folder();
        double own = only(model).confidence();

        Files.writeString(model.resolve("training_info.json"), CALIBRATION.replace("%s", "0.99"));
        Classification unsure = only(model);
        Files.writeString(model.resolve("training_info.json"), CALIBRATION.replace("%s", "0.01"));
        Classification sure = only(model);

        assertThat(unsure.confidence()).isLessThan(own).isEqualTo(sure.confidence());
        assertThat(unsure.unsure()).isTrue();
        assertThat(sure.unsure()).isFalse();
    }

    private static Classification only(Path model) {
        try (EmailClassifier classifier = EmailClassifier.open(model)) {
            return classifier.classify(EMAILS.subList(0, 1)).get(0);
        }
    }

    @Test
    void manyThreadsGetWhatOneGets() {
        ClassifierOptions small =
                ClassifierOptions.DEFAULT.withBatchSize(1); // groups of 16: each call takes several turns
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try (EmailClassifier classifier = EmailClassifier.open(Golden.folder(Golden.BERT), small)) {
            List<Classification> alone = classifier.classify(EMAILS);
            List<CompletableFuture<List<Classification>>> calls = new ArrayList<>();
            for (int call = 0; call < 24; call++) {
                List<Email> emails = EMAILS.subList(call, EMAILS.size());
                calls.add(CompletableFuture.supplyAsync(() -> classifier.classify(emails), callers));
            }
            for (int call = 0; call < calls.size(); call++) {
                List<Classification> results = calls.get(call).join();
                assertThat(results).hasSize(EMAILS.size() - call);
                for (int i = 0; i < results.size(); i++) {
                    assertThat(values(results.get(i))).containsExactly(values(alone.get(call + i)), within(TOLERANCE));
                }
            }
        } finally {
            callers.shutdown();
        }
    }

    @Test
    void noEmailsHaveNoResults() {
        try (EmailClassifier classifier = EmailClassifier.open(Golden.folder(Golden.BERT))) {
            assertThat(classifier.classify(List.of())).isEmpty();
        }
    }

    @Test
    void aClosedClassifierSaysSo() {
        EmailClassifier classifier = EmailClassifier.open(Golden.folder(Golden.BERT));
        classifier.close();
        classifier.close();

        assertThatThrownBy(() -> classifier.classify(EMAILS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(Golden.BERT)
                .hasMessageContaining("is closed");
    }

    @Test
    void closingWaitsForTheCallsAtWork() {
        ExecutorService callers = Executors.newFixedThreadPool(4);
        try (EmailClassifier classifier = EmailClassifier.open(Golden.folder(Golden.BERT))) {
            List<CompletableFuture<Integer>> calls = IntStream.range(0, 4)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> sizeOrClosed(classifier), callers))
                    .toList();
            classifier.close();
            assertThat(calls).allSatisfy(call -> assertThat(call.join()).isIn(EMAILS.size(), -1));
        } finally {
            callers.shutdown();
        }
    }

    private static int sizeOrClosed(EmailClassifier classifier) {
        try {
            return classifier.classify(EMAILS).size();
        } catch (IllegalStateException e) {
            return -1;
        }
    }

    @Test
    void aMissingFolderIsNamed() {
        assertThatThrownBy(() -> EmailClassifier.open(folder.resolve("none")))
                .isInstanceOf(AvocetException.class)
                .hasMessageContaining(folder.resolve("none").toString())
                .hasMessageContaining("trained model");
    }

    @Test
    void aFolderWithoutAModelIsNamed() {
        assertThatThrownBy(() -> EmailClassifier.open(folder))
                .isInstanceOf(AvocetException.class)
                .hasMessageContaining(folder.resolve("config.json").toString());
    }

    @Test
    void aDamagedModelIsNamed() throws IOException {
        Path model = GoldenCopy.of(Golden.BERT, folder.resolve("m")).folder();
        byte[] weights = Files.readAllBytes(model.resolve("model.safetensors"));
        Files.write(model.resolve("model.safetensors"), java.util.Arrays.copyOf(weights, weights.length / 2));

        assertThatThrownBy(() -> EmailClassifier.open(model))
                .isInstanceOf(AvocetException.class)
                .hasMessageContaining("model.safetensors");
    }

    @Test
    void probabilitiesThatAreNoNumbersAreRefused() throws IOException {
        Path model = GoldenCopy.of(Golden.BERT, folder.resolve("m"))
                .firstWeight("classifier.bias", Float.NaN)
                .folder();
        try (EmailClassifier classifier = EmailClassifier.open(model)) {
            assertThatThrownBy(() -> classifier.classify(EMAILS))
                    .isInstanceOf(AvocetException.class)
                    .hasMessageContaining("not numbers");
        }
    }

    @Test
    void optionsOutOfRangeAreNamed() {
        assertThatThrownBy(() -> ClassifierOptions.DEFAULT.withThreads(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("threads is -1. Allowed: 1 or more, or 0 for all cores.");
        assertThatThrownBy(() -> ClassifierOptions.DEFAULT.withBatchSize(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("batchSize is 0. Allowed: 1 or more.");
    }
}
