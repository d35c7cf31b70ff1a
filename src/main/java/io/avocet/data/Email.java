package io.avocet.data;

import io.avocet.text.InputFormat;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** One email. A subject or body that is missing is the empty string. */
public record Email(String subject, String body) {
    public static Email of(@Nullable String subject, @Nullable String body) {
        return new Email(subject == null ? "" : subject, body == null ? "" : body);
    }

    /** The text that a fine-tuned model reads. */
    public String fineTuneText() {
        return InputFormat.fineTune(subject, body);
    }

    /**
     * Names this email's content: SHA-256, lower-case hex, of the UTF-8 fine-tune text. Two emails that a fine-tuned
     * model cannot tell apart have the same hash.
     */
    public String contentHash() {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(fineTuneText().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
