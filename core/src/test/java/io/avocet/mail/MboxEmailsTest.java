package io.avocet.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.data.BadRow;
import io.avocet.data.Email;
import io.avocet.data.EmailSources;
import io.avocet.data.SourcedEmail;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MboxEmailsTest {
    private static final Path NAME = Path.of("mail.mbox");
    private static final String FROM = "From a@b.c Mon Jan  5 09:30:00 2026\n";

    private final List<BadRow> bad = new ArrayList<>();

    @Test
    void messagesComeWithTheLinesOnWhichTheyStart() throws IOException {
        assertThat(read(FROM + "Subject: one\n\nfirst\n\n" + FROM + "Subject: two\n\nsecond\n"))
                .containsExactly(
                        new SourcedEmail(NAME, 1, new Email("one", "first")),
                        new SourcedEmail(NAME, 6, new Email("two", "second")));
        assertThat(bad).isEmpty();
    }

    @Test
    void theFromLinesOfManyProgramsStartAMessage() throws IOException {
        for (String from : List.of(
                "From - Mon Jan 05 09:30:00 2026",
                "From 1790000000@xxx Mon Jan 05 09:30:00 +0000 2026",
                "From \"a b\"@c.d Mon Jan  5 09:30:00 2026",
                "From MAILER-DAEMON Mon, 5 Jan 2026 09:30:00 2026",
                "From a@b.c 2026-01-05 09:30:00 2026",
                "From ",
                "From a@b.c Mon Jan  5 09:30:00 2026\r")) {
            assertThat(read(FROM + "Subject: one\n\nfirst\n\n" + from + "\nSubject: two\n\nsecond\n"))
                    .as(from)
                    .extracting(found -> found.email().subject())
                    .containsExactly("one", "two");
        }
    }

    @Test
    void anEmptyLineBeforeADatedFromLineIsNotNeeded() throws IOException {
        assertThat(read(FROM + "Subject: one\n\nfirst\n" + FROM + "Subject: two\n\nsecond"))
                .hasSize(2);
    }

    @Test
    void wordsThatBeginWithFromStayInTheirMessageAndTheQuoteIsTakenOff() throws IOException {
        assertThat(read(FROM + "Subject: s\n\nFrom here on,\n\nFrom now on.\n>From there\n>>From\n>> >From x\n"))
                .containsExactly(new SourcedEmail(
                        NAME, 1, new Email("s", "From here on,\n\nFrom now on.\nFrom there\n>>From\n>> >From x")));
    }

    @Test
    void aMessageThatCannotBeReadIsNamedByNumberAndPassedOver() throws IOException {
        assertThat(read(FROM + "no header here\n\n" + FROM + "\n" + FROM + "Subject: three\n\nx\n"))
                .containsExactly(new SourcedEmail(NAME, 6, new Email("three", "x")));
        assertThat(bad)
                .extracting(BadRow::describe)
                .containsExactly(
                        "mail.mbox:1: message 1: no header such as 'Subject: …' at its start",
                        "mail.mbox:4: message 2: no header such as 'Subject: …' at its start");
    }

    @Tag("slow")
    @Test
    void anMboxThatOutgrowsTheHeapIsReadMessageByMessage() throws IOException {
        byte[] message = (FROM + "Subject: s\n\nwords\n" + ("x".repeat(1000) + "\n").repeat(10_000) + "\n")
                .getBytes(StandardCharsets.UTF_8);
        List<InputStream> messages = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            messages.add(new ByteArrayInputStream(message));
        }
        long count = 0;
        try (MboxEmails emails = new MboxEmails(new SequenceInputStream(Collections.enumeration(messages)), NAME)) {
            while (emails.next().isPresent()) {
                count++;
            }
        }
        assertThat(count).isEqualTo(100);
    }

    @Test
    void whatAMessageHasBeyondItsLimitIsDroppedAndTheNextIsRead() throws IOException {
        String line = "x".repeat(1 << 20) + "\n";
        String huge = FROM + "Subject: huge\n\nwords\n" + line.repeat(40) + "\n";
        List<SourcedEmail> found = read(huge + FROM + "Subject: next\n\n");
        assertThat(found).extracting(email -> email.email().subject()).containsExactly("huge", "next");
        assertThat(found.get(0).email().body()).startsWith("words\nxxx").hasSizeLessThan(32 << 20);
    }

    private List<SourcedEmail> read(String content) throws IOException {
        InputStream in = new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
        try (MboxEmails emails = new MboxEmails(in, NAME)) {
            emails.onBadRow(bad::add);
            return EmailSources.next(emails, 1000);
        }
    }
}
