package io.avocet.mail;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** UTF-7 (RFC 2152), which Java does not have and old Exchange servers write. */
final class Utf7 {
    private static final Pattern NAME = Pattern.compile("(x-)?(unicode-1-1-|csunicode11)?utf-?7");
    private static final Pattern SHIFTED = Pattern.compile("\\+([A-Za-z0-9/+]*)-?");

    private Utf7() {}

    static boolean isName(String name) {
        return name.endsWith("7")
                && NAME.matcher(name.strip().toLowerCase(Locale.ROOT)).matches();
    }

    static String decode(byte[] bytes) {
        return SHIFTED.matcher(CharsetDecoding.decode(bytes, "utf-8")).replaceAll(shifted -> {
            String base64 = shifted.group(1);
            byte[] units = Base64Text.decodeWord(base64);
            String text = new String(units, 0, units.length & ~1, StandardCharsets.UTF_16BE);
            return Matcher.quoteReplacement(base64.isEmpty() ? "+" : text);
        });
    }
}
