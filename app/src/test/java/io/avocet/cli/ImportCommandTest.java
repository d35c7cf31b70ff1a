package io.avocet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.avocet.Console;
import io.avocet.data.Email;
import io.avocet.data.LabelLog;
import io.avocet.data.LabelSet;
import io.avocet.data.LabelledEmail;
import io.avocet.data.ScoreFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {
    private static final String MESSAGE = """
            From: Robin <r@example.com>
            Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=
            Date: Sun, 15 Mar 2026 10:30:00 +0100
            Message-ID: <one@example.com>

            Hello
            """;

    @TempDir
    Path home;

    @Test
    void eachFormatComesOutAsRows() throws IOException {
        assertRow(rows("a.eml", MESSAGE), "Gr\u00FC\u00DFe", "Hello", null);
        assertRow(rows("a.mbox", "From a@b.c Mon Jan  5 09:30:00 2026\n" + MESSAGE), "Gr\u00FC\u00DFe", "Hello", null);
        assertRow(
                rows(
                        "a.emlx",
                        MESSAGE.length() + "\n" + MESSAGE + "<plist><key>flags</key><integer>1</integer></plist>"),
                "Gr\u00FC\u00DFe",
                "Hello",
                null);
        assertRow(rows("a.jsonl", "{\"subject\":\"s\",\"body\":\"b\",\"label\":\"digest\"}"), "s", "b", "digest");
        assertRow(rows("a.csv", "LABEL;Subject;Body;x\ndigest;s;\"b;\n\"\"c\"\"\";1\n"), "s", "b;\n\"c\"", "digest");
        assertRow(rows("doccano.jsonl", "{\"id\":1,\"text\":\"b\",\"label\":[\"digest\"]}"), "", "b", "digest");
        assertRow(rows("old.jsonl", "{\"id\":1,\"data\":\"b\",\"labels\":[\"digest\"]}"), "", "b", "digest");
        assertRow(
                rows(
                        "studio.json",
                        "[{\"id\":1,\"data\":{\"subject\":\"s\",\"text\":\"b\"},\"annotations\":[{\"was_cancelled\":true,\"result\":"
                                + "[{\"value\":{\"choices\":[\"no\"]}}]},{\"result\":[{\"type\":\"choices\",\"value\":{\"choices\":[\"digest\"]}}]}]}]"),
                "s",
                "b",
                "digest");
        assertRow(
                rows("min.json", "[{\"text\":\"b\",\"id\":1,\"mood\":\"digest\",\"annotator\":1,\"annotation_id\":2}]"),
                "",
                "b",
                "digest");
    }

    @Test
    void theHeadersOfAMessageComeAlong() throws IOException {
        JsonNode row = rows("a.eml", MESSAGE).get(0);

        assertThat(row.path("from").asText()).isEqualTo("Robin <r@example.com>");
        assertThat(row.path("date").asText()).isEqualTo("2026-03-15T10:30:00+01:00");
        assertThat(row.path("message_id").asText()).isEqualTo("one@example.com");
        assertThat(row.path("source").asText()).endsWith("a.eml");
        assertThat(rows("b.eml", "Subject: s\nDate: Mon, 99 Foo\n\nb")
                        .get(0)
                        .path("date")
                        .isNull())
                .isTrue();
    }

    @Test
    void aFolderIsSearchedForMailboxesOfAllPrograms() throws IOException {
        write("mail/Inbox", "From a@b.c Mon Jan  5 09:30:00 2026\nSubject: thunderbird\n\nx");
        write("mail/Jobs.mbox/mbox", "From a@b.c Mon Jan  5 09:30:00 2026\nSubject: apple\n\nx");
        write("mail/New.mbox/Messages/1.emlx", "17\nSubject: emlx\n\nx\n<plist/>");
        write("mail/Maildir/cur/1.host:2,S", "Subject: seen\n\nx");
        write("mail/Maildir/cur/2.host:2,ST", "Subject: trashed\n\nx");
        write("mail/Maildir/new/3.host", "Subject: unseen\n\nx");
        Files.createDirectories(home.resolve("mail/Maildir/tmp"));
        write("mail/Maildir/.Sent/cur/4", "Subject: sent\n\nx");
        Files.createDirectories(home.resolve("mail/Maildir/.Sent/new"));
        write("mail/notes.txt", "Subject: no mail\n\nx");
        write("mail/odd.json", "{\"a\": 1}");
        Console.Result result = run("import", home.resolve("mail").toString(), "--json");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.lastJson().path("new").asInt()).isEqualTo(6);
        assertThat(result.lastJson()
                        .path("reasons")
                        .path("a file that is not mail")
                        .asInt())
                .isEqualTo(1);
        assertThat(result.out()).doesNotContain("thunderbird", "trashed");
    }

    @Test
    void whatIsReadAgainIsKnownAndOneBadEmailCostsOneRow() throws IOException {
        Path file = write("a.jsonl", "{\"subject\":\"one\"}\nbroken\n{\"subject\":\"two\",\"label\":\"digest\"}\n");
        JsonNode first = run("import", file.toString(), "--json").lastJson();
        Console.Result again = run("import", file.toString());

        assertThat(first.path("new").asInt()).isEqualTo(2);
        assertThat(first.path("refused").asInt()).isEqualTo(1);
        assertThat(first.path("reasons").path("not valid JSON").asInt()).isEqualTo(1);
        assertThat(again.err())
                .contains("0 new emails", "2 known already, 1 refused", "1 email had a label", "--output FILE.jsonl");
    }

    @Test
    void rowsWithLabelsThatAreNoneOfAnEmailAreRefused() throws IOException {
        Path file = write(
                "a.jsonl",
                "{\"text\":\"a\",\"label\":[\"x\",\"y\"]}\n{\"text\":\"b\",\"label\":[[0,1,\"ORG\"]]}\n{\"text\":\"c\",\"label\":[]}\n");
        JsonNode result = run("import", file.toString(), "--json").lastJson();

        assertThat(result.path("new").asInt()).isEqualTo(1);
        assertThat(result.path("reasons").path("has more than one label").asInt())
                .isEqualTo(1);
        assertThat(result.path("refused").asInt()).isEqualTo(2);
    }

    @Test
    void aFileWithSomeLabelsIsReadForTrainingAsItIsAndCompletedByLabelling() throws IOException {
        Path input = write("a.jsonl", """
                {"subject":"one","label":"digest"}
                {"subject":"two"}
                {"subject":"one"}
                {"subject":"three"}
                {"subject":"three","label":"hired"}
                """);
        Path output = home.resolve("rows.jsonl");
        run("import", input.toString(), "--output", output.toString());
        assertThat(Files.readAllLines(output))
                .as("a text without a label does not take its label back")
                .hasSize(4);
        assertThat(Files.readAllLines(output).get(1)).endsWith("\"label\":null}");

        ScoreFile before = ScoreFile.read(output, LabelSet.CANONICAL);
        assertThat(before.badRows()).isEmpty();
        assertThat(before.rows().stream().map(LabelledEmail::label)).containsExactly("digest", "hired");
        assertThat(before.unlabelled()).containsExactly(new Email("two", "").contentHash());

        LabelLog log = new LabelLog(output);
        log.refresh();
        assertThat(log.badRows()).isZero();
        log.append(log.row(log.find(new Email("two", "").contentHash()).orElseThrow())
                .put("label", "neutral"));
        ScoreFile after = ScoreFile.read(output, LabelSet.CANONICAL);
        assertThat(after.rows().stream().map(LabelledEmail::label)).containsExactly("digest", "hired", "neutral");
        assertThat(after.unlabelled()).isEmpty();
    }

    @Test
    void rowsWithoutAnyTextAreRefusedInEachFormat() throws IOException {
        write("mixed/a.csv", "subject,body,label\ns,b,digest\n,,\n\" \",,hired\n");
        write("mixed/b.jsonl", "{\"subject\":\"s2\"}\n{\"subject\":\"\",\"body\":null}\n");
        write("mixed/c.json", "[{\"text\":\"b\",\"label\":[\"x\"]},{\"text\":\"\\u200b\",\"label\":[\"x\"]}]");
        write(
                "mixed/d.json",
                "[{\"data\":{\"text\":\"d\"},\"annotations\":[]},{\"data\":{\"text\":\" \"},\"annotations\":[]}]");
        JsonNode result =
                run("import", home.resolve("mixed").toString(), "--json").lastJson();
        assertThat(result.path("new").asInt()).isEqualTo(4);
        assertThat(result.path("reasons").toString()).isEqualTo("{\"its subject and its body are empty\":5}");
    }

    @Test
    void labelsThatAreNotInTheSetAreToldAtTheEnd() throws IOException {
        Path input =
                write("a.csv", "subject,label\none,Zusage\ntwo,digest\nthree,Zusage\nfour,\"no\u001b[31m\"\nfive,\n");
        Path labels = write("labels.txt", "Zusage\ndigest\n");
        Console.Result told = run("import", input.toString(), "--output", "-");
        assertThat(told.err())
                .contains(
                        "  not in the label set: 'Zusage', 2 emails",
                        "  not in the label set: 'no\\u{1b}[31m', 1 email",
                        "Training leaves these emails out. Rename their labels, or name a label set with --labels FILE.");
        String output = home.resolve("rows.jsonl").toString();
        JsonNode json = run("import", input.toString(), "--output", output, "--labels", labels.toString(), "--json")
                .lastJson();
        assertThat(json.path("unknown_labels").toString()).isEqualTo("{\"no\\u001B[31m\":1}");
        assertThat(run("import", input.toString()).err())
                .contains("4 emails had a label")
                .doesNotContain("label set");
    }

    @Test
    void anInputThatIsNoMailIsAnErrorAndNothingIsWritten() throws IOException {
        Path table = write("a.csv", "name,age\nx,1\n");
        Console.Result result = run(
                "import",
                table.toString(),
                "--output",
                home.resolve("out.jsonl").toString());

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err()).contains("no column is named subject, body or text; found: name, age");
        assertThat(home.resolve("out.jsonl")).doesNotExist();
        assertThat(run("import", home.resolve("none").toString()).exitCode()).isEqualTo(4);
    }

    @Test
    void aFileThatIsThereIsNotWrittenOver() throws IOException {
        Path labels = write("labels.jsonl", "{\"subject\":\"mine\",\"label\":\"hired\"}\n");
        Path input = write("a.jsonl", "{\"subject\":\"one\"}\n");
        Console.Result result = run("import", input.toString(), "--output", labels.toString());

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("exists already, and is not written over", "Name a new file.");
        assertThat(labels).hasContent("{\"subject\":\"mine\",\"label\":\"hired\"}");
    }

    @Test
    void aTableThatIsNotUtf8IsNamedAndInAFolderTheRestIsRead() throws IOException {
        Path folder = Files.createDirectory(home.resolve("mixed"));
        Path table = Files.write(
                folder.resolve("a.csv"), "subject,body\nGrü\u00dfe,b\n".getBytes(StandardCharsets.ISO_8859_1));
        Files.writeString(folder.resolve("b.jsonl"), "{\"subject\":\"one\"}\n");
        Console.Result alone = run("import", table.toString());
        Console.Result both = run("import", folder.toString());

        assertThat(alone.exitCode()).isEqualTo(3);
        assertThat(alone.err()).contains("a.csv is not UTF-8").contains("Save the table as CSV in UTF-8.");
        assertThat(both.exitCode()).as(both.err()).isZero();
        assertThat(both.err()).contains("1 new email", "1 refused");
    }

    @Test
    void aQuotationMarkThatIsNeverClosedIsRefusedAndTheRowsBeforeItAreRead() throws IOException {
        Path table = write("open.csv", "subject,body\none,b\n\"open,b\nthree,b\n");
        Console.Result result = run("import", table.toString());

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.err()).contains("a quotation mark is not closed", "1 new email", "1 refused");
    }

    @Test
    void anEmptyNameIsAWrongCommandLine() throws IOException {
        Path input = write("a.jsonl", "{\"subject\":\"one\"}\n");
        assertThat(run("import", "").exitCode()).isEqualTo(2);
        assertThat(run("import", input.toString(), "--store", "").exitCode()).isEqualTo(2);
    }

    @Test
    void whatAServerReceivedIsListedByTheNameThatItHad() throws IOException {
        Path file = write("a.jsonl", "{\"subject\":\"one\"}\n");
        assertThat(run("import", file.toString(), "--source", "upload: mine.jsonl")
                        .err())
                .contains("Reading upload: mine.jsonl…");
        assertThat(run("mail").out()).contains("upload: mine.jsonl").doesNotContain(home.toString());
        assertThat(run("mail", "forget", "upload: mine.jsonl").out()).startsWith("Removed 1 email.");
    }

    @Test
    void theSourcesAreListedAndForgotten() throws IOException {
        Path file = write("a.jsonl", "{\"subject\":\"one\"}\n");
        run("import", file.toString());

        assertThat(run("mail").out()).contains(file.toString(), "emails");
        assertThat(run("mail", "forget", "nothing").err()).contains("It has: " + file);
        assertThat(run("mail", "forget").exitCode()).isEqualTo(2);
        assertThat(run("mail", "forget", file.toString()).out()).isEqualTo("Removed 1 email." + System.lineSeparator());
        assertThat(run("mail").out()).contains("The mail store is empty");
    }

    private List<JsonNode> rows(String name, String content) throws IOException {
        Path output = home.resolve("rows.jsonl");
        Files.deleteIfExists(output);
        Console.Result result = run("import", write(name, content).toString(), "--output", output.toString());
        assertThat(result.exitCode()).as(result.err()).isZero();
        List<JsonNode> rows = new ArrayList<>();
        for (String line : Files.readAllLines(output)) {
            rows.add(new JsonMapper().readTree(line));
        }
        return rows;
    }

    private static void assertRow(List<JsonNode> rows, String subject, String body, @Nullable String label) {
        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).path("subject").asText()).isEqualTo(subject);
        assertThat(rows.get(0).path("body").asText()).isEqualTo(body);
        assertThat(rows.get(0).path("label").textValue()).isEqualTo(label);
    }

    private Path write(String name, String content) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    private Console.Result run(String... arguments) {
        return new Console(home).run(arguments);
    }
}
