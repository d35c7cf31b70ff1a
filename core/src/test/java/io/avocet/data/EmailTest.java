package io.avocet.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.text.InputFormat;
import org.junit.jupiter.api.Test;

class EmailTest {
    @Test
    void aMissingSubjectOrBodyIsTheEmptyString() {
        assertThat(Email.of(null, null)).isEqualTo(new Email("", ""));
    }

    @Test
    void theContentHashIsTheSha256OfTheFineTuneText() {
        // printf 'Hello [SEP] world' | sha256sum
        assertThat(new Email("Hello", "world").contentHash())
                .isEqualTo("fc828a415b60c6ee047ace57da042d672113a30bd70cf64e17623d3f0ca1f319");
    }

    @Test
    void bodiesThatDifferOnlyAfterTheModelsCutHaveTheSameHash() {
        String head = "x".repeat(400);
        assertThat(new Email("s", head + "a").contentHash()).isEqualTo(new Email("s", head + "b").contentHash());
        assertThat(new Email("s", "a").contentHash()).isNotEqualTo(new Email("s", "b").contentHash());
    }

    @Test
    void eachKindOfModelReadsTheEmailInItsOwnFormat() {
        Email email = new Email("subject", "body");
        assertThat(email.fineTuneText()).isEqualTo(InputFormat.fineTune("subject", "body"));
        assertThat(email.zeroShotText()).isEqualTo(InputFormat.zeroShot("subject", "body"));
        assertThat(email.embeddingText()).isEqualTo(InputFormat.embedding("subject", "body"));
    }

    @Test
    void halfASurrogatePairBecomesTheReplacementCharacterAndWholePairsStay() {
        assertThat(new Email("a\uD83Db", "\uD83D\uDE00")).isEqualTo(new Email("a\uFFFDb", "\uD83D\uDE00"));
    }
}
