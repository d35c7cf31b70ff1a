package io.avocet.words;

import java.util.List;

/** Text from a file as a message may show it: one line, nothing that a terminal obeys, not endless. */
public final class Shown {
    private static final int CODE_POINT_LIMIT = 300;
    private static final int LIST_LIMIT = 20;

    private Shown() {}

    public static String text(String raw) {
        StringBuilder shown = new StringBuilder();
        raw.codePoints().limit(CODE_POINT_LIMIT).forEach(codePoint -> {
            if (isPlain(codePoint)) {
                shown.appendCodePoint(codePoint);
            } else {
                shown.append("\\u{").append(Integer.toHexString(codePoint)).append('}');
            }
        });
        return raw.codePointCount(0, raw.length()) > CODE_POINT_LIMIT ? shown + "…" : shown.toString();
    }

    /** {@code "a, b, c"}; of a long list the first 20 and how many more there are. */
    public static String list(List<String> raw) {
        String shown = String.join(
                ", ", raw.stream().limit(LIST_LIMIT).map(Shown::text).toList());
        return raw.size() > LIST_LIMIT ? shown + " and " + (raw.size() - LIST_LIMIT) + " more" : shown;
    }

    /**
     * A subject in a line of a table: without control characters, shortened to a width.
     *
     * @param codePoints at most
     */
    public static String inTable(String raw, int codePoints) {
        String line = raw.replaceAll("\\p{C}+", " ").strip();
        return line.codePointCount(0, line.length()) <= codePoints
                ? line
                : line.substring(0, line.offsetByCodePoints(0, codePoints - 1)) + "…";
    }

    private static boolean isPlain(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
