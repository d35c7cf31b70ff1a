package io.avocet.mail;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of mail to text, whatever the mail says of its charset: the one rule for plain text, HTML, calendars and encoded
 * words. Never fails.
 *
 * <p>Labels lie (emailjs/emailjs-mime-codec#9, macro-inc/macro#6133, mikel/mail#1423). A byte order mark decides; without
 * one the declared charset does, unless the bytes contradict it: they are not valid in it, or are UTF-8 under the name of
 * another charset. Without a declared charset, or with one that is contradicted, the bytes are UTF-8 if they are valid
 * UTF-8, else in the declared charset, else in windows-1252.
 */
final class CharsetDecoding {
    /** So many characters that are valid UTF-8 by chance do not occur in text of a charset that uses the same bytes. */
    private static final int SURELY_UTF_8 = 12;

    private static final char ESCAPE = '\u001B';
    private static final char REPLACEMENT = '\uFFFD';

    private CharsetDecoding() {}

    /** @param declared the name that the mail gives; null, or one that is unknown, is none */
    static String decode(byte[] bytes, @Nullable String declared) {
        Charset marked = marked(bytes);
        if (marked != null) {
            return new String(bytes, marked).substring(1);
        }
        if (declared != null && Utf7.isName(declared)) {
            return Utf7.decode(bytes);
        }
        Charset charset = declared == null ? null : CharsetLabels.charset(declared);
        return charset == null ? undeclared(bytes) : decode(bytes, charset);
    }

    private static String decode(byte[] bytes, Charset declared) {
        if (declared.equals(StandardCharsets.UTF_8) || declared.equals(CharsetLabels.WINDOWS_1252)) {
            return undeclared(bytes);
        }
        if (declared.equals(StandardCharsets.UTF_16)) {
            return utf16(bytes);
        }
        boolean everywhere =
                CharsetLabels.isMultiByte(declared) || declared.name().equals("x-windows-874");
        String text = strictly(bytes, declared);
        int needed = text == null || !everywhere ? 1 : SURELY_UTF_8;
        if (Utf8OrByte.characters(bytes) >= needed) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        return text != null ? text : new String(bytes, declared);
    }

    /** The charset of the byte order mark at the start, null without one. */
    private static @Nullable Charset marked(byte[] bytes) {
        int first = bytes.length < 2 ? 0 : (bytes[0] & 0xFF) << 8 | (bytes[1] & 0xFF);
        return switch (first) {
            case 0xFFFE -> StandardCharsets.UTF_16LE;
            case 0xFEFF -> StandardCharsets.UTF_16BE;
            case 0xEFBB ->
                bytes.length > 2 && bytes[2] == (byte) 0xBF && strictly(bytes, StandardCharsets.UTF_8) != null
                        ? StandardCharsets.UTF_8
                        : null;
            default -> null;
        };
    }

    /** UTF-8 if it is that; Japanese if its escapes say so; else windows-1252, but for what is UTF-8 within. */
    private static String undeclared(byte[] bytes) {
        String utf8 = new String(bytes, StandardCharsets.UTF_8);
        if (utf8.indexOf(REPLACEMENT) >= 0 && strictly(bytes, StandardCharsets.UTF_8) == null) {
            return Utf8OrByte.decode(bytes);
        }
        boolean japanese = utf8.indexOf(ESCAPE) >= 0 && (utf8.contains("\u001B$B") || utf8.contains("\u001B$@"));
        return japanese ? new String(bytes, Charset.forName(CharsetLabels.ISO_2022_JP)) : utf8;
    }

    /** UTF-16 without a byte order mark. Text has zero bytes at the places of the high bytes; without any, the name is wrong. */
    private static String utf16(byte[] bytes) {
        int[] zeros = new int[2];
        for (int i = 0; i < bytes.length; i++) {
            zeros[i & 1] += bytes[i] == 0 ? 1 : 0;
        }
        if (zeros[0] + zeros[1] == 0 && strictly(bytes, StandardCharsets.UTF_8) != null) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        return new String(bytes, zeros[1] > zeros[0] ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE);
    }

    /** The text, or null if the bytes are not valid in the charset. */
    private static @Nullable String strictly(byte[] bytes, Charset charset) {
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
