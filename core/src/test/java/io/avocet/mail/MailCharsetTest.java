package io.avocet.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailCharsetTest {
    /** The label, the charset in which programs write under it, and a text that only that charset has. */
    @ParameterizedTest
    @CsvSource({
        "gb2312, GB18030, 面试官朱镕和李喆",
        "GBK, GB18030, 面试€通知𠮷",
        "x-gbk, GB18030, 喆",
        "cp936, GB18030, 喆",
        "shift_jis, windows-31j, ①㈱サンプル髙橋",
        "x-sjis, windows-31j, ㈱Ⅲ",
        "ms_kanji, windows-31j, ㈱",
        "iso-2022-jp, x-windows-iso2022jp, ①面接（㈱サンプル）",
        "x-iso-2022-jp, x-windows-iso2022jp, 日本語の面接",
        "iso-2022-jp-ms, x-windows-iso2022jp, ①日本語",
        "cp50220, x-windows-iso2022jp, ①日本語",
        "euc-jp, x-eucJP-Open, 面接①㈱",
        "euc-kr, x-windows-949, 뷁 똠방각하 펲시콜라",
        "ks_c_5601-1987, x-windows-949, 뷁",
        "ksc5601, x-windows-949, 뷁 똠방",
        "cp949, x-windows-949, 안녕하세요 뷁",
        "big5, Big5-HKSCS, 面試 嘅 喺",
        "cn-big5, Big5-HKSCS, 面試通知",
        "tis-620, x-windows-874, สัมภาษณ์ “วัน”…",
        "iso-8859-11, x-windows-874, งาน…",
        "iso-8859-8-i, ISO-8859-8, שלום רובין",
        "ISO-8859-8-E, ISO-8859-8, שלום",
        "logical, ISO-8859-8, שלום",
        "iso-8859-6-i, ISO-8859-6, مقابلة",
        "iso-8859-1, windows-1252, “Offer” – 30 €",
        "latin1, windows-1252, we’re pleased",
        "us-ascii, windows-1252, à dix heures",
        "iso-8859-9, windows-1254, “perşembe” günü – İstanbul",
        "latin-9, ISO-8859-15, 30 € à Nœux",
        "WE8MSWIN1252, windows-1252, été…",
        "us=ascii, windows-1252, été",
        "_iso-2022-jp$esc, UTF-8, Réponse",
        "macintosh, x-MacRoman, Réponse à Müller",
        "koi8-r, KOI8-R, приглашаем вас",
        "windows1251, windows-1251, приглашаем вас",
        "cp-850, IBM850, Réponse",
        "unknown-8bit, UTF-8, Réponse à Müller",
        "x-unknown, windows-1252, Réponse à Müller",
        "unicode, UTF-8, Réponse à Müller",
        "utf-16, UTF-16LE, Dear Robin",
        "utf-16, UTF-16BE, Dear Robin",
        "utf-8, windows-1252, Réponse à dix heures",
        "iso-8859-1, UTF-8, Réponse – à dix heures",
        "windows-1251, UTF-8, приглашаем",
        "iso-2022-jp, UTF-8, 面接日程のご案内",
        "gb2312, UTF-8, 尊敬的罗宾：您的面试安排在周四，面试官朱镕和李喆，地点。",
        "utf8mb4, UTF-8, Réponse",
        "'utf-8;', UTF-8, Réponse"
    })
    void aTextIsReadWhateverItsLabelSays(String label, String written, String text) throws MalformedMessageException {
        byte[] bytes = text.getBytes(Charset.forName(written));
        String base64 = Base64.getEncoder().encodeToString(bytes);
        assertThat(body("text/plain; charset=\"" + label + "\"", bytes)).isEqualTo(text);
        assertThat(body("text/html; charset=\"" + label + "\"", html(bytes, written)))
                .isEqualTo(text);
        assertThat(subject("=?" + label.replace(";", "") + "?B?" + base64 + "?="))
                .isEqualTo(text);
    }

    @Test
    void aByteOrderMarkIsStrongerThanALabel() throws MalformedMessageException {
        byte[] marked = ("\uFEFF" + "Réponse").getBytes(StandardCharsets.UTF_16LE);
        assertThat(body("text/plain; charset=iso-8859-1", marked)).isEqualTo("Réponse");
    }

    @Test
    void utf7IsRead() throws MalformedMessageException {
        byte[] bytes = "R+AOk-ponse +- 1".getBytes(StandardCharsets.US_ASCII);
        assertThat(body("text/plain; charset=utf-7", bytes)).isEqualTo("Réponse + 1");
    }

    @Test
    void japaneseEscapesAreReadWithoutALabel() throws MalformedMessageException {
        byte[] bytes = "面接日程".getBytes(Charset.forName("ISO-2022-JP"));
        assertThat(body("text/plain", bytes)).isEqualTo("面接日程");
    }

    @Test
    void htmlWithoutALabelIsUtf8OrWhatItsMetaSaysOrWindows1252() throws MalformedMessageException {
        assertThat(body("text/html", "<p>été</p>".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("été");
        assertThat(body("text/html", "<p>été</p>".getBytes(Charset.forName("windows-1252"))))
                .isEqualTo("été");
        String meta = "<meta http-equiv=Content-Type content='text/html; charset=gb2312'><p>李喆</p>";
        assertThat(body("text/html; charset=x-unknown", meta.getBytes(Charset.forName("GB18030"))))
                .isEqualTo("李喆");
        String wrong = "<meta charset=utf-8><p>été – 30 €</p>";
        assertThat(body("text/html", wrong.getBytes(Charset.forName("windows-1252"))))
                .isEqualTo("été – 30 €");
    }

    @Test
    void aFooterInLatin1DoesNotSpoilUtf8() throws MalformedMessageException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes("приглашаем вас\n".getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes("liste privée".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(body("text/plain; charset=utf-8", bytes.toByteArray())).isEqualTo("приглашаем вас\nliste privée");
    }

    @Test
    void aRawSubjectHasTheCharsetOfTheBody() throws MalformedMessageException {
        byte[] message =
                "Subject: 面试通知\nContent-Type: text/plain; charset=gb2312\n\n面试\n".getBytes(Charset.forName("GBK"));
        assertThat(MailMessage.parse(message).subject()).isEqualTo("面试通知");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "=?x-unknown?Q?Entrevista_d=C3=ADa?= | Entrevista día",
                "=?utf-8*es?Q?Entrevista_d=C3=ADa?= | Entrevista día",
                "=?us-ascii?Q?Entrevista_d=C3=ADa?= | Entrevista día",
                "=??Q?Entrevista_d=C3=ADa?= | Entrevista día",
                "=?utf-8?B?T2ZmZXIgw6k?= | Offer é",
                "=?utf-8?B?T2ZmZXIgw6nDqQ?= | Offer éé",
                "=?UTF-8?B?0J/RgNC40LPQu9Cw0YjQtdC90LjQ?= =?utf-8?B?tSDQvdCw?= | Приглашение на",
                "=?UTF-8?Q?pokalb=C4?= =?UTF-8?B?l2ppbQ==?= | pokalbėjim",
                "=?utf-8?B?0J/RgNC40LPQu9Cw0YjQtd?= =?utf-8?B?C90LjQtSDQvdCw?= | Приглашение на",
                "=? utf-8? B? RW50cmV2aXN0YSBkw61h?= | Entrevista día",
                "=?utf-8?Q?d=C3=ADa?_s=C3=AD??= | día? sí?",
                "=?gb2312?B?w+bK1M2o1qqjusDuz8jJ?= =?gb2312?B?+qOosbG+qaOp?= | 面试通知：李先生（北京）",
                "=?utf-8?Q?Entrevista d=C3=ADa?= jueves | Entrevista día jueves"
            })
    void encodedWordsAreReadAsTheyAreMeant(String header, String subject) throws MalformedMessageException {
        assertThat(subject(header)).isEqualTo(subject);
    }

    private static byte[] html(byte[] text, String charset) {
        ByteArrayOutputStream html = new ByteArrayOutputStream();
        Charset tags = charset.startsWith("UTF-16") ? Charset.forName(charset) : StandardCharsets.US_ASCII;
        html.writeBytes("<p>".getBytes(tags));
        html.writeBytes(text);
        html.writeBytes("</p>".getBytes(tags));
        return html.toByteArray();
    }

    private static String body(String type, byte[] bytes) throws MalformedMessageException {
        String head = "Subject: s\nContent-Type: " + type + "\nContent-Transfer-Encoding: base64\n\n";
        String message = head + Base64.getMimeEncoder().encodeToString(bytes);
        return MailMessage.parse(message.getBytes(StandardCharsets.US_ASCII)).body();
    }

    private static String subject(String header) throws MalformedMessageException {
        return MailMessage.parse(("Subject: " + header + "\n\nbody").getBytes(StandardCharsets.US_ASCII))
                .subject();
    }
}
