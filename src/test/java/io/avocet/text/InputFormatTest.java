package io.avocet.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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
}
