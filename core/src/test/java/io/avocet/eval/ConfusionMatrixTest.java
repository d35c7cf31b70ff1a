package io.avocet.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.avocet.data.LabelSet;
import io.avocet.golden.Golden;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ConfusionMatrixTest {
    /** Both sides are sums of a few quotients in double precision. */
    private static final double ROUNDING = 1e-12;

    private static final LabelSet ABC = new LabelSet(List.of("apple", "banana", "cherry"));

    @TestFactory
    List<DynamicTest> allFiguresEqualThoseOfScikitLearn() {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode golden :
                Golden.json(Golden.resource("golden/metrics.json")).get("cases")) {
            tests.add(DynamicTest.dynamicTest(golden.get("note").asText(), () -> assertEqualsGolden(golden)));
        }
        assertThat(tests).isNotEmpty();
        return tests;
    }

    private static void assertEqualsGolden(JsonNode golden) {
        ConfusionMatrix matrix =
                ConfusionMatrix.of(LabelSet.CANONICAL, ids(golden.get("gold")), ids(golden.get("predicted")));

        assertThat(matrix.macroF1()).isEqualTo(golden.get("macro_f1").asDouble(), within(ROUNDING));
        assertThat(matrix.macroF1Supported())
                .isEqualTo(golden.get("macro_f1_supported").asDouble(), within(ROUNDING));
        assertThat(matrix.accuracy()).isEqualTo(golden.get("accuracy").asDouble(), within(ROUNDING));
        assertThat(golden.get("per_label")).hasSize(10);
        for (int label = 0; label < 10; label++) {
            JsonNode expected = golden.get("per_label").get(LabelSet.CANONICAL.name(label));
            LabelScore score = matrix.score(label);
            assertThat(score.precision()).isEqualTo(expected.get("precision").asDouble(), within(ROUNDING));
            assertThat(score.recall()).isEqualTo(expected.get("recall").asDouble(), within(ROUNDING));
            assertThat(score.f1()).isEqualTo(expected.get("f1").asDouble(), within(ROUNDING));
            assertThat(score.support()).isEqualTo(expected.get("support").asInt());
        }
    }

    @Test
    void aFailureIsWrongForItsGoldLabelAndInNoColumn() {
        ConfusionMatrix matrix =
                ConfusionMatrix.of(ABC, new int[] {0, 0, 1, 1}, new int[] {0, ConfusionMatrix.FAILURE, 1, 1});

        assertThat(matrix.failures()).isEqualTo(1);
        assertThat(matrix.failures(0)).isEqualTo(1);
        assertThat(matrix.failures(1)).isZero();
        assertThat(matrix.total()).isEqualTo(4);
        assertThat(matrix.accuracy()).isEqualTo(0.75);
        assertThat(matrix.score(0)).isEqualTo(new LabelScore(1, 0.5, 2 / 3.0, 2));
        assertThat(matrix.score(1)).isEqualTo(new LabelScore(1, 1, 1, 2));
        assertThat(matrix.count(0, 0) + matrix.count(0, 1) + matrix.count(0, 2)).isEqualTo(1);
    }

    @Test
    void theTwoMacroF1sDifferByLabelsThatAreOnlyPredicted() {
        ConfusionMatrix matrix = ConfusionMatrix.of(ABC, new int[] {0, 0, 1}, new int[] {0, 2, 1});
        assertThat(matrix.macroF1()).isEqualTo((2 / 3.0 + 1 + 0) / 3, within(ROUNDING));
        assertThat(matrix.macroF1Supported()).isEqualTo((2 / 3.0 + 1) / 2, within(ROUNDING));
    }

    @Test
    void withoutEmailsEveryFigureIsZero() {
        ConfusionMatrix matrix = ConfusionMatrix.of(ABC, new int[0], new int[0]);
        assertThat(matrix.accuracy()).isZero();
        assertThat(matrix.macroF1()).isZero();
        assertThat(matrix.macroF1Supported()).isZero();
    }

    @Test
    void unequalLengthsAreRefused() {
        assertThatThrownBy(() -> ConfusionMatrix.of(ABC, new int[2], new int[1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("2 gold labels, but 1 predicted ones");
    }

    @Test
    void theTableIsPrintedExactly() {
        int[] gold = {0, 0, 0, 1, 1, 2};
        int[] predicted = {0, 0, 1, 1, 1, 0};
        assertThat(ConfusionMatrix.of(ABC, gold, predicted).render()).isEqualTo("""
                        gold \\ predicted 1 2 3  precision  recall     f1  support
                        1 apple          2 1 .      0.667   0.667  0.667        3
                        2 banana         . 2 .      0.667   1.000  0.800        2
                        3 cherry         1 . .      0.000   0.000  0.000        1

                        accuracy 0.667 on 6 emails
                        macro-F1 0.489
                        """);
    }

    @Test
    void theTableShortensLongNamesAndShowsFailures() {
        LabelSet labels = new LabelSet(List.of("a_label_with_a_name_that_is_longer_than_its_column", "b", "c"));
        int[] gold = new int[120];
        int[] predicted = new int[120];
        predicted[117] = 2;
        gold[118] = 1;
        predicted[118] = ConfusionMatrix.FAILURE;
        predicted[119] = ConfusionMatrix.FAILURE;
        assertThat(ConfusionMatrix.of(labels, gold, predicted).render()).isEqualTo("""
                        gold \\ predicted             1   2   3  failed  precision  recall     f1  support
                        1 a_label_with_a_name_tha… 117   .   1       1      1.000   0.983  0.992      119
                        2 b                          .   .   .       1      0.000   0.000  0.000        1
                        3 c                          .   .   .       .      0.000   0.000  0.000        0

                        accuracy 0.975 on 120 emails, 2 failed
                        macro-F1 0.496 over the labels that the emails have, 0.331 over these and the labels that were only predicted
                        """);
    }

    @Test
    void theColumnsAreAsWideAsTheLargestCountWhereverItStands() {
        int[] gold = new int[12];
        int[] predicted = new int[12];
        Arrays.fill(gold, 2);
        Arrays.fill(predicted, 1);
        assertThat(ConfusionMatrix.of(ABC, gold, predicted).render())
                .startsWith("gold \\ predicted  1  2  3  precision")
                .contains("3 cherry          . 12  .      0.000");
    }

    @Test
    void aNameOfTwentyFourCharactersIsShownWhole() {
        String name = "exactly_24_characters_ab";
        LabelSet labels = new LabelSet(List.of(name, name + "c"));
        assertThat(ConfusionMatrix.of(labels, new int[1], new int[1]).render())
                .contains("1 " + name + " 1 .")
                .contains("2 " + name.substring(0, 23) + "… . .");
    }

    @Test
    void aLabelWithFewerThanFiveEmailsIsTooRareToJudge() {
        assertThat(new LabelScore(1, 1, 1, 4).tooFewToJudge()).isTrue();
        assertThat(new LabelScore(1, 1, 1, 5).tooFewToJudge()).isFalse();
    }

    private static int[] ids(JsonNode names) {
        return StreamSupport.stream(names.spliterator(), false)
                .mapToInt(name -> LabelSet.CANONICAL.id(name.asText()).orElseThrow())
                .toArray();
    }
}
