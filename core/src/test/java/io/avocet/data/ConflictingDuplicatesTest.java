package io.avocet.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConflictingDuplicatesTest {
    @TempDir
    Path folder;

    @Test
    void anEmailWithTwoLabelsIsListedWithAllItsRowsInTheOrderOfTheFiles() throws IOException {
        ScoreFile first = file("first.jsonl", "a:digest", "b:neutral", "c:offer", "a:digest");
        ScoreFile second = file("second.jsonl", "c:offer", "a:neutral");

        assertThat(ConflictingDuplicates.of(List.of(first, second)))
                .singleElement()
                .satisfies(rows -> assertThat(rows)
                        .extracting(row -> row.label() + " "
                                + Objects.requireNonNull(row.origin()).place())
                        .containsExactly(
                                "digest " + first.path() + ":1",
                                "digest " + first.path() + ":4",
                                "neutral " + second.path() + ":2"));
    }

    private ScoreFile file(String name, String... rows) throws IOException {
        List<String> lines = List.of(rows).stream()
                .map(row -> row.split(":"))
                .map(row -> "{\"subject\": \"" + row[0] + "\", \"body\": \"\", \"label\": \"" + row[1] + "\"}")
                .toList();
        return ScoreFile.read(Files.write(folder.resolve(name), lines), LabelSet.CANONICAL);
    }
}
