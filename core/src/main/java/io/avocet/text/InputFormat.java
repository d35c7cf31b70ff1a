package io.avocet.text;

/**
 * The texts that models read. A model sees at use exactly the format that it saw in training: the formats never mix.
 * Lengths count Unicode code points, so that no surrogate pair is ever cut.
 * Where a subject or a body has padding, it is read as {@link VisibleText#collapse} leaves it, before anything is counted.
 */
public final class InputFormat {
    /** Code points of the body that a fine-tuned model reads. */
    public static final int FINE_TUNE_BODY_CODE_POINTS = 400;

    /** Code points of the body that a zero-shot model reads. */
    public static final int ZERO_SHOT_BODY_CODE_POINTS = 600;

    private InputFormat() {}

    /** The text of fine-tuning and of {@code FineTunedAdapter}: {@code "{subject} [SEP] {body[:400]}"}. */
    public static String fineTune(String subject, String body) {
        return fineTune(subject, body, FINE_TUNE_BODY_CODE_POINTS);
    }

    /** The same with another number of code points of the body. */
    public static String fineTune(String subject, String body, int bodyCodePoints) {
        return visible(subject) + " [SEP] " + start(body, bodyCodePoints);
    }

    /** The part of a body that a fine-tuned model reads. */
    public static String fineTuneBody(String body) {
        return start(body, FINE_TUNE_BODY_CODE_POINTS);
    }

    /** The premise of a zero-shot pair: {@code "Subject: {subject}\n\n{body[:600]}"}. */
    public static String zeroShot(String subject, String body) {
        return "Subject: " + visible(subject) + "\n\n" + start(body, ZERO_SHOT_BODY_CODE_POINTS);
    }

    /** The text of a sentence encoder: {@code "{subject}\n{body[:400]}"}. */
    public static String embedding(String subject, String body) {
        return visible(subject) + "\n" + fineTuneBody(body);
    }

    /** Whether a body has more code points than a model reads. */
    public static boolean isLonger(String body, int codePoints) {
        String visible = visible(body);
        return visible.codePointCount(0, visible.length()) > codePoints;
    }

    /** The second pass takes the tags of a flag that the cut has left at the end, so that the start of a start is itself. */
    private static String start(String body, int codePoints) {
        return visible(firstCodePoints(visible(body), codePoints));
    }

    /** A text with a no-break space or a soft hyphen here and there is the plain text that the golden files have. */
    private static String visible(String text) {
        return VisibleText.isPadded(text) ? VisibleText.collapse(text) : text;
    }

    private static String firstCodePoints(String text, int limit) {
        if (text.length() <= limit || text.codePointCount(0, text.length()) <= limit) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, limit));
    }
}
