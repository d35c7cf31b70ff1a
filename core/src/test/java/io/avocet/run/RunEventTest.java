package io.avocet.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The JSON of the events, which the lines of {@code --json}, a run's log and the page have. */
class RunEventTest {
    private static final JsonMapper JSON = new JsonMapper();

    private static final Map<RunEvent, String> EVENTS = Map.of(
            new RunEvent.Note("Read 18 emails."),
            "{'phase': 'note'}",
            new RunEvent.Warning("Few."),
            "{'phase': 'warning'}",
            new RunEvent.Progress(1, 2, 3, 8, 0.5, 2e-5, 12.5),
            "{'phase': 'training', 'epoch': 1, 'epochs': 2, 'update': 3, 'updates': 8, 'loss': 0.5, 'learning_rate': 2.0E-5,"
                    + " 'eta_seconds': 12.5}",
            new RunEvent.EpochScored(new EpochRecord(1, 0.25, 0.5, 0.75, 1e-5, 3.5), 2, true),
            "{'phase': 'validation', 'epoch': 1, 'loss': 0.25, 'macro_f1': 0.5, 'accuracy': 0.75, 'learning_rate': 1.0E-5,"
                    + " 'seconds': 3.5, 'epochs': 2, 'best': true}",
            new RunEvent.EmailsDone("mine", 2, 3, 64, 100, 12.5, 2.5),
            "{'phase': 'benchmark', 'model': 'mine', 'model_number': 2, 'models': 3, 'emails_done': 64, 'emails': 100,"
                    + " 'emails_per_second': 12.5, 'eta_seconds': 2.5}");

    @Test
    void eachEventHasItsPhaseItsMessageAndItsNumbersAndIsReadAsItWas() throws JsonProcessingException {
        for (Map.Entry<RunEvent, String> entry : EVENTS.entrySet()) {
            RunEvent event = entry.getKey();
            JsonNode expected = JSON.readTree(entry.getValue()
                    .replace('\'', '"')
                    .replaceFirst("\\{", "{\"message\": \"" + event.message() + "\", "));
            assertThat(JSON.<JsonNode>valueToTree(event)).isEqualTo(expected);
            assertThat(JSON.treeToValue(expected, RunEvent.class)).isEqualTo(event);
        }
    }

    @Test
    void eachEventIsOneSentenceForAPerson() {
        assertThat(new RunEvent.Progress(1, 2, 3, 8, 0.5, 2e-5, 12.5).message())
                .isEqualTo("Epoch 1/2  update 3/8  loss 0.5000  learning rate 2.00e-05  13 s left");
        assertThat(new RunEvent.EpochScored(new EpochRecord(1, 0.25, 0.5, 0.75, 1e-5, 3.5), 2, true).message())
                .isEqualTo("Epoch 1/2  loss 0.2500  validation macro-F1 0.500  accuracy 0.750  (4 s)  best so far");
        assertThat(new RunEvent.EpochScored(new EpochRecord(2, 0.25, 0.5, 0.75, 1e-5, 3.4), 2, false).message())
                .endsWith("accuracy 0.750  (3 s)");
        assertThat(new RunEvent.EmailsDone("mine", 2, 3, 64, 100, 12.5, 75).message())
                .isEqualTo("mine: 64 of 100 emails, 12.5 a second, 1 min 15 s left");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 s",
        "59.4, 59 s",
        "59.5, 1 min 00 s",
        "125, 2 min 05 s",
        "3599, 59 min 59 s",
        "3600, 1 h 00 min",
        "7565, 2 h 06 min"
    })
    void aDurationHasTwoUnitsAtMost(double seconds, String words) {
        assertThat(RunEvent.duration(seconds)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"0.04, 0.0", "12.34, 12.3", "99, 99.0", "100, 100", "250.6, 251"})
    void aRateBelowAHundredHasATenth(double perSecond, String words) {
        assertThat(RunEvent.rate(perSecond)).isEqualTo(words);
    }

    @Test
    void aNumberThatJsonCannotHoldIsLeftOut() {
        JsonNode update = JSON.valueToTree(new RunEvent.Progress(1, 1, 1, 1, Double.NaN, 0, Double.POSITIVE_INFINITY));
        JsonNode epoch =
                JSON.valueToTree(new RunEvent.EpochScored(new EpochRecord(1, Double.NaN, 0, 0, 0, 1), 1, false));

        assertThat(update.has("loss") || update.has("eta_seconds") || epoch.has("loss"))
                .isFalse();
        assertThat(update.get("learning_rate").doubleValue()).isZero();
    }

    @Test
    void whatANewerChildAddsIsPassedOver() throws JsonProcessingException {
        assertThat(JSON.readValue(
                        "{\"type\": \"progress\", \"phase\": \"dance\", \"message\": \"Step.\", \"steps\": 3}",
                        RunEvent.class))
                .isEqualTo(new RunEvent.Note("Step."));
    }
}
