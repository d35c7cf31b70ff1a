package io.avocet.crossval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.avocet.data.Email;
import io.avocet.data.LabelSet;
import io.avocet.data.LabelledEmail;
import io.avocet.data.SplitMethod;
import io.avocet.data.UsableRows;
import io.avocet.error.UserError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FoldPlanTest {
    private static final LabelSet LABELS = new LabelSet(List.of("a", "b", "c"));

    /** Fold 3 of 5 of any repeat holds out a part, and of the rest a part chooses the epoch; together they are all rows, once. */
    @Test
    void theRowsThatAreHeldOutHaveChosenNothing() {
        List<LabelledEmail> rows = new ArrayList<>();
        addSingles(rows, "a", 20);
        addSingles(rows, "b", 10);
        addTwins(rows, "c", "invitation", 4);
        addTwins(rows, "c", "newsletter", 4);
        FoldPlan plan = FoldPlan.of(usable(rows), SplitMethod.GROUPED, 42);
        List<Fold> folds = plan.folds(new EvaluationRequest.Folds(5, 2, SplitMethod.GROUPED, false));

        assertThat(folds).hasSize(10);
        for (Fold fold : folds) {
            List<LabelledEmail> all = new ArrayList<>(fold.held());
            all.addAll(fold.inner().training());
            all.addAll(fold.inner().validation());
            assertThat(all).containsExactlyInAnyOrderElementsOf(rows);
            assertThat(fold.inner().validation()).isNotEmpty();
            assertThat(fold.learned()).doesNotContainAnyElementsOf(fold.held());
            for (String template : List.of("invitation", "newsletter")) {
                assertThat(List.of(
                                fold.held(),
                                fold.inner().training(),
                                fold.inner().validation()))
                        .filteredOn(part -> part.stream()
                                .anyMatch(row -> row.email().subject().contains(template)))
                        .as("near-duplicates are in one part")
                        .hasSize(1);
            }
        }
        for (int repeat = 1; repeat <= 2; repeat++) {
            Set<Integer> held = new HashSet<>();
            for (Fold fold : folds) {
                if (fold.repeat() == repeat) {
                    held.addAll(fold.heldPlaces());
                }
            }
            assertThat(held).hasSize(rows.size());
        }
        assertThat(folds.get(0).heldPlaces()).isNotEqualTo(folds.get(5).heldPlaces());
    }

    @Test
    void tooFewGroupsAreRefusedWithTheNumberOfFoldsThatWouldDo() {
        List<LabelledEmail> rows = new ArrayList<>();
        addTwins(rows, "a", "invitation", 5);
        addTwins(rows, "a", "reminder", 5);
        addTwins(rows, "b", "newsletter", 5);
        addTwins(rows, "b", "digest", 5);
        assertThatThrownBy(() -> folds(rows, 5))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "The 20 emails are in 4 groups of near-duplicates, too few for 5 folds: a group stays in one fold,"
                                + " and each model needs two labels to learn and emails to choose its epoch by. Label more"
                                + " emails, or set the number of folds to 4.");
        assertThat(folds(rows, 4)).hasSize(4);
    }

    @Test
    void whereNoNumberOfFoldsWouldDoNoneIsNamed() {
        List<LabelledEmail> rows = new ArrayList<>();
        addTwins(rows, "a", "invitation", 5);
        addTwins(rows, "b", "newsletter", 5);
        assertThatThrownBy(() -> folds(rows, 2))
                .isInstanceOf(UserError.class)
                .hasMessageEndingWith("Label more emails.");
    }

    @Test
    void aLabelOfOneGroupIsNamedAndCountsAsWrong() {
        List<LabelledEmail> rows = new ArrayList<>();
        addSingles(rows, "a", 10);
        addSingles(rows, "b", 10);
        addTwins(rows, "c", "newsletter", 4);
        FoldPlan plan = FoldPlan.of(usable(rows), SplitMethod.GROUPED, 42);
        assertThat(plan.warnings()).singleElement().asString().contains("'c'").contains("count as wrong");
        List<Fold> folds = plan.folds(new EvaluationRequest.Folds(5, 1, SplitMethod.GROUPED, false));
        assertThat(folds)
                .filteredOn(
                        fold -> fold.held().stream().anyMatch(row -> row.label().equals("c")))
                .singleElement()
                .satisfies(fold ->
                        assertThat(fold.learned()).noneMatch(row -> row.label().equals("c")));
    }

    @Test
    void aPlainSplitMaySeparateNearDuplicates() {
        List<LabelledEmail> rows = new ArrayList<>();
        addTwins(rows, "a", "invitation", 10);
        addTwins(rows, "b", "newsletter", 10);
        assertThat(FoldPlan.of(usable(rows), SplitMethod.STRATIFIED, 42)
                        .folds(new EvaluationRequest.Folds(5, 1, SplitMethod.STRATIFIED, false)))
                .hasSize(5);
    }

    private static List<Fold> folds(List<LabelledEmail> rows, int count) {
        return FoldPlan.of(usable(rows), SplitMethod.GROUPED, 42)
                .folds(new EvaluationRequest.Folds(count, 1, SplitMethod.GROUPED, false));
    }

    private static UsableRows usable(List<LabelledEmail> rows) {
        return new UsableRows(LABELS, rows, List.of(), 0, 0);
    }

    private static void addSingles(List<LabelledEmail> rows, String label, int count) {
        for (int i = 0; i < count; i++) {
            String word = "w" + Character.toString('a' + rows.size() % 26) + Character.toString('a' + rows.size() / 26);
            rows.add(new LabelledEmail(new Email(word + " " + word + " " + word, ""), label));
        }
    }

    /** The same text with another number. */
    private static void addTwins(List<LabelledEmail> rows, String label, String template, int count) {
        for (int i = 0; i < count; i++) {
            rows.add(new LabelledEmail(
                    new Email(template + " number " + (100 + i), "This is our " + template + " of the week"), label));
        }
    }
}
