package io.avocet.review;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.avocet.crossval.DoubtedLabel;
import io.avocet.crossval.OutOfFoldRows;
import io.avocet.data.Email;
import io.avocet.data.LabelSet;
import io.avocet.data.LabelledEmail;
import io.avocet.data.RowGroups;
import io.avocet.data.RowOrigin;
import io.avocet.data.UsableRows;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReviewLabelsTest {
    private static final LabelSet LABELS = new LabelSet(List.of("digest", "offer"));
    private static final String TEMPLATE = " the jobs of this week that may be of interest to you and to your friends";

    private static final List<LabelledEmail> ROWS = List.of(
            row(1, "Jobs", "here are" + TEMPLATE, "digest"),
            row(2, "Jobs", "here are again" + TEMPLATE, "offer"), // wrong
            row(3, "Our offer", "we are pleased to offer you the position", "offer"),
            row(4, "Our\u001b[31m offer", "the contract is attached", "offer"),
            row(5, "Jobs near you", "something else", "digest"),
            row(6, "Late", "we would like to have you on our team", "digest")); // wrong

    private static final LabelledEmail OVERRULED = row(7, "Late", "we would like to have you on our team", "offer");

    private static final Review REVIEW = ReviewLabels.review(new OutOfFoldRows(
            "tiny",
            new UsableRows(LABELS, ROWS, List.of(), 0, 1),
            RowGroups.of(new int[] {0, 0, 1, 2, 3, 4}),
            List.of(List.of(OVERRULED, ROWS.get(5))),
            List.of(
                    new double[] {0.9, 0.1},
                    new double[] {0.8, 0.2},
                    new double[] {0.1, 0.9},
                    new double[] {0.2, 0.8},
                    new double[] {0.7, 0.3},
                    new double[] {0.05, 0.95}),
            List.of(1, 1)));

    @Test
    void doubtedRowsComeWithBothLabelsAndTheirProbabilitiesTheMostDoubtfulFirst() {
        assertThat(REVIEW.doubted()).extracting(row -> row.doubted().row()).containsExactly(ROWS.get(5), ROWS.get(1));
        DoubtedLabel second = REVIEW.doubted().get(1).doubted();
        assertThat(second.likely()).isEqualTo("digest");
        assertThat(second.pLabel()).isEqualTo(0.2);
        assertThat(second.pLikely()).isEqualTo(0.8);
        assertThat(REVIEW.doubted().get(1).twin()).containsSame(ROWS.get(0));
        assertThat(REVIEW.doubted().get(0).twin()).isEmpty();
    }

    @Test
    void theJsonOfARowHasItsPlaceAndItsTwin() {
        ObjectNode row = ReviewJson.row(REVIEW.doubted().get(1));
        assertThat(row)
                .hasToString(
                        "{\"file\":\"mail.jsonl\",\"line\":2,\"label\":\"offer\",\"likely\":\"digest\",\"p_label\":0.2,"
                                + "\"p_likely\":0.8,\"subject\":\"Jobs\",\"hash\":\""
                                + ROWS.get(1).email().contentHash() + "\","
                                + "\"twin\":{\"file\":\"mail.jsonl\",\"line\":1,\"label\":\"digest\"}}");
        assertThat(ReviewJson.row(REVIEW.doubted().get(0)).path("twin").isNull())
                .isTrue();
    }

    @Test
    void theSummaryHasConflictsAndMixedGroups() {
        JsonNode summary = ReviewJson.summary(REVIEW);
        assertThat(summary)
                .hasToString("{\"model\":\"tiny\",\"rows\":6,\"doubted\":2,"
                        + "\"conflicting_duplicates\":[[{\"file\":\"mail.jsonl\",\"line\":7,\"label\":\"offer\"},"
                        + "{\"file\":\"mail.jsonl\",\"line\":6,\"label\":\"digest\"}]],"
                        + "\"mixed_groups\":[[{\"file\":\"mail.jsonl\",\"line\":1,\"label\":\"digest\"},"
                        + "{\"file\":\"mail.jsonl\",\"line\":2,\"label\":\"offer\"}]]}");
    }

    @Test
    void theTableHasTheRowsTheConflictsAndTheMixedGroups() {
        assertThat(ReviewTable.render(REVIEW, 10)).isEqualTo("""
                        tiny doubts the labels of 2 of the 6 emails, the most doubtful first:

                        row           label   p      likely  p      twin with another label  subject
                        mail.jsonl:6  digest  0.050  offer   0.950                           Late
                        mail.jsonl:2  offer   0.200  digest  0.800  digest, mail.jsonl:1     Jobs

                        1 email with more than one label; the last label counts:
                          'offer' (mail.jsonl:7), 'digest' (mail.jsonl:6)

                        1 group of near-duplicates with more than one label:
                          'digest' (mail.jsonl:1), 'offer' (mail.jsonl:2)
                        """);
    }

    @Test
    void aLimitShowsTheMostDoubtfulAndSaysHowManyThereAre() {
        assertThat(ReviewTable.render(REVIEW, 1))
                .contains("tiny doubts the labels of 2 of the 6 emails; the 1 most doubtful:")
                .contains("mail.jsonl:6")
                .doesNotContain("mail.jsonl:2  ");
    }

    @Test
    void withoutADoubtTheTableSaysSo() {
        Review review = new Review("tiny", 6, List.of(), List.of(), List.of());
        assertThat(ReviewTable.render(review, 10)).isEqualTo("tiny doubts no label of the 6 emails.\n");
    }

    private static LabelledEmail row(int line, String subject, String body, String label) {
        return new LabelledEmail(new Email(subject, body), label, new RowOrigin(Path.of("mail.jsonl"), line, null));
    }
}
