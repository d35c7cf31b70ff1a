package io.avocet.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.avocet.error.UserError;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreFileTest {
    private static final String GOOD = "{\"subject\": \"s\", \"body\": \"b\", \"label\": \"digest\"}\n";

    @TempDir
    Path folder;

    private Path path;

    @BeforeEach
    void nameTheFile() {
        path = folder.resolve("score.jsonl");
    }

    @Test
    void rowsAreReadInOrderAndOtherKeysAreIgnored() throws IOException {
        String first = """
                {"label":"hired","body":"Grüße \\ud83d\\ude00","subject":"One","x":{"y":[1,NaN]}}
                """;
        ScoreFile file = read("\uFEFF" + first + "\n \t\r\n{\"subject\":null,\"label\":\"digest\"}");

        assertThat(file.rows())
                .containsExactly(
                        new LabelledEmail(new Email("One", "Grüße \uD83D\uDE00"), "hired"),
                        new LabelledEmail(new Email("", ""), "digest"));
        assertThat(file.rowCount()).isEqualTo(2);
        assertThat(file.rowNumbers()).containsExactly(0, 1);
        assertThat(file.badRows()).isEmpty();
        assertThat(file.unknownLabels()).isEmpty();
    }

    @Test
    void aRowKnowsItsLineAndItsDateAndNeitherCountsWhenRowsAreCompared() throws IOException {
        ScoreFile file = read("""
                {"subject":"s","label":"digest","date":"2026-03-15T09:30:00Z"}

                {"subject":"s","label":"digest","date":"yesterday"}
                {"subject":"s","label":"digest","date":1773567000}
                """);
        assertThat(file.rows().stream().map(LabelledEmail::origin))
                .containsExactly(
                        new RowOrigin(path, 1, Instant.parse("2026-03-15T09:30:00Z")),
                        new RowOrigin(path, 3, null),
                        new RowOrigin(path, 4, null));
        assertThat(new HashSet<>(file.rows())).containsExactly(new LabelledEmail(new Email("s", ""), "digest"));
    }

    @Test
    void anUnknownLabelIsNotBadButCounted() throws IOException {
        String alert = "{\"subject\":\"s\",\"label\":\"profile_alert\"}\n";
        ScoreFile file =
                read(alert + GOOD + alert + "{\"body\":\"b\",\"label\":\"a\\u001bb" + "c".repeat(90) + "\"}\n");

        assertThat(file.rows()).hasSize(1);
        assertThat(file.rowNumbers()).containsExactly(1);
        assertThat(file.rowCount()).isEqualTo(4);
        assertThat(file.badRows()).isEmpty();
        assertThat(file.unknownLabels())
                .containsExactly(Map.entry("profile_alert", 2), Map.entry("a?b" + "c".repeat(57) + "…", 1));
    }

    @Test
    void aFileWithoutAGoodRowIsReadNoFurtherThanItMakesSense() throws IOException {
        Files.writeString(path, "?\n".repeat(20_000));
        UserError error = catchThrowableOfType(UserError.class, () -> ScoreFile.read(path, LabelSet.CANONICAL));
        assertThat(error).hasMessageContaining("10000 of 10000 rows cannot be read");
    }

    @Test
    void anUnknownLabelOfSixtyCharactersIsShownWhole() throws IOException {
        String label = "l".repeat(60);
        assertThat(read("{\"subject\":\"s\",\"label\":\"" + label + "\"}\n").unknownLabels())
                .containsExactly(Map.entry(label, 1));
    }

    @Test
    void aLabelNullTakesEarlierLabelsOfTheEmailBackAndALaterLabelCountsAgain() throws IOException {
        String other = row("t", "digest", null);
        ScoreFile file = read(GOOD + other + "{\"subject\":\"s\",\"body\":\"b\",\"label\":null}\n");
        assertThat(file.rows()).containsExactly(new LabelledEmail(new Email("t", "b"), "digest"));
        assertThat(file.rowNumbers()).containsExactly(1);
        assertThat(file.unlabelled()).containsExactly(new Email("s", "b").contentHash());
        assertThat(file.badRows()).isEmpty();

        ScoreFile again = read(GOOD + "{\"subject\":\"s\",\"body\":\"b\",\"label\":null}\n" + row("s", "hired", null));
        assertThat(again.rows()).containsExactly(new LabelledEmail(new Email("s", "b"), "hired"));
        assertThat(again.unlabelled()).isEmpty();
    }

    @Test
    void aDecisionReplacesEarlierRowsAndARowWithoutATimeDoesNot() throws IOException {
        ScoreFile corrected = read(GOOD + row("t", "digest", null) + row("s", "hired", "2026-03-15T09:30:00Z"));
        assertThat(corrected.rows().stream().map(LabelledEmail::label)).containsExactly("digest", "hired");
        assertThat(corrected.rowNumbers()).containsExactly(1, 2);
        assertThat(ConflictingDuplicates.of(List.of(corrected))).isEmpty();

        ScoreFile conflicting = read(GOOD + row("s", "hired", null));
        assertThat(ConflictingDuplicates.of(List.of(conflicting))).hasSize(1);
    }

    @Test
    void aLabelThatIsNotInTheSetStandsUntilALaterDecisionAndThenTheEarlierOneIsNotTrained() throws IOException {
        String lost = row("s", "lost", "2026-03-15T09:30:00Z");
        ScoreFile file = read(GOOD + lost);
        assertThat(file.rows()).as("its label is another one now").isEmpty();
        assertThat(file.unknownLabels()).containsExactly(Map.entry("lost", 1));

        ScoreFile relabelled = read(GOOD + lost + row("s", "hired", "2026-03-15T09:31:00Z"));
        assertThat(relabelled.rows().stream().map(LabelledEmail::label)).containsExactly("hired");
        assertThat(relabelled.rowNumbers()).containsExactly(2);
        assertThat(relabelled.unknownLabels()).isEmpty();
    }

    @Test
    void aLaterFileTakesALabelOfAnEarlierOneBack() throws IOException {
        ScoreFile first = read(GOOD);
        ScoreFile second = read("{\"subject\":\"s\",\"body\":\"b\",\"label\":null}\n");
        DistinctRows distinct = new DistinctRows();
        distinct.add(first);
        distinct.add(second);
        assertThat(distinct.rows()).isEmpty();
        assertThat(ConflictingDuplicates.of(List.of(read(GOOD + row("s", "hired", null)), second)))
                .isEmpty();
    }

    private static String row(String subject, String label, @Nullable String labeledAt) {
        return "{\"subject\":\"" + subject + "\",\"body\":\"b\",\"label\":\"" + label + "\""
                + (labeledAt == null ? "" : ",\"labeled_at\":\"" + labeledAt + "\"") + "}\n";
    }

    @Test
    void aMissingFileSaysWhatToDo() {
        UserError error = catchThrowableOfType(UserError.class, () -> ScoreFile.read(path, LabelSet.CANONICAL));
        assertThat(error.kind()).isEqualTo(UserError.Kind.NOT_FOUND);
        assertThat(error)
                .hasMessage(
                        "Labelled emails not found: " + path
                                + ". Copy data/email_score.jsonl.example there, or name another file as the file of labelled emails.");
    }

    @Test
    void anEmptyFileAndAFolderAreErrors() {
        assertThatThrownBy(() -> read("\uFEFF\n \n"))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(path + " is empty.");
        assertThatThrownBy(() -> ScoreFile.read(folder, LabelSet.CANONICAL))
                .isInstanceOf(UserError.class)
                .hasMessage(folder + " is a folder; name a file.");
    }

    @Test
    void eachKindOfBadRowIsNamedByLineAndReason() throws IOException {
        List<String> bad = List.of(
                "{\"subject\":\"secret\",\"body\":\"b\"}",
                "{\"subject\":\"secret\",\"label\":7}",
                "{\"subject\":[\"secret\"],\"label\":\"digest\"}",
                "{\"body\":7,\"label\":\"digest\"}",
                "[\"secret\"]",
                "{\"text\":\"secret\",\"label\":\"digest\"}",
                "{\"subject\":\"s\",\"label\":\"digest\"} secret",
                "{\"subject\":\"s\",\"label\":\"digest\"}{}",
                "{\"subject\": secret}",
                "{\"subject\": \"secret",
                "secret",
                "[".repeat(5000));
        ScoreFile file = read(GOOD.repeat(120) + String.join("\n", bad));

        assertThat(file.rows()).hasSize(120);
        assertThat(file.badRows().stream().map(BadRow::describe))
                .containsExactly(
                        path + ":121: 'label' is missing or not a string",
                        path + ":122: 'label' is missing or not a string",
                        path + ":123: 'subject' is neither a string nor null",
                        path + ":124: 'body' is neither a string nor null",
                        path + ":125: not a JSON object",
                        path + ":126: has neither 'subject' nor 'body', but 'text'",
                        path + ":127: not valid JSON (near column 40)",
                        path + ":128: more content after the JSON object",
                        path + ":129: not valid JSON (near column 19)",
                        path + ":130: not valid JSON (near column 20)",
                        path + ":131: not valid JSON (near column 7)",
                        path + ":132: not a JSON object");
    }

    @Test
    void bytesThatAreNotUtf8AreABadRow() throws IOException {
        byte[] latin1 = "{\"subject\":\"\u00FC\",\"label\":\"digest\"}\n".getBytes(StandardCharsets.ISO_8859_1);
        try (OutputStream out = Files.newOutputStream(path)) {
            out.write(latin1);
            out.write(GOOD.repeat(9).getBytes(StandardCharsets.UTF_8));
        }
        assertThat(ScoreFile.read(path, LabelSet.CANONICAL).badRows())
                .containsExactly(new BadRow(path, 1, "not UTF-8 (byte 13 of the line)"));
    }

    @Test
    void aTenthOfBadRowsPassesAndMoreStops() throws IOException {
        assertThat(read(GOOD.repeat(18) + "x\nx\n").badRows()).hasSize(2);
        assertThatThrownBy(() -> read(GOOD.repeat(17) + "x\nx\n"))
                .isInstanceOf(UserError.class)
                .hasMessage("""
                        %s: 2 of 19 rows cannot be read; at most a tenth may be skipped.
                          %s:18: not valid JSON (near column 2)
                          %s:19: not valid JSON (near column 2)
                        A row is one JSON object on one line, with the strings subject, body and label. Repair these \
                        lines or remove them.""".replace("%s", path.toString()));
        assertThatThrownBy(() -> read("x\n".repeat(5)))
                .hasMessageContaining(path + ":5:")
                .hasMessageNotContaining("\n  and");
        assertThatThrownBy(() -> read("x\n".repeat(100)))
                .hasMessageContaining(path + ":5:")
                .hasMessageNotContaining(path + ":6:")
                .hasMessageContaining("and 95 more");
    }

    @Test
    void aJsonArrayIsReadLikeItsRows() throws IOException {
        String row = GOOD.strip();
        ScoreFile file = read("[\n" + (row + ",\n").repeat(9) + row + "]");
        assertThat(file.rows()).isEqualTo(read(GOOD.repeat(10)).rows());
        assertThat(file.rowCount()).isEqualTo(10);
    }

    @Test
    void textUnderAnotherKeyIsCountedByKey() throws IOException {
        String half = "{\"subject\": \"s\", \"text\": \"b\", \"label\": \"digest\"}\n";
        ScoreFile file = read(GOOD + half + half);
        assertThat(file.rows()).hasSize(3);
        assertThat(file.unreadTexts())
                .containsExactly(Map.entry("no 'body' but 'text', which is not read: rename that key to 'body'", 2));
    }

    @Test
    void rowsOfAnotherToolAreRefusedWithAdvice() {
        assertThatThrownBy(() -> read("{\"text\":\"x\",\"label\":\"digest\"}\n"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(path + ":1: has neither 'subject' nor 'body', but 'text'")
                .hasMessageContaining("Rename the keys")
                .hasMessageContaining("'avocet import FILE --output");
    }

    @Test
    void noMessageQuotesAnEmail() {
        for (String row : List.of(
                "{\"subject\": secret}",
                "{secret: 1}",
                "{\"subject\": \"secret\" \"secret\"}",
                "{\"subject\": \"secret\\q\"}",
                "{\"subject\": 12secret}",
                "{\"subject\": \"secret")) {
            UserError error = catchThrowableOfType(UserError.class, () -> read(row));
            StringWriter trace = new StringWriter();
            error.printStackTrace(new PrintWriter(trace));
            assertThat(trace.toString()).doesNotContain("secret");
        }
    }

    @Test
    void aLineOf80MebibytesIsABadRowAndTheRowsAfterItAreRead() throws IOException {
        byte[] mebibyte = new byte[1 << 20];
        Arrays.fill(mebibyte, (byte) 'a');
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path))) {
            out.write("{\"label\":\"digest\",\"body\":\"".getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 80; i++) {
                out.write(mebibyte);
            }
            out.write(("\"}\n" + GOOD.repeat(9)).getBytes(StandardCharsets.UTF_8));
        }
        ScoreFile file = ScoreFile.read(path, LabelSet.CANONICAL);
        assertThat(file.badRows()).containsExactly(new BadRow(path, 1, "longer than 16 MiB"));
        assertThat(file.rows()).hasSize(9);
    }

    private ScoreFile read(String content) throws IOException {
        Files.writeString(path, content);
        return ScoreFile.read(path, LabelSet.CANONICAL);
    }
}
