package io.avocet.data;

import io.avocet.words.Launcher;

/** Says that a row has neither a subject nor a body: it is no email, though it may be another tool's. */
final class RowWithoutTextException extends MalformedRowException {
    private static final long serialVersionUID = 1L;

    static final String REASON = "has neither 'subject' nor 'body'";

    /** What to do with rows of another tool. */
    static final String ADVICE =
            "Avocet reads rows with the keys subject, body and label, one JSON object per line or all of"
                    + " them in one JSON array: {\"subject\": …, \"body\": …, \"label\": …}. Rename the keys of the file to these."
                    + " '" + Launcher.command("import FILE --output ROWS.jsonl")
                    + "' makes such rows from exports of other tools and from tables.";

    /** @param found the keys that there are, as a clause; may be empty */
    RowWithoutTextException(String found) {
        super(REASON + found);
    }
}
