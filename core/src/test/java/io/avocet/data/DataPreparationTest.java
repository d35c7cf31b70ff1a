package io.avocet.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.avocet.error.UserError;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DataPreparationTest {
    private static final LabelSet ABC = new LabelSet(List.of("a", "b", "c"));

    @Test
    void theExampleFileDropsEachLabelWithoutTwoEmailsAndWarnsOfEach() {
        List<LabelledEmail> rows = new ArrayList<>();
        for (String label :
                List.of("digest", "digest", "neutral", "neutral", "rejected", "rejected", "hired", "new_lead")) {
            rows.add(row("subject " + rows.size(), label));
        }
        PreparedData data =
                DataPreparation.prepare(List.of(file("example", rows)), LabelSet.CANONICAL, SplitMethod.STRATIFIED, 1);

        assertThat(data.training()).hasSize(3);
        assertThat(data.validation()).hasSize(3);
        assertThat(data.warnings())
                .containsExactly(
                        "Label 'interview_scheduled' has no emails: dropped, at least 2 are needed.",
                        "Label 'offer_received' has no emails: dropped, at least 2 are needed.",
                        "Label 'positive_response' has no emails: dropped, at least 2 are needed.",
                        "Label 'survey_received' has no emails: dropped, at least 2 are needed.",
                        "Label 'event_rescheduled' has no emails: dropped, at least 2 are needed.",
                        "Label 'new_lead' has 1 email: dropped, at least 2 are needed.",
                        "Label 'hired' has 1 email: dropped, at least 2 are needed.",
                        "Label 'rejected' has 1 training email: the F1 for this label will be unreliable.",
                        "Label 'neutral' has 1 training email: the F1 for this label will be unreliable.",
                        "Label 'digest' has 1 training email: the F1 for this label will be unreliable.");
        assertThat(data.trainingCounts()).containsExactly(0, 0, 1, 0, 0, 1, 0, 1, 0, 0);
        assertThat(data.validationCounts()).containsExactly(0, 0, 1, 0, 0, 1, 0, 1, 0, 0);
        assertThat(data.classWeights(ClassWeighting.BALANCED)).containsExactly(0, 0, 1, 0, 0, 1, 0, 1, 0, 0);
    }

    @Test
    void fourTrainingEmailsAreWarnedOfAndFiveAreNot() {
        PreparedData data = DataPreparation.prepare(List.of(file("f", rows(5, 6, 30))), ABC, SplitMethod.STRATIFIED, 1);
        assertThat(data.trainingCounts()).startsWith(4, 5);
        assertThat(data.warnings())
                .containsExactly("Label 'a' has 4 training emails: the F1 for this label will be unreliable.");
    }

    @Test
    void classWeightsComeFromTheTrainingSplit() {
        PreparedData data =
                DataPreparation.prepare(List.of(file("f", rows(10, 40, 0))), ABC, SplitMethod.STRATIFIED, 1);
        assertThat(data.trainingCounts()).containsExactly(8, 32, 0);
        assertThat(data.classWeights(ClassWeighting.BALANCED)).containsExactly(40 / (2.0 * 8), 40 / (2.0 * 32), 0);
    }

    @Test
    void duplicatesCollapseOverAllFilesTheLastLabelWinsAndConflictsAreReported() {
        List<LabelledEmail> first = rows(10, 10, 10);
        List<LabelledEmail> second = List.of(
                first.get(0),
                new LabelledEmail(first.get(1).email(), "b"),
                new LabelledEmail(first.get(2).email(), "b"),
                new LabelledEmail(first.get(10).email(), "c"));
        PreparedData data = DataPreparation.prepare(
                List.of(file("one", first), file("two", second)), ABC, SplitMethod.STRATIFIED, 1);

        assertThat(data.duplicates()).isEqualTo(4);
        assertThat(data.conflicts()).isEqualTo(3);
        assertThat(Stream.concat(data.training().stream(), data.validation().stream()))
                .hasSize(30)
                .contains(second.get(1), second.get(2), second.get(3));
        assertThat(data.warnings())
                .containsExactly("two: 3 emails with more than one label; the last label was taken"
                        + " ('a' became 'b' 2x, 'b' became 'c' 1x).");
    }

    @Test
    void aLabelThatIsOnlyDuplicatesIsTooRare() {
        List<LabelledEmail> rows = rows(5, 5, 1);
        rows.add(rows.get(10));
        assertThat(DataPreparation.prepare(List.of(file("f", rows)), ABC, SplitMethod.STRATIFIED, 1)
                        .warnings())
                .contains("Label 'c' has 1 email: dropped, at least 2 are needed.");
    }

    @Test
    void skippedRowsAndUnknownLabelsAreWarnedOf() {
        Path path = Path.of("f");
        ScoreFile file = new ScoreFile(
                path,
                40,
                rows(10, 10, 10),
                rowNumbers(30),
                List.of(new BadRow(path, 3, "not UTF-8"), new BadRow(path, 9, "not UTF-8")),
                Map.of("profile_alert", 2),
                Set.of("a".repeat(64)),
                Map.of("'text' in place of 'body'", 2));
        assertThat(DataPreparation.prepare(List.of(file), ABC, SplitMethod.STRATIFIED, 1)
                        .warnings())
                .containsExactly(
                        "f: 2 of 40 rows cannot be read and were skipped, the first on line 3: not UTF-8.",
                        "f: 1 email without a label (null): left out.",
                        "f: 2 rows have 'text' in place of 'body'.",
                        "f: label 'profile_alert' is not one of the 3 labels: 2 emails dropped.");
    }

    @Test
    void theFiveMostFrequentUnknownLabelsAreNamedAndTheOthersCounted() {
        Map<String, Integer> unknown = new LinkedHashMap<>(Map.of("p", 1, "q", 2, "r", 3, "s", 4, "t", 5));
        assertThat(warningsOf(unknown))
                .containsExactly(
                        "f: label 't' is not one of the 3 labels: 5 emails dropped.",
                        "f: label 's' is not one of the 3 labels: 4 emails dropped.",
                        "f: label 'r' is not one of the 3 labels: 3 emails dropped.",
                        "f: label 'q' is not one of the 3 labels: 2 emails dropped.",
                        "f: label 'p' is not one of the 3 labels: 1 email dropped.");
        unknown.put("u", 6);
        assertThat(warningsOf(unknown))
                .hasSize(6)
                .last()
                .isEqualTo("f: 1 more unknown labels: their emails were dropped too.");
    }

    private static List<String> warningsOf(Map<String, Integer> unknown) {
        ScoreFile file = new ScoreFile(
                Path.of("f"), 60, rows(10, 10, 10), rowNumbers(30), List.of(), unknown, Set.of(), Map.of());
        return DataPreparation.prepare(List.of(file), ABC, SplitMethod.STRATIFIED, 1)
                .warnings();
    }

    @Test
    void oneUsableLabelIsNotEnough() {
        assertThatThrownBy(() ->
                        DataPreparation.prepare(List.of(file("f", rows(9, 1, 0))), ABC, SplitMethod.STRATIFIED, 1))
                .isInstanceOf(UserError.class)
                .hasMessage("""
                        Training needs 2 labels or more with at least 2 different emails each; f has 1. Label more \
                        emails, or name another label set.
                          Label 'b' has 1 email: dropped, at least 2 are needed.""");
    }

    @Test
    void theDataHashNamesTheRowsAndLabelsButNotTheirOrderOrSplit() {
        List<LabelledEmail> rows = rows(10, 10, 10);
        PreparedData data = DataPreparation.prepare(List.of(file("f", rows)), ABC, SplitMethod.STRATIFIED, 1);
        Collections.shuffle(rows, new Random(3));
        PreparedData shuffled = DataPreparation.prepare(List.of(file("g", rows)), ABC, SplitMethod.STRATIFIED, 2);
        rows.set(0, new LabelledEmail(rows.get(0).email(), rows.get(0).label().equals("a") ? "b" : "a"));
        PreparedData relabelled = DataPreparation.prepare(List.of(file("f", rows)), ABC, SplitMethod.STRATIFIED, 1);

        assertThat(shuffled.dataHash()).isEqualTo(data.dataHash()).matches("[0-9a-f]{64}");
        assertThat(relabelled.dataHash()).isNotEqualTo(data.dataHash());
    }

    @Test
    void hashesFollowTheRows() {
        PreparedData data =
                DataPreparation.prepare(List.of(file("f", rows(10, 10, 10))), ABC, SplitMethod.STRATIFIED, 1);
        assertThat(data.trainingHashes())
                .hasSize(24)
                .element(3)
                .isEqualTo(data.training().get(3).email().contentHash());
        assertThat(data.validationHashes()).hasSize(6).doesNotContainAnyElementsOf(data.trainingHashes());
    }

    @Test
    void nearDuplicatesStayOnOneSideAndMixedLabelsAreNamedByFileAndLine() {
        List<LabelledEmail> rows = rows(20, 20, 20);
        rows.add(read("a", 7, "Dear Robin, we received your application for the post of baker and thank you"));
        rows.add(read("a", 8, "Dear Kim, we received your application for the post of baker and thank you"));
        rows.add(read("b", 9, "Dear Kit, we received your application for the post of baker and thank you"));
        PreparedData data = DataPreparation.prepare(List.of(file("f", rows)), ABC, SplitMethod.GROUPED, 1);

        assertThat(data.warnings())
                .containsExactly("1 group of near-duplicates with more than one label: 'a' (f:7 and 1 more), 'b' (f:9)."
                        + " Check these labels.");
        assertThat(data.groups().count()).isEqualTo(61);
        assertThat(data.validationTwins()).containsOnly(false);
        assertThat(data.validation()).hasSize(12);
    }

    @Test
    void aLabelOfOneGroupTrainsAndIsSaidToHaveNoScore() {
        List<LabelledEmail> rows = rows(20, 20, 0);
        for (int i = 0; i < 6; i++) {
            rows.add(new LabelledEmail(new Email("Invoice " + i, "see the attached invoice"), "c"));
        }
        PreparedData data = DataPreparation.prepare(List.of(file("f", rows)), ABC, SplitMethod.GROUPED, 1);
        assertThat(data.trainingCounts()[2]).isEqualTo(6);
        assertThat(data.warnings())
                .containsExactly(
                        "Label 'c' has 6 emails, but no validation email, so no score says how good the model is"
                                + " at it: they are in 1 group of near-duplicates, and a group stays on one side.");
    }

    @Test
    void emailsOfTooFewGroupsAreRefused() {
        List<LabelledEmail> rows = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            rows.add(new LabelledEmail(new Email("Invoice " + i, "see the attached invoice"), i < 5 ? "a" : "b"));
        }
        assertThatThrownBy(() -> DataPreparation.prepare(List.of(file("f", rows)), ABC, SplitMethod.GROUPED, 1))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "The 10 emails are in 1 group of near-duplicates, too few for training and validation: a group"
                                + " stays on one side. Label more emails of other kinds, or split the groups with --split"
                                + " stratified.");
        assertThat(DataPreparation.prepare(List.of(file("f", rows)), ABC, SplitMethod.STRATIFIED, 1)
                        .validationTwins())
                .containsOnly(true);
    }

    @Test
    void aSplitByTimeValidatesOnTheNewestFifth() {
        List<LabelledEmail> rows = new ArrayList<>();
        for (int day = 1; day <= 20; day++) {
            rows.add(dated(day, day > 18 ? "c" : day % 2 == 0 ? "a" : "b"));
        }
        PreparedData data = DataPreparation.prepare(List.of(file("f", rows)), ABC, SplitMethod.TIME, 1);
        assertThat(data.validation()).containsExactlyInAnyOrderElementsOf(rows.subList(16, 20));
        assertThat(data.warnings())
                .containsExactly("Label 'c' has 2 emails, but no training email, so it cannot be learned: none is older"
                        + " than the newest fifth, which validates.");
    }

    @Test
    void aSplitByTimeWithoutDatesIsRefusedAndTheFirstRowWithoutOneNamed() {
        List<LabelledEmail> rows = new ArrayList<>(List.of(dated(1, "a"), dated(2, "b"), dated(3, "a"), dated(4, "b")));
        rows.add(read("a", 5, "undated"));
        rows.add(read("a", 6, "undated as well"));
        assertThatThrownBy(() -> DataPreparation.prepare(List.of(file("f", rows)), ABC, SplitMethod.TIME, 1))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "A split by time needs the date of each email; 2 of 6 have none that can be read, the first in"
                                + " f:5. Add the key 'date' to these rows, such as 2026-03-15, 2026-03-15T09:30:00Z or Sun, 15 Mar"
                                + " 2026 09:30:00 +0000, or choose another split with --split.");
    }

    @Test
    void aSplitByTimeThatLeavesOneLabelToTrainIsRefused() {
        List<LabelledEmail> rows = new ArrayList<>();
        for (int day = 1; day <= 10; day++) {
            rows.add(dated(day, day > 8 ? "b" : "a"));
        }
        assertThatThrownBy(() -> DataPreparation.prepare(List.of(file("f", rows)), ABC, SplitMethod.TIME, 1))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("All emails before the newest fifth have one label");
    }

    private static LabelledEmail dated(int day, String label) {
        Instant date = Instant.parse("2026-03-01T00:00:00Z").plus(Duration.ofDays(day));
        return new LabelledEmail(
                new Email(inLetters("day " + day), "of mail"), label, new RowOrigin(Path.of("f"), day, date));
    }

    private static LabelledEmail read(String label, long line, String body) {
        return new LabelledEmail(new Email("News", body), label, new RowOrigin(Path.of("f"), line, null));
    }

    private static List<LabelledEmail> rows(int a, int b, int c) {
        List<LabelledEmail> rows = new ArrayList<>();
        for (int row = 0; row < a + b + c; row++) {
            rows.add(row("subject " + row, row < a ? "a" : row < a + b ? "b" : "c"));
        }
        return rows;
    }

    private static LabelledEmail row(String subject, String label) {
        return new LabelledEmail(new Email(inLetters(subject), "body"), label);
    }

    /** Emails that differ in a number alone are near-duplicates. */
    private static String inLetters(String text) {
        return text.chars()
                .mapToObj(c -> Character.toString(Character.isDigit(c) ? 'a' + Character.digit(c, 10) : c))
                .collect(Collectors.joining());
    }

    private static ScoreFile file(String name, List<LabelledEmail> rows) {
        return new ScoreFile(
                Path.of(name), rows.size(), rows, rowNumbers(rows.size()), List.of(), Map.of(), Set.of(), Map.of());
    }

    private static List<Integer> rowNumbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }
}
