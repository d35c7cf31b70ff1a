package io.avocet.text;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which code points show nothing, and where one of them still has a meaning. What has no width is Unicode's property
 * Default_Ignorable_Code_Point (DerivedCoreProperties.txt), which Java does not have, and the interlinear annotations.
 */
final class Invisible {
    private static final int ZERO_WIDTH_SPACE = 0x200B;
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;
    private static final int EMOJI_PRESENTATION = 0xFE0F;
    private static final int BLACK_FLAG = 0x1F3F4;
    private static final int END_OF_TAGS = 0xE007F;
    private static final int LONGEST_REGION = 6;

    /** Scripts whose letters have the same shape with a joiner as without. */
    private static final Set<UnicodeScript> NOT_SHAPED = EnumSet.of(
            UnicodeScript.LATIN,
            UnicodeScript.GREEK,
            UnicodeScript.CYRILLIC,
            UnicodeScript.COMMON,
            UnicodeScript.INHERITED);

    private Invisible() {}

    /** Whether this is an ordinary space, tab or line break. */
    static boolean isOrdinarySpace(int point) {
        return point == ' ' || (point >= '\t' && point <= '\r');
    }

    /** Whether this shows nothing and is no ordinary space. */
    static boolean test(int point) {
        return point >= 0xA0 && (isWide(point) || isZeroWidth(point));
    }

    /** Blanks that separate words: the other spaces of Unicode, fillers, the braille blank. */
    static boolean isWide(int point) {
        return switch (point) {
            case 0x00A0, 0x1680, 0x180E, ZERO_WIDTH_SPACE, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000 -> true;
            case 0x115F, 0x1160, 0x3164, 0xFFA0 -> true; // Hangul fillers
            case 0x2800 -> true; // braille blank
            default -> point >= 0x2000 && point <= 0x200A;
        };
    }

    private static boolean isZeroWidth(int point) {
        if (point < 0x200B) {
            return point == 0x00AD // soft hyphen
                    || point == 0x034F // combining grapheme joiner
                    || point == 0x061C // Arabic letter mark
                    || (point >= 0x17B4 && point <= 0x17B5) // Khmer inherent vowels
                    || (point >= 0x180B && point <= 0x180F); // Mongolian variation selectors
        }
        return point <= 0x206F
                ? point <= 0x200F || point >= 0x2060 || (point >= 0x202A && point <= 0x202E)
                : (point >= 0xFE00 && point <= 0xFE0F)
                        || point == 0xFEFF
                        || (point >= 0xFFF0 && point <= 0xFFFB)
                        || (point >= 0x1BCA0 && point <= 0x1BCA3) // shorthand format controls
                        || (point >= 0x1D173 && point <= 0x1D17A) // musical format controls
                        || (point >= 0xE0000 && point <= 0xE0FFF); // tags, variation selectors
    }

    /**
     * The end of what belongs to the visible character in front of it and stays: a joiner between letters or within an
     * emoji, a variation selector, the tags of a flag.
     *
     * @param at the index of an invisible code point
     * @return {@code at} if nothing stays
     */
    static int endOfSequence(String text, int at) {
        if (at == 0) {
            return at;
        }
        int before = text.codePointBefore(at);
        int point = text.codePointAt(at);
        int end = at + Character.charCount(point);
        if (isJoiner(point)) {
            int after = end < text.length() ? text.codePointAt(end) : ' ';
            boolean stays = joins(before, after) || (point == ZERO_WIDTH_JOINER && joinsAfter(before, after));
            return stays ? end : at;
        }
        if (isVariationSelector(point)) {
            return hasVariations(before) ? end : at;
        }
        return before == BLACK_FLAG ? endOfRegion(text, at) : at;
    }

    static boolean isJoiner(int point) {
        return point == ZERO_WIDTH_JOINER || point == ZERO_WIDTH_NON_JOINER;
    }

    /** Whether a joiner between the two can change the shape of a letter, as in Persian and the scripts of India. */
    static boolean joins(int before, int after) {
        return isPartOfWord(before) && isPartOfWord(after) && (isShaped(before) || isShaped(after));
    }

    private static boolean joinsAfter(int before, int after) {
        boolean emoji = (isPictograph(before) || before == EMOJI_PRESENTATION) && isPictograph(after);
        return emoji || isVirama(before);
    }

    private static boolean isPartOfWord(int point) {
        int type = Character.getType(point);
        boolean mark = type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
        return (Character.isLetterOrDigit(point) || mark) && !test(point);
    }

    private static boolean isShaped(int point) {
        return !NOT_SHAPED.contains(UnicodeScript.of(point));
    }

    /** A virama makes, with a joiner, a letter of its own, at the end of a word too: the older form of Malayalam's chillu. */
    private static boolean isVirama(int point) {
        return point == 0x0DCA || (point >= 0x0900 && point < 0x0D80 && (point & 0x7F) == 0x4D);
    }

    /** Arrows, symbols and the blocks of emoji; a superset of Extended_Pictographic there, new emoji included. */
    private static boolean isPictograph(int point) {
        return (point >= 0x2190 && point < 0x2C00 && point != 0x2800) || (point >= 0x1F000 && point < 0x1FC00);
    }

    private static boolean isVariationSelector(int point) {
        return (point >= 0xFE00 && point <= 0xFE0F)
                || (point >= 0xE0100 && point <= 0xE01EF)
                || (point >= 0x180B && point <= 0x180F && point != 0x180E);
    }

    private static boolean hasVariations(int point) {
        return !isOrdinarySpace(point) && !test(point) && (!Character.isLetter(point) || isShaped(point));
    }

    /** A flag of a region, such as Scotland's: tags that spell {@code gbsct}, and their end. */
    private static int endOfRegion(String text, int at) {
        int end = at;
        for (int tags = 0; end < text.length(); tags++) {
            int point = text.codePointAt(end);
            end += Character.charCount(point);
            if (point == END_OF_TAGS) {
                return tags > 0 ? end : at;
            }
            int letter = point - 0xE0000;
            boolean ofRegion = (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z');
            if (tags == LONGEST_REGION || !ofRegion) {
                return at;
            }
        }
        return at;
    }
}
