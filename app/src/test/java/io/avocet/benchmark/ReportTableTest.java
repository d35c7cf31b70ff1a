package io.avocet.benchmark;

import static io.avocet.benchmark.Runs.FAILED;
import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.eval.TokenCut;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTableTest {
    @Test
    void theWholeReport() {
        ModelRun mine = new ModelRun(
                "mine",
                "models/mine",
                Learning.from(Runs.hashes(0, 1), Runs.hashes(2)),
                Runs.predictions(0, 1, 0, 1, 0, 0),
                new ModelRun.Speed(12.34, 200, 0.5, 1_234_000_000),
                new TokenCut(512, 2),
                null);
        ModelRun nli = Runs.run("nli", Learning.nothing(), 0, 0, 0, FAILED, 0, 0);
        assertThat(ReportTable.render(Runs.report(
                        Runs.rows(0, 1, 0, 1, 0, 0), false, mine, nli, ModelRun.failed("gone", "id", "not cached"))))
                .isEqualTo("""
                        model   rows  macro-F1 95% interval     accuracy   ms/email   emails/s     load    memory  against the best
                        mine       4    1.000* [1.000, 1.000]     1.000       12.3        200    0.5 s    1.2 GB  best
                        nli        4    0.500  [0.500, 1.000]     0.750          -          -        -         -  cannot tell
                        gone   no score: not cached

                        F1 by label  rows    mine     nli
                        ham             3  1.000~  1.000~
                        spam            1  1.000~  0.000~

                        Confusion matrix of mine:
                        gold \\ predicted 1 2  precision  recall     f1  support
                        1 ham            3 .      1.000   1.000  1.000        3
                        2 spam           . 1      1.000   1.000  1.000        1

                        accuracy 1.000 on 4 emails
                        macro-F1 1.000

                        6 emails. The body is longer than the 400 characters that a fine-tuned model or an encoder reads in 1, longer than the 600 of a zero-shot model or reranker in 0.
                        Emails with more tokens than the model reads: mine 2 (it reads 512).
                        Each model is scored only on rows that it was not trained on; a model that never saw a label, on those that no other was trained on.
                        * some of these rows chose the model's best epoch, so its score is a little too good: mine 1 of 4.
                        Rows on which a model failed count as wrong: nli 1 of 4.
                        ~ fewer than 5 rows: too few to judge.
                        """);
    }

    @Test
    void scoresThatSaySomethingElseAreMarked() {
        ModelRun mine = Runs.run("mine", Runs.trainedOn(0, 1), 0, 1, 0, 1);
        ModelRun found = Runs.run("found", Learning.unknown(), 1, 0, 0, 1);
        ModelRun folds = Runs.run("majority-label", Learning.eachOutOfFold(), 0, 0, 0, 0);
        assertThat(ReportTable.render(Runs.report(Runs.rows(0, 1, 0, 1), true, mine, found, folds)))
                .isEqualTo("""
                        model            rows  macro-F1 95% interval     accuracy   ms/email   emails/s     load    memory  against the best
                        mine                4    1.000! [1.000, 1.000]     1.000          -          -        -         -  best
                        found               4    0.500? [0.000, 1.000]     0.500          -          -        -         -  cannot tell
                        majority-label      4    0.333  [0.000, 1.000]     0.500          -          -        -         -  cannot tell

                        F1 by label  rows    mine   found  majority-label
                        ham             2  1.000~  0.500~          0.667~
                        spam            2  1.000~  0.500~          0.000~

                        Confusion matrix of mine:
                        gold \\ predicted 1 2  precision  recall     f1  support
                        1 ham            2 .      1.000   1.000  1.000        2
                        2 spam           . 2      1.000   1.000  1.000        2

                        accuracy 1.000 on 4 emails
                        macro-F1 1.000

                        4 emails. The body is longer than the 400 characters that a fine-tuned model or an encoder reads in 1, longer than the 600 of a zero-shot model or reranker in 0.
                        All rows are scored, also those that a model was trained on.
                        ? the rows that the model was trained on are not recorded, so its score may say nothing about new mail: found.
                        ! the model was trained on some of these rows, so this score says nothing about new mail: mine 2 of 4.
                        ~ fewer than 5 rows: too few to judge.
                        The baselines were scored out of fold: each row by one that had not seen it.
                        """);
    }

    @Test
    void aScoreOutOfFoldIsMarkedAndExplained() {
        ModelRun mine = Runs.run("mine", Learning.crossValidated(Runs.hashes(0, 1, 2)), 0, 1, 0, 1);
        ModelRun nli = Runs.run("nli", Learning.nothing(), 0, 0, 0, 0);
        assertThat(ReportTable.render(Runs.report(Runs.rows(0, 1, 0, 1), false, mine, nli))
                        .lines())
                .anyMatch(line -> line.startsWith("mine       4    1.000+ [1.000, 1.000] "))
                .anyMatch(line -> line.startsWith("nli        4    0.333  ["))
                .contains(
                        "+ the model was trained on these rows; each was predicted by a model of its cross-validation that had"
                                + " not seen it: mine 3 of 4.");
    }

    @Test
    void scoresOnDifferentRowsAreNoRankingAndEachLabelHasItsOwnSupport() {
        ModelRun early = Runs.run("early", Runs.trainedOn(0, 1), 0, 1, 0, 1, 0, 0);
        ModelRun late = Runs.run("late", Runs.trainedOn(4, 5), 0, 1, 0, 0, 0, 0);
        List<String> lines = ReportTable.render(Runs.report(Runs.rows(0, 1, 0, 1, 0, 0), false, early, late))
                .lines()
                .toList();
        assertThat(lines)
                .contains(
                        "The models were scored on different rows, so their scores cannot be ranked against each other. Each is"
                                + " compared with early on the rows that both were scored on.",
                        "F1 by label     early      late",
                        "ham          1.000~/3  0.800~/2",
                        "spam         1.000~/1  0.667~/2",
                        "F1 by label: after the slash, the rows of that label that the model is scored on.")
                .anyMatch(line -> line.startsWith("early ") && line.endsWith("best on its own rows"))
                .anyMatch(line -> line.startsWith("late ") && line.endsWith(", on 2 common rows"));
    }

    @Test
    void baselinesAloneAreNoScoreOfAModel() {
        ModelRun baseline = Runs.run("majority-label", Learning.eachOutOfFold(), 0, 0);
        ModelRun model = Runs.run("nli", Learning.nothing(), 0, 0);
        ModelRun gone = ModelRun.failed("gone", "id", "not cached");
        assertThat(Runs.report(Runs.rows(0, 0), false, baseline, gone).scoresAModel())
                .isFalse();
        assertThat(Runs.report(Runs.rows(0, 0), false, baseline, model).scoresAModel())
                .isTrue();
    }

    @Test
    void aLabelThatNoRowHasHasNoF1() {
        ModelRun nli = Runs.run("nli", Learning.nothing(), 0, 0);
        assertThat(ReportTable.render(Runs.report(Runs.rows(0, 0), false, nli)).lines())
                .contains("ham             2  1.000~", "spam            0       -");
    }

    @Test
    void whereNothingCouldBeScoredNoTableOfZerosStands() {
        assertThat(ReportTable.render(Runs.report(Runs.rows(0), false, ModelRun.failed("gone", "id", "not cached"))))
                .endsWith("""
                        gone   no score: not cached

                        Nothing could be scored: the lines above say why.
                        """);
    }
}
