package io.avocet.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.avocet.data.EmailSources;
import io.avocet.data.SourcedEmail;
import io.avocet.error.UserError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where one email of an mbox ends and the next begins. */
class MboxBoundaryTest {
    private static final Path NAME = Path.of("mail.mbox");
    private static final String FROM = "From a@b.c Tue Mar  4 10:00:00 2025\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From - Tue Mar 04 2025 10:00:00",
                "From a@b.c Tue Mar 04 2025 10:00:00",
                "From a@b.c 2025-03-04 10:00:00",
                "From a@b.c 2025-03-04T10:00:00+00:00",
                "From a@b.c 03/04/2025 10:00 AM",
                "From a@b.c Tue Mar 4 10:00:00 25",
                "From a@b.c",
                "From MAILER-DAEMON",
                "From -",
                "From",
                "From ",
                "From Kim Example <a@b.c>",
                "From Kim Example <a@b.c>  Tue Mar  4 10:00:00 2025",
                "From A B Tue Mar  4 10:00:00 2025",
                "From ???@??? Tue Mar 04 10:00:00 2025",
                "From a at b.c  Tue Mar  4 10:00:00 2025",
                "From a@b.c Tue Mar  4 10:00:00 2025 +0100",
                "From a@b.c Tue Mar  4 10:00:00 CET 2025",
                "From a@b.c Tue, 04 Mar 2025 10:00:00 +0000",
                "From - Tue Mar 04 2025 10:00:00 GMT+0100 (Central European Standard Time)",
                "From a@b.c  Tue Mar 04 2025 10:00:00-0700",
                "From a@b.c Di Mär  4 10:00:00 2025",
                "From a@b.c Tue Mar  4 10:00:00 2025 remote from host",
                "From a@b.c Tue Mar  4 10:00:00 2025\n>From - Tue Mar 04 2025 10:00:00",
                "From a@b.c Tue Mar  4 10:00:00 2025\nFrom b@b.c Tue Mar  4 09:00:00 2025"
            })
    void aFromLineInFrontOfAHeaderStartsAnEmailWhateverItsDate(String from) throws IOException {
        String mail = from + "\nFrom: A <a@b.c>\nSubject: s\n\nwords\n\n";
        assertThat(bodies(mail.repeat(3))).containsExactly("words", "words", "words");
        assertThat(bodies(mail.repeat(3).replace("\n", "\r\n"))).containsExactly("words", "words", "words");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From 9:30 AM to 10:15 AM on Tuesday, March 4, 2025",
                "From 10:00 to 11:30 on 4 March 2025 we meet",
                "From our side, Tue 10:30 on 4 March 2025 works",
                "From Monday, March 3, 2025 at 10:00 to 11:00",
                "From HR, Tue 4 March 2025 at 10:30",
                "From Alice: please see below",
                "From my side all is well",
                "From Alice Example Tue 4 Mar 2025 10:30 wrote:",
                "From 0123456789012345678901234567890123456789 Mon Sep 17 00:00:00 2001\nFrom: A U Thor <a@b.c>",
                "From Tuesday on\nLocation: Room 5",
                "From"
            })
    void aLineOfABodyIsText(String line) throws IOException {
        String tail = "\nwe are pleased.";
        String next = "\n\n" + FROM + "Subject: two\n\nsecond\n";
        assertThat(bodies(FROM + "Subject: one\n\nDear Robin,\n\n" + line + tail + next))
                .containsExactly("Dear Robin,\n\n" + line + tail, "second");
        assertThat(bodies(FROM + "Subject: one\n\nDear Robin,\n" + line + tail + next))
                .containsExactly("Dear Robin,\n" + line + tail, "second");
    }

    @Test
    void anEnclosedMessageKeepsItsFromLine() throws IOException {
        String enclosing = FROM + "Subject: one\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nsee below\n--b\n"
                + "Content-Type: message/rfc822\n\n" + FROM + "From: c@b.c\nSubject: inner\n\ninner\n--b--\n\n";
        assertThat(bodies(enclosing + FROM + "Subject: two\n\nsecond\n")).containsExactly("see below", "second");
    }

    @Test
    void quotedFromLinesLoseOneSign() throws IOException {
        assertThat(bodies(FROM + "Subject: s\n\n>From here\n>>From there\n> From x\n>>>From deep\n"))
                .containsExactly("From here\n>From there\n> From x\n>>From deep");
    }

    @Test
    void aLengthInTheHeaderCountsIfItIsRight() throws IOException {
        String body = FROM + "From: c@b.c\nquoted\n>From x\n";
        String right = FROM + "Subject: one\nContent-Length: " + body.length() + "\n\n" + body + "\n";
        String second = FROM + "Subject: two\n\nsecond\n";
        assertThat(bodies(right + second)).containsExactly(body.strip(), "second");
        String wrong = FROM + "Subject: one\nContent-Length: 40\n\nfirst\n\n";
        assertThat(bodies(wrong + second)).containsExactly("first", "second");
    }

    @Test
    void deletedMailsAreLeftOutAndCounted() throws IOException {
        String content = withStatus("0009", "gone") + withStatus("0001", "kept") + withStatus("0008", "gone");
        try (MboxEmails emails = open(content)) {
            assertThat(EmailSources.next(emails, 9))
                    .extracting(found -> found.email().body())
                    .containsExactly("kept");
            assertThat(emails.leftOut()).isEqualTo(2);
            assertThat(emails.skipped()).isZero();
        }
    }

    private static String withStatus(String status, String body) {
        return "From - Tue Mar 04 10:00:00 2025\nX-Mozilla-Status: " + status + "\nSubject: s\n\n" + body + "\n\n";
    }

    @Test
    void aFolderWhoseMailsAreAllDeletedIsNoError() throws IOException {
        try (MboxEmails emails = open("From - Tue Mar 04 10:00:00 2025\nX-Mozilla-Status: 0009\n\nx\n")) {
            assertThat(emails.next()).isEmpty();
        }
    }

    @Test
    void zeroBytesSeparatorsAndALateHeaderLoseNoEmail() throws IOException {
        String mail = FROM + "Subject: s\n\nwords\n\n";
        assertThat(bodies(mail + "\0".repeat(4096) + mail)).containsExactly("words", "words");
        String mmdf = "\u0001\u0001\u0001\u0001\n";
        assertThat(bodies(mmdf + mail + mmdf + mmdf + mail + mmdf)).containsExactly("words", "words");
        assertThat(bodies(mail + FROM + "\nSubject: s\n\nlate\n")).containsExactly("words", "late");
        assertThat(bodies("garbage\n\n" + mail)).containsExactly("words");
    }

    @Test
    void anMboxWithoutAnEmailIsAnError() throws IOException {
        try (MboxEmails emails = open("words\n\nmore words\n")) {
            assertThatThrownBy(emails::next)
                    .isInstanceOf(UserError.class)
                    .hasMessageStartingWith("mail.mbox has no email: an mbox has a line 'From …' and a header");
        }
    }

    private static List<String> bodies(String content) throws IOException {
        try (MboxEmails emails = open(content)) {
            List<SourcedEmail> found = EmailSources.next(emails, 100);
            assertThat(emails.skipped()).isZero();
            return found.stream().map(email -> email.email().body()).toList();
        }
    }

    private static MboxEmails open(String content) {
        return new MboxEmails(new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)), NAME);
    }
}
