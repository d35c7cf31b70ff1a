package io.avocet.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.avocet.data.Email;
import io.avocet.data.LabelSet;
import io.avocet.eval.Prediction;
import io.avocet.golden.Golden;
import io.avocet.run.Precision;
import io.avocet.tensor.ComputeDevice;
import io.avocet.tensor.Hardware;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FineTunedAdapterClassifyTest {
    private static final String EMOJI = "\uD83D\uDE00";

    private static FineTunedAdapter adapter = unloaded();

    @BeforeAll
    static void load() {
        adapter.load();
    }

    @AfterAll
    static void close() {
        adapter.close();
    }

    @Test
    void aLabelOfTheSetIsReturnedWithItsProbability() {
        Prediction prediction =
                adapter.classify(List.of(new Email("Welcome", "on board"))).get(0);
        assertThat(LabelSet.CANONICAL.names()).contains(prediction.label());
        assertThat(prediction.confidence())
                .isEqualTo(prediction.probabilities()[prediction.labelId()])
                .isBetween(0.1, 1.0);
    }

    @Test
    void ofTheBodyTheFirst400CodePointsAreRead() {
        String body = "0123456789".repeat(40);
        double[] probabilities = probabilities(new Email("Interview", body));
        assertThat(probabilities(new Email("Interview", body + " unfortunately")))
                .isEqualTo(probabilities);
        assertThat(probabilities(new Email("Interview", body.substring(0, 399) + "x")))
                .isNotEqualTo(probabilities);
        String emoji = EMOJI.repeat(400);
        assertThat(probabilities(new Email("", emoji + EMOJI))).isEqualTo(probabilities(new Email("", emoji)));
    }

    @Test
    void aMissingSubjectOrBodyIsEmpty() {
        assertThat(probabilities(Email.of(null, null))).isEqualTo(probabilities(new Email("", "")));
    }

    @Test
    void eachEmailIsClassifiedOnceInOrder() {
        List<Email> emails = List.of(new Email("a", "1"), new Email("b", "2"), new Email("c", "3"));
        List<Prediction> predictions = adapter.classify(emails);
        assertThat(predictions).hasSameSizeAs(emails);
        for (int i = 0; i < emails.size(); i++) {
            assertThat(predictions.get(i).probabilities()).containsExactly(probabilities(emails.get(i)), within(1e-6));
        }
    }

    @Test
    void nothingIsLoadedBeforeItIsAskedForAndClosingLetsGo() {
        FineTunedAdapter mine = unloaded();
        assertThatThrownBy(() -> mine.classify(List.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("mine is not loaded");
        mine.load();
        assertThat(mine.classify(List.of())).isEmpty();
        mine.close();
        assertThatThrownBy(() -> mine.classify(List.of())).isInstanceOf(IllegalStateException.class);
    }

    private static double[] probabilities(Email email) {
        return adapter.classify(List.of(email)).get(0).probabilities();
    }

    private static FineTunedAdapter unloaded() {
        Hardware cpu = new Hardware(ComputeDevice.CPU, Precision.FP32);
        return new FineTunedAdapter(
                "mine", "models/mine", () -> FineTunedModel.load(Golden.folder(Golden.DEBERTA), cpu, 8));
    }
}
