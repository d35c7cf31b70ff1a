package io.avocet.supervisor;

import static io.avocet.testing.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.avocet.data.Email;
import io.avocet.data.LabelSet;
import io.avocet.error.UserError;
import io.avocet.eval.Prediction;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The lines between a server and the child that classifies for it. */
class WorkerProtocolTest {
    private static final LabelSet LABELS = new LabelSet(List.of("good", "bad"));

    @Test
    void aQuestionHoldsOnlyWhatAFineTunedModelReads() throws JsonProcessingException {
        String line = WorkerQuestion.of(Path.of("/models/x/../a"), List.of(new Email("\u00e9\n", "x".repeat(500))))
                .line();

        assertThat(line)
                .isEqualTo("{\"model_dir\":\"/models/a\",\"emails\":[{\"subject\":\"\u00e9\\n\",\"body\":\""
                        + "x".repeat(400) + "\"}]}");
        assertThat(WorkerQuestion.read(line).emails()).containsExactly(new Email("\u00e9\n", "x".repeat(400)));
    }

    @Test
    void predictionsComeBackAsTheyWere() throws JsonProcessingException {
        List<Prediction> predictions = List.of(
                new Prediction(LABELS, new double[] {0.25, 0.75}), new Prediction(LABELS, new double[] {1 / 3.0, 0.5}));
        String line = WorkerAnswer.of(predictions).line();

        assertThat(line).startsWith("{\"labels\":[\"good\",\"bad\"],\"predictions\":[[0.25,0.75],[0.333");
        List<Prediction> read = WorkerAnswer.read(line).predictions(2);
        assertThat(read).extracting(Prediction::label).containsExactly("bad", "bad");
        assertThat(read.get(1).probabilities()).containsExactly(1 / 3.0, 0.5);
        assertThatThrownBy(() -> WorkerAnswer.read(line).predictions(3)).hasMessageContaining("Expected 3");
        assertThat(WorkerAnswer.read(WorkerAnswer.of(List.of()).line()).predictions(0))
                .isEmpty();
    }

    @Test
    void theThresholdComesWithThePredictions() throws JsonProcessingException {
        List<Prediction> predictions = List.of(
                new Prediction(LABELS, new double[] {0.25, 0.75}, 0.7),
                new Prediction(LABELS, new double[] {0.65, 0.35}, 0.7));
        String line = WorkerAnswer.of(predictions).line();

        assertThat(line).endsWith("\"unsure_below\":0.7}");
        assertThat(WorkerAnswer.read(line).predictions(2))
                .extracting(Prediction::isUnsure)
                .containsExactly(false, true);
    }

    @Test
    void anErrorComesBackAsAnErrorOfItsKind() throws JsonProcessingException {
        String line = WorkerAnswer.failed(UserError.Kind.NOT_FOUND, "There is no model.")
                .line();

        assertThat(line).isEqualTo("{\"error\":\"There is no model.\",\"kind\":\"NOT_FOUND\"}");
        WorkerAnswer read = WorkerAnswer.read(line);
        assertRefused(UserError.Kind.NOT_FOUND, () -> read.predictions(1)).hasMessage("There is no model.");
    }
}
