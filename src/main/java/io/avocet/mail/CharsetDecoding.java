package io.avocet.mail;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.apache.james.mime4j.util.CharsetUtil;
import org.jspecify.annotations.Nullable;

/** Bytes of mail to text, whatever the mail says of its charset. Never fails. */
final class CharsetDecoding {
    /** What unlabelled 8-bit mail that is not UTF-8 most often is; a superset of ISO 8859-1 in practice. */
    static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    private CharsetDecoding() {}

    /**
     * The charset that a name stands for, null if there is none to go by: no name, an unknown one, or US-ASCII, which
     * mail claims without meaning it.
     */
    static @Nullable Charset declared(@Nullable String name) {
        Charset charset = name == null ? null : CharsetUtil.lookup(name);
        if (charset == null || charset.equals(StandardCharsets.US_ASCII)) {
            return null;
        }
        return charset.equals(StandardCharsets.ISO_8859_1) ? WINDOWS_1252 : charset;
    }

    /** Decodes by the declared charset; without one as UTF-8, or as windows-1252 if the bytes are not UTF-8. */
    static String decode(byte[] bytes, @Nullable Charset declared) {
        if (declared != null) {
            return new String(bytes, declared);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, WINDOWS_1252);
        }
    }
}
