package io.avocet.mail;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Which of several alternatives is read: plain text, since it is what the sender wrote without its decoration; but the HTML if
 * the plain text is blank or only says that there is HTML (runbox/runbox7#591, nickrussler/email-to-pdf-converter#62).
 */
final class Alternatives {
    /** A plain text with more letters and digits than this is the message. */
    private static final int SHORT = 250;

    /** Characters of a text that are looked at: enough to tell a short one. */
    private static final int COUNTED = 4_000;

    /** A short plain text that has less than this share of the letters of the HTML is not all of the message. */
    private static final int LITTLE = 4;

    /** Counting ends here. */
    private static final int MANY = LITTLE * SHORT;

    private static final Pattern NO_WORDS = Pattern.compile(
            "https?://\\S+|<[^<>]*>|&(?:#\\d+|#x\\p{XDigit}+|[a-z]+);|\\[(?:cid|image|img|logo|bild|imagen)\\b[^\\]]*\\]",
            Pattern.CASE_INSENSITIVE);

    /** How mail programs say that the message is elsewhere. */
    private static final Pattern STUB = Pattern.compile(
            "(?:cannot|can.?t|can not|could not|unable to|doesn.?t|does not|do not|don.?t|not) (?:\\w+ )?(?:read|display|view|show|see|"
                    + "support|render)\\w*|(?:view|read|open|see|display)\\w* (?:\\w+ ){0,6}(?:online|browser)"
                    + "|html.{0,30}(?:capable|compatible|enabled|support|format|version|viewer|client|reader|only|mail|message)"
                    + "|(?:enable|requires?|supports?|in) html|im browser|online ansehen|dans (?:votre|un) navigateur|en (?:su|tu) navegador",
            Pattern.CASE_INSENSITIVE);

    private Alternatives() {}

    /** Whether this is the text that is read, whatever the other alternatives are. */
    static boolean isEnough(PartText text) {
        return text.place() == PartText.Place.BODY && text.isPlain() && text.letters() > SHORT;
    }

    /** The texts of the alternative that is read; empty if all of them are blank. */
    static List<PartText> best(List<List<PartText>> alternatives) {
        List<PartText> plain = first(alternatives, true);
        if (!plain.isEmpty() && letters(plain) > SHORT) {
            return plain;
        }
        List<PartText> html = first(alternatives, false);
        boolean htmlSaysMore =
                plain.isEmpty() || (!html.isEmpty() && (isStub(plain) || letters(plain) * LITTLE < letters(html)));
        return htmlSaysMore ? html : plain;
    }

    private static List<PartText> first(List<List<PartText>> alternatives, boolean plain) {
        for (List<PartText> texts : alternatives) {
            boolean fits = !texts.isEmpty() && texts.stream().anyMatch(PartText::isPlain) == plain;
            if (fits && !texts.stream().allMatch(PartText::isBlank)) {
                return texts.stream().filter(text -> !text.isBlank()).toList();
            }
        }
        return List.of();
    }

    private static boolean isStub(List<PartText> plain) {
        return letters(plain) == 0
                || plain.stream().allMatch(text -> STUB.matcher(text.text()).find());
    }

    private static int letters(List<PartText> texts) {
        return texts.stream().mapToInt(PartText::letters).sum();
    }

    /** Letters and digits at the start of a text, without addresses and tags unless there are so many that it cannot matter. */
    static int letters(String text) {
        String start = text.substring(0, Math.min(text.length(), COUNTED));
        int all = count(start);
        boolean marked =
                start.indexOf('<') >= 0 || start.indexOf('&') >= 0 || start.indexOf('[') >= 0 || start.contains("://");
        return all > MANY || !marked ? all : count(NO_WORDS.matcher(start).replaceAll(" "));
    }

    private static int count(String text) {
        int count = 0;
        for (int i = 0; i < text.length() && count <= MANY; i++) {
            char unit = text.charAt(i);
            count += Character.isLetterOrDigit(unit) || Character.isHighSurrogate(unit) ? 1 : 0;
        }
        return count;
    }
}
