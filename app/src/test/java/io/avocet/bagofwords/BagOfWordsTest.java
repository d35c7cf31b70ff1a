package io.avocet.bagofwords;

import static io.avocet.bagofwords.Rows.LABELS;
import static io.avocet.bagofwords.Rows.UNHAPPY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.avocet.baseline.BagOfWordsBaseline;
import io.avocet.data.ClassWeighting;
import io.avocet.data.Email;
import io.avocet.data.LabelledEmail;
import io.avocet.regression.LogisticRegressions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BagOfWordsTest {
    @Test
    void balancedWeightsMakeItTheBaseline() {
        BagOfWords model = LogisticRegressions.ofWords(Rows.ofThreeLabels(), LABELS, ClassWeighting.BALANCED);
        assertThat(model.probabilities(UNHAPPY))
                .isEqualTo(BagOfWordsBaseline.train(Rows.ofThreeLabels(), LABELS)
                        .classify(List.of(UNHAPPY))
                        .get(0)
                        .probabilities());
        assertThat(model.labels()).isEqualTo(LABELS);
    }

    /** Where no word speaks for either of two labels that have 60 and 4 rows. */
    @Test
    void weightsDecideWhetherAFrequentLabelIsPreferred() {
        List<LabelledEmail> rows = new ArrayList<>();
        for (int row = 0; row < 64; row++) {
            rows.add(new LabelledEmail(new Email("same", "text"), row < 60 ? "digest" : "hired"));
        }
        Email same = new Email("same", "text");
        assertThat(LogisticRegressions.ofWords(rows, LABELS, ClassWeighting.BALANCED)
                        .probabilities(same)[2])
                .isBetween(0.4, 0.6);
        assertThat(LogisticRegressions.ofWords(rows, LABELS, ClassWeighting.EQUAL)
                        .probabilities(same)[2])
                .isCloseTo(60 / 64.0, within(0.03));
    }

    @Test
    void theBodyIsReadAsFarAsAFineTunedModelReadsIt() {
        BagOfWords model = LogisticRegressions.ofWords(Rows.ofThreeLabels(), LABELS, ClassWeighting.BALANCED);
        String body = "x".repeat(400);
        assertThat(model.probabilities(new Email("Jobs", body + " Unfortunately another")))
                .isEqualTo(model.probabilities(new Email("Jobs", body)));
    }
}
