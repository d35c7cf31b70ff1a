package io.avocet.mail;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The value and the parameters of a Content-Type or Content-Disposition as they are meant: with RFC 2231 (in pieces, with a
 * charset; apache/james-mime4j#76), unquoted values with specials (mscdex/busboy#306), separators that are missing or
 * doubled (mikel/mail#412), comments, quotes that do not end. Of a parameter given twice the first counts.
 */
final class HeaderParameters {
    private static final Pattern NAME = Pattern.compile("([A-Za-z][\\w.-]{0,60})((?:\\*\\d{1,3})?\\*?)\\s*=\\s*");

    private static final Pattern VALUE = Pattern.compile("[\\s\"';,]*([^\\s\"';,=(/]*(?:\\s*/\\s*[^\\s\"';,=(]*)?)");

    /** The pieces of each parameter by number, joined and decoded when asked for. */
    private final Map<String, Map<Integer, Piece>> parameters = new TreeMap<>();

    private final String value;

    /** @param encoded whether it has percent signs to decode and, first of all, a charset */
    private record Piece(String text, boolean encoded) {}

    /** @param field what follows the colon, on one line */
    HeaderParameters(String field) {
        Matcher first = VALUE.matcher(field);
        boolean found = first.lookingAt();
        value = found ? first.group(1).replaceAll("\\s", "").toLowerCase(Locale.ROOT) : "";
        add(field.substring(found ? first.end() : 0));
    }

    /** Adds parameters that were found on a line of their own. */
    void add(String text) {
        Matcher name = NAME.matcher(text);
        int at = 0;
        while (name.find(at)) {
            int comment = text.indexOf('(', at);
            int commentEnd = comment < 0 || comment > name.start() ? -1 : text.indexOf(')', comment);
            if (commentEnd > name.start()) {
                at = commentEnd;
                continue;
            }
            int end = endOfValue(text, name.end());
            add(name.group(1).toLowerCase(Locale.ROOT), name.group(2), unquoted(text.substring(name.end(), end)));
            at = end;
        }
    }

    private static int endOfValue(String text, int start) {
        boolean quoted = text.startsWith("\"", start);
        for (int i = start + (quoted ? 1 : 0); i < text.length(); i++) {
            char unit = text.charAt(i);
            if (quoted && unit == '\\') {
                i++;
            } else if (quoted ? unit == '"' : unit == ';' || Character.isWhitespace(unit)) {
                return quoted ? i + 1 : i;
            }
        }
        return text.length();
    }

    private void add(String name, String suffix, String text) {
        boolean encoded = suffix.endsWith("*");
        String number = suffix.replace("*", "");
        Piece piece = new Piece(text, encoded);
        parameters
                .computeIfAbsent(name, key -> new TreeMap<>())
                .putIfAbsent(number.isEmpty() ? 0 : Integer.parseInt(number), piece);
    }

    /** What comes before the parameters, such as {@code text/plain}; lower case, possibly empty. */
    String value() {
        return value;
    }

    /** A parameter by its lower-case name; null if it is missing. */
    @Nullable
    String get(String name) {
        Map<Integer, Piece> pieces = parameters.get(name);
        if (pieces == null) {
            return null;
        }
        StringBuilder whole = new StringBuilder();
        String charset = null;
        for (Piece piece : pieces.values()) {
            String text = piece.text();
            if (piece.encoded() && whole.isEmpty() && text.matches("[^']*'[^']*'.*")) {
                charset = text.substring(0, text.indexOf('\''));
                text = text.substring(text.indexOf('\'', charset.length() + 1) + 1);
            }
            whole.append(piece.encoded() ? percentDecoded(text, charset) : text);
        }
        return whole.toString();
    }

    private static String percentDecoded(String text, @Nullable String charset) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] bytes = new byte[text.length()];
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            boolean escape = text.charAt(i) == '%' && i + 2 < text.length();
            int high = escape ? Character.digit(text.charAt(i + 1), 16) : -1;
            int low = escape ? Character.digit(text.charAt(i + 2), 16) : -1;
            boolean decoded = high >= 0 && low >= 0;
            bytes[length++] = (byte) (decoded ? high << 4 | low : text.charAt(i));
            i += decoded ? 2 : 0;
        }
        byte[] exact = Arrays.copyOf(bytes, length);
        return charset == null
                ? new String(exact, StandardCharsets.ISO_8859_1)
                : CharsetDecoding.decode(exact, charset);
    }

    private static String unquoted(String text) {
        if (!text.startsWith("\"")) {
            return text.replaceFirst(",$", "");
        }
        boolean ended = text.length() > 1 && text.endsWith("\"");
        return text.substring(1, text.length() - (ended ? 1 : 0)).replaceAll("\\\\(.)", "$1");
    }
}
