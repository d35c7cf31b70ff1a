package io.avocet.mail;

import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.util.ByteSequence;
import org.jspecify.annotations.Nullable;

/** The value of a header field as text on one line. */
final class HeaderText {
    private HeaderText() {}

    /**
     * Decodes a value. It starts from the bytes: new mail has UTF-8 there, old mail the charset of its body.
     *
     * @param charset what the message says of its body
     */
    static String decode(Field field, @Nullable String charset) {
        ByteSequence raw = field.getRaw();
        String value = field.getBody();
        if (raw != null) {
            String line = CharsetDecoding.decode(raw.toByteArray(), charset);
            value = line.substring(line.indexOf(':') + 1);
        }
        String unfolded = value.replaceAll("\\r?\\n(?=[ \\t])", "").strip();
        return EncodedWords.decode(unfolded).replaceAll("\\s+", " ").strip();
    }
}
