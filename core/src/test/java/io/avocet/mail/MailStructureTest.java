package io.avocet.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.data.Email;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the text is, and how damaged MIME is read. */
class MailStructureTest {
    private static final String TEXT = "Dear Robin,\n\nwe are pleased to offer you the position.";
    private static final String HTML = "<p>Dear Robin,</p><p>we are pleased to offer you the position.</p>";
    private static final String HTML_AS_TEXT = "Dear Robin,\nwe are pleased to offer you the position.";
    private static final String CALENDAR = """
            BEGIN:VCALENDAR
            METHOD:REQUEST
            BEGIN:VTIMEZONE
            DTSTART:19700101T000000
            END:VTIMEZONE
            BEGIN:VEVENT
            DTSTART;TZID=Europe/Berlin:20250306T100000
            DTEND;TZID=Europe/Berlin:20250306T110000
            SUMMARY:Interview: Engineer
            LOCATION:Room 5\\, second floor
            DESCRIPTION:Please join\\nthe
              team.
            BEGIN:VALARM
            DESCRIPTION:REMINDER
            END:VALARM
            END:VEVENT
            END:VCALENDAR
            """;
    private static final String CALENDAR_AS_TEXT = """
            Invitation: Interview: Engineer
            When: Thursday, 6 March 2025 at 10:00 (Europe/Berlin) to 11:00 (Europe/Berlin)
            Where: Room 5, second floor
            Please join
            the team.""";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \t",
                "\u00A0\n\u00A0",
                "\u200B\u200C\u200D\u2060\uFEFF",
                "\u2007\u202F\u3000",
                "\u00AD",
                "\u200E\u200F",
                "\u3164\u115F",
                "\u2800",
                "&nbsp;",
                "[cid:image001.png@01D00000.00000000]",
                "[image: logo.png]",
                "https://example.com/v/1",
                "Your email client cannot read this email. To view it online, please go here: https://example.com/v/1",
                "To view this message, please use an HTML compatible email viewer!",
                "View this email in your browser"
            })
    void aPlainTextThatSaysNothingGivesWayToTheHtml(String plain) throws MalformedMessageException {
        assertThat(body(alternatives(plain, HTML))).isEqualTo(HTML_AS_TEXT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"&nbsp;", "<br>", "<p>&#8203;&zwnj;&shy;</p>", "<img src=x>"})
    void anHtmlThatSaysNothingGivesWayToThePlainText(String html) throws MalformedMessageException {
        assertThat(body(alternatives(TEXT, html))).isEqualTo(TEXT);
        assertThat(body(alternatives("View this email in your browser", html)))
                .isEqualTo("View this email in your browser");
    }

    @Test
    void ofTwoFullAlternativesThePlainTextIsTaken() throws MalformedMessageException {
        assertThat(body(alternatives(TEXT, HTML))).isEqualTo(TEXT);
    }

    @Test
    void plainTextAndHtmlOfOneMessageNextToEachOtherAreReadOnce() throws MalformedMessageException {
        assertThat(body(alternatives(TEXT, HTML).replace("multipart/alternative", "multipart/mixed")))
                .isEqualTo(TEXT);
    }

    @Test
    void anInvitationIsReadWhereThereIsNoOtherText() throws MalformedMessageException {
        assertThat(body("Content-Type: text/calendar; method=REQUEST\n\n" + CALENDAR))
                .isEqualTo(CALENDAR_AS_TEXT);
        assertThat(body(multipart("alternative", "text/plain", " \n", "text/calendar", CALENDAR)))
                .isEqualTo(CALENDAR_AS_TEXT);
        assertThat(body(multipart("alternative", "text/plain", TEXT, "text/calendar", CALENDAR)))
                .isEqualTo(TEXT);
        assertThat(body("Content-Type: text/calendar\n\n" + CALENDAR.replace("REQUEST", "CANCEL")))
                .startsWith("Cancelled: Interview: Engineer");
    }

    @Test
    void aBodyWithAFileNameIsReadIfNoOtherTextIsThere() throws MalformedMessageException {
        String named = "text/plain\nContent-Disposition: inline; filename=\"Part.001\"";
        assertThat(body(multipart("mixed", named, TEXT, "application/pdf; name=a.pdf", "x")))
                .isEqualTo(TEXT);
        assertThat(body(multipart("mixed", "text/plain; name=message.txt", TEXT, "image/png", "x")))
                .isEqualTo(TEXT);
        assertThat(body(multipart("mixed", "text/plain", TEXT, named, "a log"))).isEqualTo(TEXT);
        assertThat(body("Content-Type: text/html\nContent-Disposition: attachment\n\n" + HTML))
                .isEqualTo(HTML_AS_TEXT);
    }

    @Test
    void aForwardedMessageIsReadIfItIsAllThereIs() throws MalformedMessageException {
        String inner = "From someone Tue Mar  4 09:00:00 2025\nSubject: Inner offer\n\n" + TEXT;
        assertThat(body(multipart("mixed", "message/rfc822", inner))).isEqualTo("Inner offer\n\n" + TEXT);
        assertThat(body("Content-Type: message/rfc822\n\n" + inner)).isEqualTo("Inner offer\n\n" + TEXT);
        assertThat(body(multipart("mixed", "text/plain", "FYI", "message/rfc822", inner)))
                .isEqualTo("FYI");
        assertThat(body(multipart("digest", "", inner))).isEqualTo("Inner offer\n\n" + TEXT);
    }

    @Test
    void anEmailInWhichNothingIsReadableSaysSo() throws MalformedMessageException {
        assertThat(parse("Content-Type: application/pkcs7-mime\n\nx").hasBlankBody())
                .isTrue();
        assertThat(parse("Content-Type: text/plain\n\n\u00A0\u200B").hasBlankBody())
                .isTrue();
        assertThat(parse(multipart("mixed", "application/ms-tnef; name=winmail.dat", "x"))
                        .hasBlankBody())
                .isTrue();
        assertThat(parse("Content-Type: text/plain\n\nwords").hasBlankBody()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/alternative; boundary*=us-ascii'en'b%3Ab",
                "multipart/alternative; boundary*0=b:; boundary*1=b",
                "multipart/alternative; boundary*1*=b; boundary*0*=us-ascii''b%3A",
                "multipart/alternative; boundary=b:b",
                "multipart/alternative;; boundary=\"b:b\";; charset=us-ascii",
                "multipart/alternative; boundary='b:b'",
                "multipart/alternative; boundary=\"b:b \"",
                "multipart/alternative; boundary=\"b:b",
                "multipart/alternative; boundary=other",
                "multipart/alternative",
                "multipart/alternative (mixed); boundary = \"b:b\" (comment)",
                "multipart/alternative boundary=\"b:b\"",
                "multipart/alternative;\nboundary=\"b:b\"",
                "multipart/alternative;\n\nboundary=\"b:b\"",
                "\"multipart/alternative\"; boundary=\"b:b\"",
                "text/plain; charset=us-ascii\nContent-Type: multipart/alternative; boundary=\"b:b\"",
                "multipart/alternative; boundary=\"b:b\"\nContent-Type: text/plain",
                "text/plain"
            })
    void partsAreFoundWhateverTheHeaderSaysOfThem(String type) throws MalformedMessageException {
        assertThat(body(alternatives(TEXT, HTML).replaceFirst("multipart/alternative; boundary=\"b:b\"", type)))
                .isEqualTo(TEXT);
    }

    @Test
    void aBoundaryWithSpecialsNeedsNoQuotes() throws MalformedMessageException {
        assertThat(body(alternatives(TEXT, HTML).replace("\"b:b\"", "=_a/b:c?d").replace("--b:b", "--=_a/b:c?d")))
                .isEqualTo(TEXT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\r\r\n", "\r", "\n"})
    void linesCanEndInAnyWay(String end) throws MalformedMessageException {
        String message = ("Subject: s\nMIME-Version: 1.0\n" + alternatives(TEXT, HTML)).replace("\n", end);
        assertThat(parse(message)).isEqualTo(new Email("s", TEXT));
        assertThat(parse(("Subject: s\n\n" + TEXT).replace("\n", end))).isEqualTo(new Email("s", TEXT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"base64", "BASE64", "base64;", "base64 (comment)", "\"base64\"", " base64 "})
    void base64IsDecodedHoweverItIsNamed(String encoding) throws MalformedMessageException {
        String base64 = Base64.getMimeEncoder().encodeToString(TEXT.getBytes(StandardCharsets.UTF_8));
        assertThat(body("Content-Transfer-Encoding: " + encoding + "\n\n" + base64))
                .isEqualTo(TEXT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"quoted-printable;", "\"quoted-printable\"", "quoted printable", "Quoted-Printable (c)"})
    void quotedPrintableIsDecodedHoweverItIsNamed(String encoding) throws MalformedMessageException {
        assertThat(body("Content-Transfer-Encoding: " + encoding + "\n\npl=65ased"))
                .isEqualTo("pleased");
    }

    @Test
    void base64IsDecodedHoweverItIsCut() throws MalformedMessageException {
        String head = "Content-Transfer-Encoding: base64\nContent-Type: text/plain; charset=utf-8\n\n";
        assertThat(body(head + "RGVhciBSb2Jpbg")).isEqualTo("Dear Robin");
        assertThat(body(head + "RGVhciBS==b2Jpbg==")).isEqualTo("Dear Robin");
        assertThat(body(head + "R3LDvMOfZSA-Pj4_\n")).isEqualTo("Grüße >>>?");
        assertThat(body(head + "RGVhciBSb2Jpbg==\n\nlist\nlist@example.com\n")).isEqualTo("Dear Robin");
        assertThat(body(head + "RGVhciBSb2Jpbi4x\n\n______\nOur list\n")).isEqualTo("Dear Robin.1");
        assertThat(body(head + "Dear Robin, this is no Base64.")).isEqualTo("Dear Robin, this is no Base64.");
    }

    @Test
    void aMultipartInBase64IsRead() throws MalformedMessageException {
        String message = alternatives(TEXT, HTML);
        int body = message.indexOf("\n\n") + 2;
        String base64 =
                Base64.getMimeEncoder().encodeToString(message.substring(body).getBytes(StandardCharsets.UTF_8));
        String head = message.substring(0, body - 1) + "Content-Transfer-Encoding: base64\n\n";
        assertThat(body(head + base64)).isEqualTo(TEXT);
    }

    @Test
    void theSourceOfAMultipartIsNeverTheText() throws MalformedMessageException {
        String head = "Content-Type: multipart/mixed; boundary=b\n\n";
        assertThat(body(head + "preamble only\n")).isEqualTo("preamble only");
        assertThat(body(head + "This is a multi-part message in MIME format.\n"))
                .isEmpty();
        assertThat(body(head + "--b\nWords after the boundary\nwithout a header\n--b--\n"))
                .isEqualTo("Words after the boundary\nwithout a header");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html",
                "TEXT/HTML;",
                "text / html",
                "\"text/html\"",
                "html",
                "text/html charset=utf-8",
                "text/html, charset=utf-8",
                "text/html; charset=utf-8; charset=iso-8859-1",
                "text/html; charset=3D\"utf-8\"",
                "application/xhtml+xml",
                "text/xml",
                "text/enriched",
                "text/x-amp-html"
            })
    void damagedAndRareTypesAreReadAsTheyAreMeant(String type) throws MalformedMessageException {
        assertThat(body("Content-Type: " + type + "\n\n<p>Grüße</p>")).isEqualTo("Grüße");
    }

    @Test
    void anHtmlDocumentIsReadAsHtmlWithoutAType() throws MalformedMessageException {
        assertThat(body("X-A: b\n\n<!DOCTYPE html><html><body><p>Hello</p></body></html>"))
                .isEqualTo("Hello");
        assertThat(body("X-A: b\n\n1 < 2 and <html> is a word")).isEqualTo("1 < 2 and <html> is a word");
    }

    private static String alternatives(String plain, String html) {
        return multipart("alternative", "text/plain; charset=utf-8", plain, "text/html; charset=utf-8", html);
    }

    /** @param parts the type and the content of each part */
    private static String multipart(String subtype, String... parts) {
        StringBuilder message = new StringBuilder("Content-Type: multipart/" + subtype + "; boundary=\"b:b\"\n\n");
        for (int i = 0; i < parts.length; i += 2) {
            String header = parts[i].isEmpty() ? "" : "Content-Type: " + parts[i] + "\n";
            message.append("--b:b\n")
                    .append(header)
                    .append('\n')
                    .append(parts[i + 1])
                    .append('\n');
        }
        return message.append("--b:b--\n").toString();
    }

    private static String body(String message) throws MalformedMessageException {
        return parse(message).body();
    }

    private static Email parse(String message) throws MalformedMessageException {
        return MailMessage.parse(message.getBytes(StandardCharsets.UTF_8));
    }
}
