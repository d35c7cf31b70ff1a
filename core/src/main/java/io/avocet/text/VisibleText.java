package io.avocet.text;

/**
 * What a reader sees of a text. Newsletters fill the space after their preview line with characters that show nothing;
 * here they take no room.
 */
public final class VisibleText {
    /** So many characters without width are part of a word or of its direction; more of them are padding. */
    private static final int MOST_WITHOUT_WIDTH = 2;

    private VisibleText() {}

    /**
     * Replaces each run of blanks that has invisible padding by one space; at the start and the end of the text, by
     * nothing. Padding is every space of Unicode other than the ordinary ones, fillers, the braille blank and characters
     * without width. One or two characters without width, such as a soft hyphen or a direction mark, vanish, and the
     * ordinary blanks next to them stay. A joiner between letters that it shapes or within an emoji stays, and so do
     * variation selectors and the tags of a flag.
     *
     * @return the same object where nothing changes: ordinary spaces, tabs and line breaks stay as they are
     */
    public static String collapse(String text) {
        int at = nextInvisible(text, 0);
        if (at == text.length()) {
            return text;
        }
        StringBuilder visible = new StringBuilder(text.length());
        int copied = 0;
        while (at < text.length()) {
            int end = Invisible.endOfSequence(text, at);
            if (end == at) {
                int start = startOfBlanks(text, at, copied);
                end = endOfBlanks(text, at);
                visible.append(text, copied, start);
                appendBlanks(text, start, end, visible);
                copied = end;
            }
            at = nextInvisible(text, end);
        }
        return copied == 0 ? text : visible.append(text, copied, text.length()).toString();
    }

    /** Whether two or more characters of padding are next to each other, or have but ordinary blanks between them. */
    public static boolean isPadded(String text) {
        int at = nextInvisible(text, 0);
        while (at < text.length()) {
            int end = Invisible.endOfSequence(text, at);
            if (end == at) {
                end = endOfBlanks(text, at);
                if (text.substring(at, end).codePoints().filter(Invisible::test).count() > 1) {
                    return true;
                }
            }
            at = nextInvisible(text, end);
        }
        return false;
    }

    /** Whether the text shows nothing: white space, padding and control characters alone, or no character at all. */
    public static boolean isBlank(String text) {
        return text.codePoints()
                .allMatch(point ->
                        Character.isWhitespace(point) || Character.isISOControl(point) || Invisible.test(point));
    }

    /** The first invisible code point from here on, or the length of the text. */
    private static int nextInvisible(String text, int from) {
        int at = from;
        while (at < text.length()) {
            int point = text.codePointAt(at);
            if (Invisible.test(point)) {
                return at;
            }
            at += Character.charCount(point);
        }
        return at;
    }

    private static int startOfBlanks(String text, int at, int least) {
        int start = at;
        while (start > least && Invisible.isOrdinarySpace(text.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    private static int endOfBlanks(String text, int at) {
        int end = at;
        while (end < text.length()) {
            int point = text.codePointAt(end);
            if (!Invisible.isOrdinarySpace(point) && !Invisible.test(point)) {
                return end;
            }
            end += Character.charCount(point);
        }
        return end;
    }

    private static void appendBlanks(String text, int start, int end, StringBuilder visible) {
        String blanks = text.substring(start, end);
        long padding = blanks.codePoints().filter(Invisible::test).count();
        if (padding > MOST_WITHOUT_WIDTH || blanks.codePoints().anyMatch(Invisible::isWide)) {
            visible.append(start == 0 || end == text.length() ? "" : " ");
            return;
        }
        blanks.codePoints().filter(Invisible::isOrdinarySpace).forEach(visible::appendCodePoint);
        boolean inside = start > 0 && end < text.length() && blanks.codePoints().noneMatch(Invisible::isOrdinarySpace);
        if (inside && Invisible.joins(text.codePointBefore(start), text.codePointAt(end))) {
            blanks.codePoints().filter(Invisible::isJoiner).limit(1).forEach(visible::appendCodePoint);
        }
    }
}
