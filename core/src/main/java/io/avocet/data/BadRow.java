package io.avocet.data;

import java.nio.file.Path;

/**
 * A row or a message that could not be read and was skipped.
 *
 * @param line counted from 1; of a message, the line on which it starts
 * @param reason what is wrong with it, without a word of the email's text
 */
public record BadRow(Path file, long line, String reason) {
    /** The reason of a row that has a place for an email, and nothing to read there. */
    public static final String EMPTY_EMAIL = "its subject and its body are empty";

    /** {@code data/email_score.jsonl:12: not valid JSON (near column 40)}. */
    public String describe() {
        return file + ":" + line + ": " + reason;
    }
}
