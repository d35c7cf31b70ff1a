package io.avocet.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.data.Email;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Text that is written as mail, in each charset, encoding and structure, is read back. */
class MailRoundTripTest {
    private static final int ROUNDS = 10_000;
    private static final long SEED = 12;

    private static final String LATIN =
            "Dear Robin we are pleased to invite you for an interview on Thursday café über façade";
    private static final String EUROPE = LATIN + " naïve – “quoted” 30 € señor mañana";

    /** For each charset the labels under which it is written, and words that it has. */
    private record Language(String charset, String labels, String words) {}

    private static final List<Language> LANGUAGES = List.of(
            new Language(
                    "UTF-8",
                    "utf-8 UTF8 \"utf-8\"",
                    EUROPE + " приглашаем собеседование 面接日程 면접 שלום مرحبا สวัสดี 𠮷 🎉 👍"),
            new Language("UTF-16", "utf-16", EUROPE + " приглашаем 面接日程"),
            new Language("windows-1252", "windows-1252 iso-8859-1 us-ascii latin1", EUROPE),
            new Language("ISO-8859-15", "iso-8859-15", LATIN + " Œuvre 30 €"),
            new Language(
                    "ISO-8859-2",
                    "iso-8859-2",
                    "zapraszamy na rozmowę kwalifikacyjną dziękujemy za zgłoszenie příští týden"),
            new Language(
                    "windows-1254",
                    "iso-8859-9 windows-1254",
                    "görüşme perşembe günü İstanbul “başvurunuz” için teşekkürler"),
            new Language(
                    "windows-1251", "windows-1251 cp1251", "Здравствуйте приглашаем вас на собеседование в четверг"),
            new Language("KOI8-R", "koi8-r", "Здравствуйте приглашаем вас на собеседование в четверг"),
            new Language("ISO-8859-7", "iso-8859-7", "Αγαπητέ σας προσκαλούμε σε συνέντευξη την Πέμπτη"),
            new Language("ISO-8859-8", "iso-8859-8 iso-8859-8-i", "שלום רובין נשמח להזמין אותך לראיון ביום חמישי"),
            new Language("ISO-8859-6", "iso-8859-6 iso-8859-6-i", "مرحبا نود دعوتك إلى مقابلة يوم الخميس"),
            new Language(
                    "x-windows-874",
                    "tis-620 windows-874 iso-8859-11",
                    "สวัสดีครับ เราขอเชิญคุณ สัมภาษณ์งาน วันพฤหัสบดี “เวลา”"),
            new Language("GB18030", "gb2312 gbk gb18030", "尊敬的罗宾 您的面试安排在周四 面试官朱镕和李喆 地点囧途大厦"),
            new Language("Big5-HKSCS", "big5", "尊敬的羅賓 您的面試安排在週四 我哋 喺 辦公室見"),
            new Language("windows-31j", "shift_jis cp932", "面接日程のご案内 ㈱サンプル ①次面接 髙橋様"),
            new Language("x-windows-iso2022jp", "iso-2022-jp", "面接日程のご案内 ㈱サンプル ①次面接"),
            new Language("x-eucJP-Open", "euc-jp", "面接日程のご案内 ㈱サンプル ①次面接"),
            new Language("x-windows-949", "euc-kr ks_c_5601-1987 cp949", "안녕하세요 면접 일정 안내입니다 뷁 똠방각하 펲시콜라"));

    @Test
    void theTextComesBackFromEveryCharsetEncodingAndStructure() throws MalformedMessageException {
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            Language language = LANGUAGES.get(random.nextInt(LANGUAGES.size()));
            String[] labels = language.labels().split(" ", -1);
            String label = labels[random.nextInt(labels.length)];
            String[] words = language.words().split(" ", -1);
            Email email = new Email(line(words, random, 3), text(words, random));
            MimeWriter writer = new MimeWriter(random, Charset.forName(language.charset()), label.replace("\"", ""));
            byte[] message = writer.message(email.subject(), email.body());
            assertThat(MailMessage.parse(message))
                    .as("round %s, %s as %s", round, language.charset(), label)
                    .isEqualTo(email);
        }
    }

    private static String text(String[] words, Random random) {
        List<String> lines = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            lines.add(line(words, random, 4));
        }
        return String.join("\n", lines);
    }

    private static String line(String[] words, Random random, int least) {
        List<String> line = new ArrayList<>();
        int count = least + random.nextInt(8);
        for (int i = 0; i < count; i++) {
            line.add(words[random.nextInt(words.length)]);
        }
        return String.join(" ", line);
    }
}
