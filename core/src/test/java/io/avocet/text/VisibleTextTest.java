package io.avocet.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleTextTest {
    private static final long SEED = 42;
    private static final int TEXTS = 20_000;

    /** Letters of several scripts, spaces, and whatever is invisible or changes how its neighbours are seen. */
    private static final int[] ALPHABET = {
        'a', 'Z', 'é', '7', '.', '#', ' ', ' ', '\n', '\r', '\t', 0x0001, 'я', 0x0627, 0x0645, 0x064E, 0x06F5, 0x0915,
        0x094D, 0x0D28, 0x0D4D, 0x1820, 0x1100, 0x3042, 0x6F22, 0x00A0, 0x00AD, 0x034F, 0x061C, 0x115F, 0x1160, 0x1680,
        0x17B4, 0x180B, 0x180E, 0x2003, 0x2007, 0x200B, 0x200C, 0x200C, 0x200D, 0x200D, 0x200E, 0x200F, 0x2028, 0x202E,
        0x202F, 0x205F, 0x2060, 0x2066, 0x2800, 0x2801, 0x3000, 0x3164, 0xFE0E, 0xFE0F, 0xFEFF, 0xFFA0, 0xFFF9, 0xD83D,
        0xDC00, 0x2764, 0x2640, 0x1F469, 0x1F3FB, 0x1F3F4, 0xE0001, 0xE0067, 0xE0062, 0xE007F, 0xE0100
    };

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  Hello,\t\tRobin \r\n\r\n\n see  you \u000B\f",
                "naïve café – “quoted” … 漢字かな 한국어 и русский",
                "می‌خواهم PDF‌ها ۱۰‌ساله",
                "क्‍ष र्‍य শ‍্র ക്‍ഷ",
                "അവന്‍ വന്നു",
                "👩‍💻 👩🏽‍🚀 ❤️‍🔥 🏳️‍🌈 🙂‍↔️ 1️⃣ ☎︎",
                "🏴󠁧󠁢󠁳󠁣󠁴󠁿 and 🏴󠁵󠁳󠁣󠁡󠁿",
                "葛󠄀城市 ᠠ᠋",
                "Number ؀١٢ and verse ۝"
            })
    void textWithoutPaddingIsReturnedAsTheSameObject(String text) {
        assertThat(VisibleText.collapse(text)).isSameAs(text);
    }

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            delimiter = '|',
            value = {
                "Preview\u200C\u00A0\u200C\u00A0\u200C\u00A0 Hello|Preview Hello",
                "Preview \u034F \u200C \u00A0 \u2007 \u00AD \u034F \u200C Hello|Preview Hello",
                "Preview\u2007\u034F\u2007\u034FHello|Preview Hello",
                "Preview\u00AD\u00AD\u00AD\u00AD\u00ADHello|Preview Hello",
                "Preview \u2800\u3164\u115F\u1160\uFFA0\u180E Hello|Preview Hello",
                "Preview \u200B \uFEFF \u2060 \u2063 Hello|Preview Hello",
                "10\u202F000\u00A0€|10 000 €",
                "東京\u3000\u3000大阪|東京 大阪",
                "inter\u00ADna\u00ADtional|international",
                "In\u2060ter\uFEFFview a\u034Fb|Interview ab",
                "Auf\u200Clage Bu\u200D\u200Cch|Auflage Buch",
                "می\u200C\u200Cخواهم|می\u200Cخواهم",
                "می\u200C\u200C\u200C\u200Cخواهم|می خواهم",
                "(\u200Eabc\u200E) \u202Bשלום\u202C.|(abc) שלום.",
                "\uFEFFHello|Hello",
                "\u00A0\u00A0Hello \u200C\u00A0|Hello",
                "cloud \uDB40\uDC49\uDB40\uDC47\uDB40\uDC4E\uDB40\uDC4F word|cloud word",
                "x\uFE0F\uFE0F 👍\uFE0F\uFE0F\uFE0F\uFE0F\uFE0F!|x 👍\uFE0F !"
            })
    void paddingTakesNoRoom(String text, String visible) {
        assertThat(VisibleText.collapse(text)).isEqualTo(visible);
    }

    @Test
    void lineBreaksNextToADirectionMarkStay() {
        assertThat(VisibleText.collapse("\u200Fשלום,\n\n\u200Fלהתראות\n")).isEqualTo("שלום,\n\nלהתראות\n");
    }

    @Test
    void paddingAloneIsNothing() {
        assertThat(VisibleText.collapse("\u200C\u00A0".repeat(500))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \r\n\t",
                "\u00A0\u2007\u202F",
                "\u200C \u034F\u00AD",
                "\u2800\u3164",
                "\u0000\u0001",
                "\uFE0F"
            })
    void textThatShowsNothingIsBlank(String text) {
        assertThat(VisibleText.isBlank(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "\u00A0a", "\u2801", "👍", "ᄀ"})
    void textThatShowsSomethingIsNotBlank(String text) {
        assertThat(VisibleText.isBlank(text)).isFalse();
    }

    @Test
    void collapsingIsIdempotentNeverLongerAndKeepsAllLettersAndDigitsInOrder() {
        Random random = new Random(SEED);
        for (int i = 0; i < TEXTS; i++) {
            String text = random(random);
            String once = VisibleText.collapse(text);
            String shown = text.codePoints()
                    .mapToObj(point -> String.format(java.util.Locale.ROOT, "U+%04X", point))
                    .toList()
                    .toString();
            assertThat(VisibleText.collapse(once)).as(shown).isSameAs(once);
            assertThat(once.length()).as(shown).isLessThanOrEqualTo(text.length());
            assertThat(visible(once)).as(shown).isEqualTo(visible(text));
            assertThat(VisibleText.isBlank(once)).as(shown).isEqualTo(VisibleText.isBlank(text));
        }
    }

    private static String random(Random random) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(16); length > 0; length--) {
            text.appendCodePoint(ALPHABET[random.nextInt(ALPHABET.length)]);
        }
        return text.toString();
    }

    /** Everything that shows something: letters, digits, marks, symbols. */
    private static String visible(String text) {
        StringBuilder visible = new StringBuilder();
        text.codePoints()
                .filter(point -> !VisibleText.isBlank(Character.toString(point)))
                .forEach(visible::appendCodePoint);
        return visible.toString();
    }
}
