package io.avocet.mail;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Encoded words (RFC 2047) of a header, as mail programs write them: with a language (RFC 2231 §5), an unknown charset
 * (thunderbird/thunderbird-android#6809), spaces within, one character split over two words (neomutt/neomutt#1015), or over
 * two ways of encoding.
 */
final class EncodedWords {
    /** Charset, encoding, text. */
    private static final Pattern WORD = Pattern.compile("=\\? ?([^?\\s]*) ?\\? ?([BbQq]) ?\\?(.*?)\\?=");

    private EncodedWords() {}

    /** The text of a header value that is on one line. */
    static String decode(String value) {
        if (!value.contains("=?")) {
            return value;
        }
        StringBuilder text = new StringBuilder();
        Run run = new Run();
        Matcher word = WORD.matcher(value);
        int end = 0;
        while (word.find()) {
            String between = value.substring(end, word.start());
            if (end == 0 || !between.isBlank()) {
                run.endInto(text);
                text.append(between);
            }
            String charset = word.group(1).toLowerCase(Locale.ROOT);
            if (!charset.equals(run.charset)) {
                run.endInto(text);
                run.charset = charset;
            }
            run.add(word.group(2), word.group(3));
            end = word.end();
        }
        run.endInto(text);
        return text.append(value, end, value.length()).toString();
    }

    /** Words next to each other in one charset, which are decoded together. */
    private static final class Run {
        private String charset = "";
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        /** Base64 that is not decoded yet: a word may end in the middle of four letters. */
        private final StringBuilder base64 = new StringBuilder();

        void add(String encoding, String text) {
            if (encoding.equalsIgnoreCase("B")) {
                String letters = text.replaceAll("\\s", "");
                if (!Base64Text.isCut(base64)) {
                    endBase64();
                }
                base64.append(letters);
                if (letters.endsWith("=")) {
                    endBase64();
                }
            } else {
                endBase64();
                quotedPrintable(text);
            }
        }

        void endInto(StringBuilder text) {
            endBase64();
            text.append(CharsetDecoding.decode(bytes.toByteArray(), charset));
            bytes.reset();
        }

        private void endBase64() {
            bytes.writeBytes(Base64Text.decodeWord(base64.toString()));
            base64.setLength(0);
        }

        private void quotedPrintable(String text) {
            int at = 0;
            while (at < text.length()) {
                int point = text.codePointAt(at);
                int value = point == '=' && at + 2 < text.length() ? hex(text, at + 1) : -1;
                if (value >= 0) {
                    bytes.write(value);
                    at += 3;
                } else {
                    String plain = point == '_' ? " " : Character.toString(point);
                    bytes.writeBytes(plain.getBytes(StandardCharsets.UTF_8));
                    at += Character.charCount(point);
                }
            }
        }

        private static int hex(String text, int at) {
            int high = Character.digit(text.charAt(at), 16);
            int low = Character.digit(text.charAt(at + 1), 16);
            return high < 0 || low < 0 ? -1 : high << 4 | low;
        }
    }
}
