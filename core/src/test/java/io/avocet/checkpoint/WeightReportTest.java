package io.avocet.checkpoint;

import static io.avocet.testing.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.avocet.error.UserError;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WeightReportTest {
    private static final Path FOLDER = Path.of("somewhere");
    private static final Set<String> HEAD = Set.of("classifier.weight", "classifier.bias");

    @Test
    void weightsThatFitAreUsable() {
        WeightReport report = WeightReport.compare(
                Map.of("w", List.of(2L), "classifier.weight", List.of(3L)),
                entries(entry("w", "BF16", 2), entry("classifier.weight", "F32", 3)),
                HEAD,
                WeightReportTest::isIgnored);
        assertThat(report.freshHead()).isEmpty();
        report.requireUsable(FOLDER, false);
    }

    @Test
    void whatDoesNotFitIsListedTogether() {
        WeightReport report = WeightReport.compare(
                expected("lost", "short", "counted"),
                entries(entry("short", "F32", 3), entry("counted", "I64", 2), entry("stray", "F32", 2)),
                HEAD,
                WeightReportTest::isIgnored);
        assertRefused(UserError.Kind.BAD_INPUT, () -> report.requireUsable(FOLDER, true))
                .hasMessage("somewhere: its weights do not fit its config.json. Tensors missing (1): lost; tensors"
                        + " unexpected (1): stray; tensors not of the expected shape or type (2): short: expected [2],"
                        + " found [3], counted: expected F32, F16 or BF16, found I64. Fetch the checkpoint again or"
                        + " choose another; one without its own head must be fine-tuned before it classifies.");
    }

    @Test
    void aHeadThatIsMissingOrOfAnotherShapeStartsAfreshInFineTuning() {
        WeightReport report = WeightReport.compare(
                expected("w", "classifier.weight", "classifier.bias"),
                entries(entry("w", "F32", 2), entry("classifier.weight", "F32", 3)),
                HEAD,
                WeightReportTest::isIgnored);
        assertThat(report.freshHead()).containsExactly("classifier.weight", "classifier.bias");
        assertThatCode(() -> report.requireUsable(FOLDER, true)).doesNotThrowAnyException();
    }

    @Test
    void aModelThatClassifiesNeedsItsHead() {
        WeightReport report = WeightReport.compare(
                expected("w", "classifier.weight", "classifier.bias"),
                entries(entry("w", "F32", 2), entry("classifier.weight", "F32", 3)),
                HEAD,
                WeightReportTest::isIgnored);
        assertRefused(UserError.Kind.BAD_INPUT, () -> report.requireUsable(FOLDER, false))
                .hasMessageContaining("Tensors of the classification head missing or not fitting (2):"
                        + " classifier.weight: expected [2], found [3], classifier.bias: expected [2], found nothing.");
    }

    @Test
    void tensorsWithoutEffectAreIgnoredAndNamed() {
        List<String> others = List.of("lm_head.dense.weight", "roberta.pooler.dense.weight");
        WeightReport report = WeightReport.compare(
                expected("w"),
                entries(Stream.concat(
                                Stream.of(entry("w", "F32", 2)), others.stream().map(name -> entry(name, "I64", 9)))
                        .toArray(TensorEntry[]::new)),
                HEAD,
                WeightReportTest::isIgnored);
        assertThat(report.ignored()).containsExactlyElementsOf(others);
        report.requireUsable(FOLDER, false);
    }

    @Test
    void aLongListIsCutButCounted() {
        String[] names = IntStream.range(100, 150).mapToObj(i -> "w" + i).toArray(String[]::new);
        WeightReport report = WeightReport.compare(expected(names), Map.of(), HEAD, WeightReportTest::isIgnored);
        assertRefused(UserError.Kind.BAD_INPUT, () -> report.requireUsable(FOLDER, true))
                .hasMessageContaining("missing (50): w100, ")
                .hasMessageContaining("w119 and 30 more.");
    }

    private static Map<String, List<Long>> expected(String... names) {
        Map<String, List<Long>> expected = new LinkedHashMap<>();
        for (String name : names) {
            expected.put(name, List.of(2L));
        }
        return expected;
    }

    private static boolean isIgnored(String name) {
        return name.startsWith("lm_head.") || name.contains(".pooler.");
    }

    private static Map<String, TensorEntry> entries(TensorEntry... entries) {
        return Stream.of(entries).collect(Collectors.toMap(TensorEntry::name, Function.identity()));
    }

    private static TensorEntry entry(String name, String dtype, long size) {
        return new TensorEntry(name, dtype, List.of(size), FOLDER.resolve("model.safetensors"), 0, size * 4);
    }
}
