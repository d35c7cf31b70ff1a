package io.avocet.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
