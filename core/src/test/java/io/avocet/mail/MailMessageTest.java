package io.avocet.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.avocet.data.Email;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailMessageTest {
    @Test
    void aPlainMessageIsItsSubjectAndBody() throws MalformedMessageException {
        assertThat(parse("From: a@b.c\r\nSubject: Your\r\n interview\r\n\r\nHello,\r\n\r\nMonday at 3.\r\n"))
                .isEqualTo(new Email("Your interview", "Hello,\n\nMonday at 3."));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "=?UTF-8?B?R3LDvMOfZQ==?= | Grüße",
                "=?iso-8859-1?Q?Gr=FC=DFe_aus_K=F6ln?= | Grüße aus Köln",
                "=?windows-1252?Q?=93Offer=94?= | “Offer”",
                "=?UTF-8?Q?Gr=C3=BC?= =?UTF-8?Q?=C3=9Fe?= | Grüße",
                "=?UTF-8?Q?Gr=C3?= =?UTF-8?Q?=BC=C3=9Fe?= | Grüße",
                "Re: =?UTF-8?B?8J+YgA==?= ok | Re: \uD83D\uDE00 ok",
                "=?no-such-charset?Q?caf=E9?= | café",
                "=?UTF-8?B?broken | =?UTF-8?B?broken",
                "raw Grüße in UTF-8 | raw Grüße in UTF-8"
            })
    void subjectsAreDecoded(String header, String subject) throws MalformedMessageException {
        assertThat(parse("Subject: " + header + "\n\nbody").subject()).isEqualTo(subject);
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-8, UTF-8",
        "iso-8859-1, ISO-8859-1",
        "windows-1252, windows-1252",
        "no-such-charset, UTF-8",
        "no-such-charset, windows-1252",
        "us-ascii, UTF-8",
        "us-ascii, windows-1252",
        "UTF-16BE, UTF-16BE"
    })
    void bodiesAreDecodedByTheirCharsetOrTheLikeliest(String declared, Charset real) throws MalformedMessageException {
        byte[] head = ("Subject: s\nContent-Type: text/plain; charset=\"" + declared
                        + "\"\nContent-Transfer-Encoding: 8bit\n\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] body = "Grüße".getBytes(real);
        byte[] message = new byte[head.length + body.length];
        System.arraycopy(head, 0, message, 0, head.length);
        System.arraycopy(body, 0, message, head.length, body.length);
        assertThat(MailMessage.parse(message).body()).isEqualTo("Grüße");
    }

    @Test
    void transferEncodingsAreUndone() throws MalformedMessageException {
        assertThat(parse("""
                                Content-Type: text/plain; charset=utf-8
                                Content-Transfer-Encoding: quoted-printable

                                Gr=C3=BC=C3=9Fe, a soft =
                                break=20
                                """).body()).isEqualTo("Grüße, a soft break");
        assertThat(parse("""
                                Content-Type: text/plain; charset=utf-8
                                Content-Transfer-Encoding: base64

                                R3LDvMOfZQ==
                                """).body()).isEqualTo("Grüße");
    }

    @Test
    void ofAlternativesPlainTextIsTakenUnlessItIsEmpty() throws MalformedMessageException {
        assertThat(parse(alternative("the plain text")).body()).isEqualTo("the plain text");
        assertThat(parse(alternative("  \n")).body()).isEqualTo("the HTML");
    }

    @Test
    void htmlComesAsReadableText() throws MalformedMessageException {
        assertThat(parse("""
                                Content-Type: text/html; charset=utf-8

                                <html><head><title>no</title><style>p { color: red }</style></head><body>
                                <script>no()</script><h1>Your&nbsp;application</h1>
                                <p>Dear  Ms&#46;
                                   L&ouml;w,<br>thank you &amp; goodbye.</p><p>A<b>b</b> c</p>
                                <table><tr><td>Role</td><td>Engineer</td></tr><tr><td>Pay</td><td>&euro;1</td></tr></table>
                                <ul><li>one</li><li>two</li></ul><pre>a  b
                                c</pre>
                                <div>in&shy;vis&#8203;ible</div></body></html>
                                """).body()).isEqualTo("""
                        Your application
                        Dear Ms. Löw,
                        thank you & goodbye.
                        Ab c
                        Role Engineer
                        Pay €1
                        one
                        two
                        a b
                        c
                        in\u00ADvis\u200Bible""");
    }

    @Test
    void htmlWithoutADeclaredCharsetTellsItsOwn() throws MalformedMessageException {
        String message = "Content-Type: text/html\n\n<meta charset=\"windows-1251\"><p>\u0414\u0430</p>";
        assertThat(MailMessage.parse(message.getBytes(Charset.forName("windows-1251")))
                        .body())
                .isEqualTo("\u0414\u0430");
    }

    @Test
    void attachmentsAndEnclosedMessagesAreLeftOut() throws MalformedMessageException {
        assertThat(parse("""
                        Subject: outer
                        Content-Type: multipart/mixed; boundary=m

                        a preamble that nobody reads
                        --m
                        Content-Type: multipart/related; boundary=r

                        --r
                        Content-Type: text/html

                        <p>the text</p>
                        --r
                        Content-Type: image/png
                        Content-Transfer-Encoding: base64

                        iVBORw0KGgo=
                        --r--
                        --m
                        Content-Type: text/plain
                        Content-Disposition: attachment; filename=cv.txt

                        an attachment
                        --m
                        Content-Type: text/plain; name=notes.txt
                        Content-Disposition: inline; filename=notes.txt

                        a file shown inline
                        --m
                        Content-Type: message/rfc822

                        Subject: inner

                        an enclosed message
                        --m
                        Content-Type: text/plain

                        a footer
                        --m--
                        """)).isEqualTo(new Email("outer", "the text\n\na footer"));
    }

    @Test
    void aMessageCutOffInTheMiddleGivesWhatIsThere() throws MalformedMessageException {
        String whole = alternative("the plain text");
        assertThat(parse(whole.substring(0, whole.indexOf("plain text") + 5)).body())
                .isEqualTo("the plain");
    }

    @Test
    void aMessageWithoutSubjectAndBodyIsAnEmptyEmail() throws MalformedMessageException {
        assertThat(parse("From: a@b.c\n\n")).isEqualTo(new Email("", ""));
    }

    @Test
    void whatHasNoHeaderIsNoMessage() {
        assertThatThrownBy(() -> parse("just words, without a header\n\nmore"))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessage("no header such as 'Subject: …' at its start");
        assertThatThrownBy(() -> parse("")).isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void endlessHeadersAreRefused() {
        String reason = "a header line of more than 256 KiB, or more than 10000 of them";
        assertThatThrownBy(() -> parse("Subject: " + "=?".repeat(2_000_000) + "\n\nx"))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessage(reason);
        assertThatThrownBy(() -> parse("X: y\n".repeat(20_000) + "\nx"))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessage(reason);
    }

    @Test
    void partsNestedWithoutEndAreRefused() {
        StringBuilder message = new StringBuilder("Subject: deep\n");
        for (int depth = 0; depth < 20_000; depth++) {
            message.append("Content-Type: multipart/mixed; boundary=b")
                    .append(depth)
                    .append("\n\n--b")
                    .append(depth)
                    .append('\n');
        }
        assertThatThrownBy(() -> parse(message.toString()))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessage("parts within parts, more than 50 deep");
    }

    @Test
    void htmlNestedWithoutEndIsRead() throws MalformedMessageException {
        String html = "<div><b><table>".repeat(20_000) + "words";
        assertThat(parse("Content-Type: text/html\n\n" + html).body()).isEqualTo("words");
    }

    @Test
    void brokenMessagesAreEitherReadOrRefusedButNeverFailOtherwise() {
        Random random = new Random(21);
        byte[] good = (alternative("the plain text") + "\nSubject: =?UTF-8?B?R3LDvMOfZQ==?=\n")
                .getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < 3000; round++) {
            byte[] message = good.clone();
            for (int change = 0; change < 1 + random.nextInt(20); change++) {
                message[random.nextInt(message.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(MailMessage.parse(message)).isNotNull();
            } catch (MalformedMessageException e) {
                assertThat(e.reason()).doesNotContain("Exception");
            }
        }
    }

    private static String alternative(String plain) {
        return """
                Subject: =?UTF-8?Q?a_choice?=
                MIME-Version: 1.0
                Content-Type: multipart/alternative; boundary="=_b"

                --=_b
                Content-Type: text/plain; charset=utf-8

                %s
                --=_b
                Content-Type: text/html; charset=utf-8

                <p>the HTML</p>
                --=_b--
                """.replace("%s", plain);
    }

    private static Email parse(String message) throws MalformedMessageException {
        return MailMessage.parse(message.getBytes(StandardCharsets.UTF_8));
    }
}
