package io.avocet.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.avocet.adapter.Hypothesis;
import io.avocet.error.UserError;
import io.avocet.run.Compute;
import io.avocet.run.DeviceChoice;
import io.avocet.run.PrecisionChoice;
import io.avocet.run.RunEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarkRowsTest {
    private final List<RunEvent> events = new ArrayList<>();

    @TempDir
    Path folder;

    @Test
    void rowsHaveTheirPlaceInTheFileTheirLabelAndTheirHash() throws IOException {
        BenchmarkRows rows = read(OptionalInt.empty(), row("a", "ham"), row("b", "digest"), row("c", "spam"));
        assertThat(rows.rows())
                .extracting(row -> row.number() + row.email().subject() + row.gold())
                .containsExactly("0a0", "2c1");
        assertThat(rows.rows())
                .allSatisfy(row ->
                        assertThat(row.contentHash()).isEqualTo(row.email().contentHash()));
        assertThat(events)
                .containsExactly(new RunEvent.Warning(
                        "Left out 1 rows with the unknown label 'digest' in " + folder.resolve("score.jsonl") + "."));
    }

    @Test
    void aLimitTakesTheFirstRowsAndTheFileStaysWhole() throws IOException {
        BenchmarkRows rows = read(OptionalInt.of(1), row("a", "ham"), row("b", "spam"));
        assertThat(rows.rows()).extracting(row -> row.email().subject()).containsExactly("a");
        assertThat(rows.file().rows()).hasSize(2);
        assertThat(read(OptionalInt.of(3), row("a", "ham"), row("b", "spam")).rows())
                .hasSize(2);
    }

    @Test
    void rowsOfTheSameContentAreToldAndCountEach() throws IOException {
        assertThat(read(OptionalInt.empty(), row("a", "ham"), row("a", "spam"), row("b", "ham"))
                        .rows())
                .hasSize(3);
        assertThat(events)
                .containsExactly(new RunEvent.Warning("1 of 3 rows repeat the content of another; each counts."));
    }

    @Test
    void aFileWithoutAnyOfTheLabelsIsRefused() {
        assertThatThrownBy(() -> read(OptionalInt.empty(), row("a", "digest")))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        folder.resolve("score.jsonl")
                                + " has no row with one of the labels [ham, spam]. Name another label set as the file of labels.");
    }

    @Test
    void longBodiesAreCountedByCodePoints() throws IOException {
        String twoCodePoints = "{\"subject\":\"s\",\"body\":\"\\ud83d\\ude00x\",\"label\":\"ham\"}\n";
        BenchmarkRows rows = read(OptionalInt.empty(), twoCodePoints);
        assertThat(rows.bodiesLongerThan(1)).isEqualTo(1);
        assertThat(rows.bodiesLongerThan(2)).isZero();
    }

    private BenchmarkRows read(OptionalInt limit, String... lines) throws IOException {
        Path file = Files.writeString(folder.resolve("score.jsonl"), String.join("", lines));
        BenchmarkRequest request = new BenchmarkRequest(
                new BenchmarkRequest.Models(folder, Optional.empty(), List.of(), false),
                new BenchmarkRequest.Data(file, limit, List.of(), Optional.empty()),
                new BenchmarkRequest.Wording(new Hypothesis(Hypothesis.DEFAULT_TEMPLATE), Optional.empty()),
                false,
                Optional.empty(),
                new Compute(PrecisionChoice.AUTO, DeviceChoice.CPU, 1),
                42);
        return BenchmarkRows.read(request, Runs.LABELS, events::add);
    }

    private static String row(String subject, String label) {
        return "{\"subject\":\"" + subject + "\",\"body\":\"\",\"label\":\"" + label + "\"}\n";
    }
}
