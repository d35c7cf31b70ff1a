package io.avocet.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.avocet.data.BadRow;
import io.avocet.data.EmailSource;
import io.avocet.data.EmailSources;
import io.avocet.data.JsonlEmails;
import io.avocet.data.SourcedEmail;
import io.avocet.error.UserError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailFilesTest {
    private static final String MESSAGE = "Subject: one\n\nwords\n";

    @TempDir
    Path folder;

    @Test
    void theContentDecidesTheFormat() throws IOException {
        assertThat(kindOf("\uFEFF \n{\"subject\":\"one\"}")).isEqualTo(JsonlEmails.class);
        assertThat(kindOf("From a@b.c Mon Jan  5 09:30:00 2026\n" + MESSAGE)).isEqualTo(MboxEmails.class);
        assertThat(kindOf("\uFEFF\n" + MESSAGE)).isEqualTo(EmlEmails.class);
    }

    @Test
    void eachFormatIsReadFromItsFirstByte() throws IOException {
        for (String content : List.of(
                "\uFEFF \n{\"subject\":\"one\"}",
                "\uFEFFFrom a@b.c Mon Jan  5 09:30:00 2026\n" + MESSAGE,
                "From \n" + MESSAGE,
                "\uFEFF\r\n" + MESSAGE)) {
            try (EmailSource emails = open(content, "stdin")) {
                assertThat(EmailSources.next(emails, 9))
                        .as(content)
                        .extracting(found -> found.email().subject())
                        .containsExactly("one");
                assertThat(emails.skipped()).isZero();
            }
        }
    }

    @Test
    void aJsonlNameMakesABrokenFirstLineABadRow() throws IOException {
        try (EmailSource emails = open("broken\n{\"subject\":\"one\"}", "mail.jsonl")) {
            assertThat(EmailSources.next(emails, 9)).hasSize(1);
            assertThat(emails.skipped()).isEqualTo(1);
        }
    }

    @Test
    void emptyAndUnknownInputIsRefused() {
        assertThatThrownBy(() -> open(" \n", "stdin"))
                .isInstanceOf(UserError.class)
                .hasMessage("stdin is empty. It needs one email or more.");
        assertThatThrownBy(() -> open("Hello Robin", "note.txt"))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "note.txt is not mail. Name a file of emails: JSONL (one {\"subject\": …, \"body\": …} a line), a JSON array"
                                + " of such rows, mbox, or a message with its headers.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BEGIN:VCALENDAR\\nVERSION:2.0|a calendar",
                "begin:vcard\\nversion:4.0|an address book",
                "<style>p{color:red}</style><p>Hello|a web page",
                "<?xml version=\"1.0\"?><a:b/>|an XML file",
                "[\"a: b\", \"c\"]|a JSON array without rows",
                "[]|a JSON array without rows",
                "https://example.com/a|a list of web addresses",
                "robin@example.com\\nkim@example.org|a list of email addresses",
                "Robin Doe <robin@example.com>,|a list of email addresses",
                "subject,body\\n\"a: b\",\"c\"|a table (CSV)",
                "\"subject\";\"body\"|a table (CSV)",
                "Interview:Thursday,Hello|a table (CSV)",
                "50\\nFrom: a@example.com\\n\\nHello|a message of Apple Mail",
                "%PDF-1.7|a PDF file",
                "{\\rtf1 words}|an RTF file",
                "PK\u0003\u0004rest|a zip archive"
            })
    void aFileThatIsNoMailIsRefusedByName(String content, String kind) {
        assertThatThrownBy(() -> open(content.replace("\\n", "\n"), "input"))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("input is not mail: it looks like " + kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "subject: Interview\nbody: Hello\n",
                "Interview: Thursday\nHello\n",
                "Hello Robin,\n\nInterview: Thursday\n",
                "2026-01-05T10:00: started"
            })
    void aWordWithAColonIsNoHeaderOfAMessage(String content) {
        assertThatThrownBy(() -> open(content, "input")).hasMessageStartingWith("input is not mail");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From : a@b.c\nSubject: one\n\nwords",
                "X-Folder: in\n folded\n\nwords",
                "Odd: 1\nDate : today\n\nx"
            })
    void aMessageBeginsWithFieldsOneOfThemOfMail(String content) throws IOException {
        assertThat(kindOf(content)).isEqualTo(EmlEmails.class);
    }

    @Test
    void aJsonArrayOfRowsIsRead() throws IOException {
        try (EmailSource emails = open("[{\"subject\":\"one\"},{\"subject\":\"two\"}]", "mail.json")) {
            assertThat(EmailSources.next(emails, 9)).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From : a@b.c\r\nSubject : one\r\n\r\nwords",
                "X-Strange Header: 1\nReturn-Path: <a@b.c>\nSubject: one\n\nwords",
                "this line is no header\nSubject: one\n\nwords",
                "Received: from a\n by b\nSubject: one\n\nwords",
                "subject: one",
                "From: a@b.c\rSubject: one\r\rwords"
            })
    void aMessageIsReadWithADamagedHeaderToo(String content) throws IOException {
        try (EmailSource emails = open(content, "stdin")) {
            assertThat(emails).isInstanceOf(EmlEmails.class);
            assertThat(EmailSources.next(emails, 9))
                    .extracting(found -> found.email().subject())
                    .containsExactly("one");
        }
    }

    @Test
    void aFolderOfAppleMailIsReadThroughItsMbox() throws IOException {
        Path export = Files.createDirectory(folder.resolve("Jobs.mbox"));
        Files.writeString(export.resolve("mbox"), "From a@b.c Mon Jan  5 09:30:00 2026\n" + MESSAGE);
        Files.writeString(export.resolve("table_of_contents"), "x");
        try (EmailSource emails = MailFiles.open(export)) {
            assertThat(EmailSources.next(emails, 9)).hasSize(1);
        }
    }

    @Test
    void anMboxWithoutAnEmailIsRefused() throws IOException {
        try (EmailSource emails = open("words\n", "mail.mbox")) {
            assertThatThrownBy(emails::next)
                    .isInstanceOf(UserError.class)
                    .hasMessageStartingWith("mail.mbox has no email");
        }
    }

    @Test
    void aMissingFileIsNamed() {
        Path missing = folder.resolve("none.mbox");
        assertThatThrownBy(() -> MailFiles.open(missing))
                .isInstanceOf(UserError.class)
                .hasMessage("Emails not found: " + missing
                        + ". Name a JSONL, .mbox or .eml file, or a folder of .eml files.");
    }

    @Test
    void aFolderGivesItsEmlFilesByName() throws IOException {
        Files.writeString(folder.resolve("b.eml"), "Subject: b\n\n");
        Files.writeString(folder.resolve("a.EML"), "Subject: a\n\n");
        Files.writeString(folder.resolve("c.eml"), "no header\n\n");
        Files.writeString(folder.resolve("notes.txt"), "Subject: no\n\n");
        Files.createDirectory(folder.resolve("d.eml"));
        Files.createFile(folder.resolve(".DS_Store"));
        List<BadRow> bad = new ArrayList<>();
        try (EmailSource emails = MailFiles.open(folder)) {
            emails.onBadRow(bad::add);
            assertThat(EmailSources.next(emails, 9))
                    .extracting(SourcedEmail::file)
                    .containsExactly(folder.resolve("a.EML"), folder.resolve("b.eml"));
            assertThat(emails.otherFiles()).isEqualTo(2);
        }
        assertThat(bad).extracting(BadRow::file).containsExactly(folder.resolve("c.eml"));
    }

    @Test
    void aFolderWithoutEmlFilesIsRefused() {
        assertThatThrownBy(() -> MailFiles.open(folder))
                .isInstanceOf(UserError.class)
                .hasMessage(folder + " is a folder without .eml files. Name a folder that has some, or one file.");
    }

    private static Class<?> kindOf(String content) throws IOException {
        try (EmailSource emails = open(content, "stdin")) {
            return emails.getClass();
        }
    }

    private static EmailSource open(String content, String name) {
        return MailFiles.open(new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)), name);
    }
}
