package io.avocet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.avocet.Console;
import io.avocet.Console.Result;
import io.avocet.eval.Temperature;
import io.avocet.golden.Golden;
import io.avocet.golden.GoldenCopy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code classify} makes of the calibration in {@code training_info.json}. */
class ClassifyConfidenceTest {
    private static final int USAGE = 2;
    private static final Temperature TEMPERATURE = new Temperature(0.25);
    private static final double ROUNDING = 1e-9;

    @TempDir
    Path home;

    private double[] own = {};

    @BeforeEach
    void trainAModel() throws IOException {
        GoldenCopy.of(Golden.DEBERTA, home.resolve("models/mine"));
        Files.writeString(
                home.resolve("emails.jsonl"),
                "{\"subject\": \"Hello\", \"body\": \"b\"}\n{\"subject\": \"Your offer\", \"body\": \"Welcome aboard\"}\n");
        own = confidences(classify("--json"));
        calibrate(0.5);
    }

    @Test
    void confidenceAndProbabilitiesAreCalibratedAndLabelsStay() throws IOException {
        List<JsonNode> raw = classify("--json", "--raw").json();
        List<JsonNode> calibrated = classify("--json").json();
        for (int i = 0; i < raw.size(); i++) {
            double[] expected = TEMPERATURE.applyTo(probabilities(raw.get(i)));
            assertThat(probabilities(calibrated.get(i))).containsExactly(expected, within(ROUNDING));
            assertThat(calibrated.get(i).get("label")).isEqualTo(raw.get(i).get("label"));
            assertThat(calibrated.get(i).get("confidence").doubleValue())
                    .isNotCloseTo(raw.get(i).get("confidence").doubleValue(), within(0.001));
        }
    }

    @Test
    void rawIsWhatTheNetworkGivesAndNeverUnsureByItself() throws IOException {
        calibrate(1);
        Result result = classify("--json", "--raw");
        assertThat(confidences(result)).containsExactly(own);
        assertThat(result.out()).doesNotContain("unsure");
        assertThat(classify("--json", "--raw", "--unsure-below", "1").out()).contains("\"unsure\":true");
    }

    @Test
    void anEmailBelowTheThresholdIsUnsureAndCounted() throws IOException {
        double[] calibrated = confidences(classify("--json", "--unsure-below", "0"));
        double between = (calibrated[0] + calibrated[1]) / 2;
        boolean firstIsSurer = calibrated[0] > calibrated[1];
        calibrate(between);

        Result result = classify("--json");
        for (int i = 0; i < 2; i++) {
            assertThat(result.json().get(i).has("unsure")).isEqualTo((i == 0) != firstIsSurer);
        }
        assertThat(result.err())
                .contains(String.format(Locale.ROOT, "1 email is unsure: the confidence is below %.3f.", between));
        List<String> table = classify().outLines();
        assertThat(table.get(firstIsSurer ? 1 : 2)).containsPattern("[0-9]%  [HY]");
        assertThat(table.get(firstIsSurer ? 2 : 1)).containsPattern("[0-9]%\\? [HY]");
    }

    @Test
    void anotherThresholdTakesThePlaceOfTheModelsAndZeroIsNone() throws IOException {
        calibrate(1);
        assertThat(classify("--json").err()).contains("2 emails are unsure: the confidence is below 1.000.");
        Result none = classify("--json", "--unsure-below", "0");
        assertThat(none.out() + none.err()).doesNotContain("unsure");
    }

    @Test
    void aModelWithoutAThresholdIsNeverUnsure() throws IOException {
        Files.writeString(home.resolve("models/mine/training_info.json"), calibration(""));
        Result result = classify("--json");
        assertThat(result.out() + result.err()).doesNotContain("unsure");
    }

    @Test
    void aThresholdThatIsNoConfidenceIsRefused() {
        for (String value : new String[] {"1.1", "-0.1", "NaN"}) {
            Result result = classify("--unsure-below", value);
            assertThat(result.err()).contains("--unsure-below is " + value + ". Allowed: 0 to 1.");
            assertThat(result.exitCode()).isEqualTo(USAGE);
        }
    }

    @Test
    void aDamagedCalibrationIsRefused() throws IOException {
        Files.writeString(
                home.resolve("models/mine/training_info.json"), calibration("").replace("0.25", "25"));
        assertThat(classify().err()).contains("calibration.temperature is 25.0; allowed is 0.1 to 10.0");
    }

    private void calibrate(double threshold) throws IOException {
        Files.writeString(
                home.resolve("models/mine/training_info.json"),
                calibration(", \"decided\": {\"threshold\": " + threshold + ", \"coverage\": 0.5, \"accuracy\": 1}"));
    }

    private static String calibration(String decided) {
        return "{\"calibration\": {\"temperature\": " + TEMPERATURE.value()
                + ", \"rows\": 100, \"before\": {\"log_loss\": 1, \"ece\": 0.2}, \"after\": {\"log_loss\": 0.9, \"ece\": 0.1},"
                + " \"target_accuracy\": 0.95" + decided + "}}";
    }

    private static double[] confidences(Result result) {
        return result.json().stream()
                .mapToDouble(row -> row.get("confidence").doubleValue())
                .toArray();
    }

    private static double[] probabilities(JsonNode row) {
        return row.get("probabilities")
                .valueStream()
                .mapToDouble(JsonNode::doubleValue)
                .toArray();
    }

    private Result classify(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "classify",
                "--model",
                "mine",
                "--input",
                home.resolve("emails.jsonl").toString(),
                "--precision",
                "fp32",
                "--device",
                "cpu",
                "--threads",
                "1"));
        arguments.addAll(List.of(more));
        return new Console(home).run(arguments.toArray(String[]::new));
    }
}
