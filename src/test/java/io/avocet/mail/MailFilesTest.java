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
        assertThatThrownBy(() -> open("%PDF-1.7", "cv.pdf"))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "cv.pdf is no format of email that is read: JSONL (one {\"subject\": …, \"body\": …} a"
                                + " line), mbox, or a message with its headers. It looks like a PDF; save the email itself, as .eml.");
        assertThatThrownBy(() -> open("[{}]", "mail.json"))
                .isInstanceOf(UserError.class)
                .hasMessageEndingWith(
                        " It looks like a JSON array; write its objects one a line, without the brackets.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"subject\": \"Interview: now\"}]",
                "[\"subject: x\"]",
                "BEGIN:VCALENDAR\nVERSION:2.0\n",
                "https://example.com/\n",
                "<style>p{color:red}</style><p>Hello</p>",
                "Interview:Thursday,Hello\n",
                "subject: Interview\nbody: Hello\n",
                "50\nFrom: a@b.c\nSubject: Interview\n\nHello",
                "PK\u0003\u0004\nSubject: x\n",
                "a@example.com\nb@example.com\n",
                "Hello Robin,\n\nInterview: Thursday\n"
            })
    void aFileThatIsNoMailIsRefused(String content) {
        assertThatThrownBy(() -> open(content, "input.txt"))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("input.txt is no format of email that is read: ");
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
        List<BadRow> bad = new ArrayList<>();
        try (EmailSource emails = MailFiles.open(folder)) {
            emails.onBadRow(bad::add);
            assertThat(EmailSources.next(emails, 9))
                    .extracting(SourcedEmail::file)
                    .containsExactly(folder.resolve("a.EML"), folder.resolve("b.eml"));
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
