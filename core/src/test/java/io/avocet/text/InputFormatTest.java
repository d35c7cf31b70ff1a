package io.avocet.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputFormatTest {
    private static final String EMOJI = "😀";

    @Test
    void theFineTuneTextJoinsSubjectAndBody() {
        assertThat(InputFormat.fineTune("Offer", "We are delighted")).isEqualTo("Offer [SEP] We are delighted");
        assertThat(InputFormat.fineTune("", "")).isEqualTo(" [SEP] ");
    }

    @Test
    void theZeroShotTextNamesTheSubject() {
        assertThat(InputFormat.zeroShot("Offer", "We are delighted")).isEqualTo("Subject: Offer\n\nWe are delighted");
        assertThat(InputFormat.zeroShot("", "")).isEqualTo("Subject: \n\n");
    }

    @Test
    void theTextOfAnEncoderIsTheSubjectAndTheBodyOnALineOfItsOwn() {
        assertThat(InputFormat.embedding("Offer", "We are delighted")).isEqualTo("Offer\nWe are delighted");
        assertThat(InputFormat.embedding("", "")).isEqualTo("\n");
    }

    @Test
    void aBodyIsCutByCodePoints() {
        assertThat(InputFormat.fineTune("s", "x".repeat(401))).isEqualTo("s [SEP] " + "x".repeat(400));
        assertThat(InputFormat.zeroShot("s", "x".repeat(601))).isEqualTo("Subject: s\n\n" + "x".repeat(600));
        assertThat(InputFormat.fineTune("s", EMOJI.repeat(401))).isEqualTo("s [SEP] " + EMOJI.repeat(400));
    }

    @Test
    void anEncoderReadsAsMuchAsAFineTunedModel() {
        assertThat(InputFormat.embedding("s", EMOJI.repeat(401))).isEqualTo("s\n" + EMOJI.repeat(400));
    }

    @Test
    void theSubjectIsNeverCut() {
        String subject = "long ".repeat(1000);
        assertThat(InputFormat.fineTune(subject, "")).isEqualTo(subject + " [SEP] ");
    }

    @Test
    void anEmojiAtTheCutStaysWhole() {
        String body = "x".repeat(399) + EMOJI + EMOJI;
        assertThat(InputFormat.fineTune("", body)).isEqualTo(" [SEP] " + "x".repeat(399) + EMOJI);
        assertThat(InputFormat.zeroShot("", "x".repeat(599) + EMOJI + EMOJI))
                .isEqualTo("Subject: \n\n" + "x".repeat(599) + EMOJI);
    }

    @Test
    void aBodyOfManyUnitsButFewCodePointsIsNotCut() {
        String body = EMOJI.repeat(400);
        assertThat(InputFormat.fineTune("", body)).endsWith(body).hasSize(" [SEP] ".length() + 800);
    }

    @Test
    void paddingIsGoneBeforeTheBodyIsCut() {
        String body = "Preview" + "\u200C\u00A0".repeat(500) + "We regret";
        assertThat(InputFormat.fineTune("a\u00A0\u200Cb", body)).isEqualTo("a b [SEP] Preview We regret");
        assertThat(InputFormat.zeroShot("a\u00A0\u200Cb", body)).isEqualTo("Subject: a b\n\nPreview We regret");
        assertThat(InputFormat.embedding("a\u00A0\u200Cb", body)).isEqualTo("a b\nPreview We regret");
        assertThat(InputFormat.isLonger(body, 400)).isFalse();
        assertThat(InputFormat.isLonger("x".repeat(401), 400)).isTrue();
    }

    @Test
    void aBodyThatIsCutTwiceIsTheSameAsOnce() {
        String joined = InputFormat.fineTuneBody("x".repeat(398) + "\u0646\u200C\u0645");
        assertThat(InputFormat.fineTuneBody(joined)).isEqualTo(joined);
        String flag = InputFormat.fineTuneBody("x".repeat(395) + "🏴󠁧󠁢󠁳󠁣󠁴󠁿");
        assertThat(flag).isEqualTo("x".repeat(395) + "🏴");
        assertThat(InputFormat.fineTuneBody(flag)).isEqualTo(flag);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bert-tiny",
                "deberta-v2-tiny",
                "distilbert-tiny",
                "modernbert-tiny",
                "roberta-tiny",
                "xlm-roberta-tiny"
            })
    void theTextsOfTheGoldenCheckpointsAreAPlainSlice(String checkpoint) throws IOException {
        Path file = Path.of("src/test/resources/golden", checkpoint, "classify.json");
        JsonNode emails = new ObjectMapper().readTree(file.toFile());
        assertThat(emails).isNotEmpty();
        for (JsonNode email : emails) {
            String subject = email.path("subject").asText("");
            String body = email.path("body").asText("");
            assertThat(InputFormat.fineTune(subject, body))
                    .isEqualTo(email.path("text").asText());
        }
    }
}
