package io.avocet.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.annotation.Annotations;
import io.avocet.annotation.KnownEmails;
import io.avocet.data.Email;
import io.avocet.data.LabelLog;
import io.avocet.data.LabelSet;
import io.avocet.review.Corrections.Correction;
import io.avocet.review.Corrections.Training;
import io.avocet.store.Guesser;
import io.avocet.store.KeptPrediction;
import io.avocet.store.KeptPredictions;
import io.avocet.store.LazyMailStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorrectionsTest {
    private static final LabelSet LABELS = new LabelSet(List.of("hired", "digest", "rejected", "new"));
    private static final Instant TRAINED = Instant.parse("2026-03-15T12:00:00Z");

    @TempDir
    Path folder;

    private Path file;
    private Annotations annotations;
    private final Map<String, KeptPrediction> predictions = new LinkedHashMap<>();

    @BeforeEach
    void openTheFile() {
        file = folder.resolve("score.jsonl");
        annotations = new Annotations(
                new KnownEmails(new LabelLog(file), new LazyMailStore(folder.resolve("mail.db"))),
                LABELS,
                Clock.fixed(TRAINED.plusSeconds(60), ZoneOffset.UTC));
    }

    @Test
    void labelsThatTheModelSeesOtherwiseAreListedTheMostConfidentFirst() throws IOException {
        row("agreed", "digest", null);
        predict("agreed", "digest", 0.9, 0.9);
        row("little", "digest", "2026-03-01T00:00:00Z");
        predict("little", "hired", 0.4, 0.3);
        row("much", "digest", null);
        predict("much", "rejected", 0.95, 0.01);
        row("not asked yet", "digest", null);

        Corrections corrections = corrections(Set.of("much"), Set.of("little"));
        assertThat(corrections.prepared()).isEqualTo(3);
        assertThat(corrections.of()).isEqualTo(4);
        assertThat(corrections.decided()).isZero();
        assertThat(subjects(corrections)).containsExactly("much", "little");
        Correction first = corrections.open().get(0);
        assertThat(first.seen()).as("it was trained on").isTrue();
        assertThat(first.doubt().label()).isEqualTo("digest");
        assertThat(first.doubt().likely()).isEqualTo("rejected");
        assertThat(first.doubt().pLikely()).isEqualTo(0.95);
        assertThat(first.doubt().pLabel()).isEqualTo(0.01);
        assertThat(corrections.open().get(1).seen())
                .as("it was scored on alone")
                .isFalse();
    }

    @Test
    void aLabelThatIsKeptOrChangedSinceTheTrainingIsDecidedAndUndoingThatIsADecisionToo() throws IOException {
        row("one", "digest", "2026-03-15T12:00:00Z");
        row("two", "digest", null);
        predict("one", "hired", 0.8, 0.1);
        predict("two", "hired", 0.7, 0.1);
        assertThat(subjects(corrections(Set.of("one", "two"), Set.of())))
                .as("a label of the very second of the training is from before")
                .containsExactly("one", "two");

        annotations.label(id("one"), "digest");
        assertThat(subjects(corrections(Set.of("one", "two"), Set.of()))).containsExactly("two");
        annotations.label(id("two"), "rejected");
        Corrections none = corrections(Set.of("one"), Set.of("two"));
        assertThat(none.open()).isEmpty();
        assertThat(none.decided()).isEqualTo(2);
        annotations.undo();
        assertThat(corrections(Set.of("one"), Set.of("two")).decided()).isEqualTo(2);
    }

    @Test
    void aFirstLabelAfterTheTrainingDecidesNothingOfIt() throws IOException {
        row("later", "digest", "2026-03-15T12:00:01Z");
        predict("later", "hired", 0.8, 0.1);
        Corrections corrections = corrections(Set.of(), Set.of());
        assertThat(corrections.open()).isEmpty();
        assertThat(corrections.decided()).isZero();
    }

    @Test
    void whatTheModelCannotKnowAndWhatCannotBeGivenIsNoCorrection() throws IOException {
        row("lost", "a label of another set", null);
        row("without rows", "new", null);
        row("taken back", null, null);
        for (String subject : List.of("lost", "without rows", "taken back")) {
            predict(subject, "hired", 0.9, 0.0);
        }
        assertThat(corrections(Set.of(), Set.of())).isEqualTo(new Corrections(2, 2, 0, List.of()));
    }

    private Corrections corrections(Set<String> trainedOn, Set<String> scoredOn) {
        return Corrections.of(
                new KeptPredictions(new Guesser("mine", "1", LABELS.names(), Guesser.NEVER), predictions),
                new Training(TRAINED, ids(trainedOn), ids(scoredOn), Set.of("hired", "digest", "rejected")),
                annotations.labelled(),
                LABELS);
    }

    private static Set<String> ids(Set<String> subjects) {
        return Set.copyOf(subjects.stream().map(CorrectionsTest::id).toList());
    }

    private static List<String> subjects(Corrections corrections) {
        return corrections.open().stream()
                .map(each -> each.doubt().row().email().subject())
                .toList();
    }

    /** @param pDigest of the label digest */
    private void predict(String subject, String label, double confidence, double pDigest) {
        List<Double> probabilities = new ArrayList<>(List.of(0.0, pDigest, 0.0, 0.0));
        probabilities.set(LABELS.names().indexOf(label), confidence);
        predictions.put(id(subject), new KeptPrediction(id(subject), label, confidence, probabilities));
    }

    private void row(String subject, @Nullable String label, @Nullable String labelledAt) throws IOException {
        String row = "{\"subject\":\"" + subject + "\",\"body\":\"b\",\"label\":"
                + (label == null ? "null" : "\"" + label + "\"")
                + (labelledAt == null ? "" : ",\"labeled_at\":\"" + labelledAt + "\"") + "}\n";
        Files.writeString(file, row, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static String id(String subject) {
        return new Email(subject, "b").contentHash();
    }
}
