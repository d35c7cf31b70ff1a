package io.avocet.data;

import io.avocet.text.InputFormat;
import io.avocet.text.VisibleText;
import org.jspecify.annotations.Nullable;

/** One email. A subject or body that is missing is the empty string. */
public record Email(String subject, String body) {
    /** Half a surrogate pair, which JSON can write but UTF-8 cannot, becomes U+FFFD. */
    public Email {
        subject = wellFormed(subject);
        body = wellFormed(body);
    }

    public static Email of(@Nullable String subject, @Nullable String body) {
        return new Email(subject == null ? "" : subject, body == null ? "" : body);
    }

    /** Whether there is nothing to read but the subject. No getter by its name, so that it is no part of the JSON of an email. */
    public boolean hasBlankBody() {
        return VisibleText.isBlank(body);
    }

    /** Whether there is nothing to read at all. */
    public boolean hasNoText() {
        return hasBlankBody() && VisibleText.isBlank(subject);
    }

    /** This email without the part of the body that no fine-tuned model reads. */
    public Email cutForFineTuning() {
        return new Email(subject, InputFormat.fineTuneBody(body));
    }

    /** The text that a fine-tuned model reads. */
    public String fineTuneText() {
        return InputFormat.fineTune(subject, body);
    }

    /** The text that a zero-shot model or a reranker reads, first of a pair. */
    public String zeroShotText() {
        return InputFormat.zeroShot(subject, body);
    }

    /** The text that a sentence encoder reads. */
    public String embeddingText() {
        return InputFormat.embedding(subject, body);
    }

    /**
     * Names this email's content: SHA-256, lower-case hex, of the UTF-8 fine-tune text. Two emails that a fine-tuned
     * model cannot tell apart have the same hash.
     */
    public String contentHash() {
        return Sha256.hex(fineTuneText());
    }

    static String wellFormed(String text) {
        if (text.chars().noneMatch(unit -> Character.isSurrogate((char) unit))) {
            return text;
        }
        StringBuilder whole = new StringBuilder(text.length());
        text.codePoints()
                .map(point -> Character.getType(point) == Character.SURROGATE ? 0xFFFD : point)
                .forEach(whole::appendCodePoint);
        return whole.toString();
    }
}
