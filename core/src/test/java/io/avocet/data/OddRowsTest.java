package io.avocet.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.run.RunEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OddRowsTest {
    private static final Path FILE = Path.of("score.jsonl");

    @Test
    void fiveBadRowsAreNamedAndTheOthersCounted() {
        assertThat(warnings(5, Map.of()))
                .hasSize(5)
                .startsWith("Skipped score.jsonl:1: not UTF-8.")
                .endsWith("Skipped score.jsonl:5: not UTF-8.");
        assertThat(warnings(7, Map.of()))
                .hasSize(6)
                .endsWith("Skipped 2 more rows of score.jsonl that cannot be read.");
    }

    @Test
    void eachUnknownLabelIsNamedWithItsRows() {
        Map<String, Integer> unknown = new LinkedHashMap<>();
        unknown.put("alert", 2);
        unknown.put("spam", 3);
        assertThat(warnings(0, unknown))
                .containsExactly(
                        "Left out 2 rows with the unknown label 'alert' in score.jsonl.",
                        "Left out 3 rows with the unknown label 'spam' in score.jsonl.");
    }

    @Test
    void rowsWithTextUnderAKeyThatIsNotReadAreCounted() {
        Map<String, Integer> unread = new LinkedHashMap<>();
        unread.put("'text' in place of 'body'", 1);
        unread.put("'title' in place of 'subject'", 2);
        List<RunEvent> events = new ArrayList<>();
        OddRows.report(
                new ScoreFile(FILE, 3, List.of(), List.of(), List.of(), Map.of(), Set.of(), unread), events::add);
        assertThat(events)
                .containsExactly(
                        new RunEvent.Warning("score.jsonl: 1 row has 'text' in place of 'body'."),
                        new RunEvent.Warning("score.jsonl: 2 rows have 'title' in place of 'subject'."));
    }

    private static List<String> warnings(int badRows, Map<String, Integer> unknown) {
        List<BadRow> bad = IntStream.rangeClosed(1, badRows)
                .mapToObj(line -> new BadRow(FILE, line, "not UTF-8"))
                .toList();
        List<RunEvent> events = new ArrayList<>();
        OddRows.report(
                new ScoreFile(FILE, badRows, List.of(), List.of(), bad, unknown, Set.of(), Map.of()), events::add);
        assertThat(events).allMatch(RunEvent.Warning.class::isInstance);
        return events.stream().map(RunEvent::message).toList();
    }
}
