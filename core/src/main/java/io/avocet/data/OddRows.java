package io.avocet.data;

import io.avocet.run.RunEvent;
import io.avocet.run.RunListener;

/** Warns of the rows of a file that are left out. */
public final class OddRows {
    private static final int BAD_ROWS_NAMED = 5;

    private OddRows() {}

    /** The first bad rows one by one, the others and unknown labels by their number. */
    public static void report(ScoreFile file, RunListener listener) {
        file.badRows().stream().limit(BAD_ROWS_NAMED).forEach(row -> warn(listener, "Skipped " + row.describe() + "."));
        int more = file.badRows().size() - BAD_ROWS_NAMED;
        if (more > 0) {
            warn(listener, "Skipped " + more + " more rows of " + file.path() + " that cannot be read.");
        }
        file.unknownLabels()
                .forEach((label, count) -> warn(
                        listener,
                        "Left out " + count + " rows with the unknown label '" + label + "' in " + file.path() + "."));
        if (!file.unlabelled().isEmpty()) {
            warn(listener, unlabelled(file));
        }
        file.unreadTexts().forEach((text, count) -> warn(listener, describe(file, text, count)));
    }

    /** Half an email is trained and scored as it is, but not in silence. */
    static String describe(ScoreFile file, String unreadText, int count) {
        return file.path() + ": " + count + (count == 1 ? " row has " : " rows have ") + unreadText + ".";
    }

    static String unlabelled(ScoreFile file) {
        return file.path() + ": " + DataPreparation.emails(file.unlabelled().size())
                + " without a label (null): left out.";
    }

    private static void warn(RunListener listener, String message) {
        listener.on(new RunEvent.Warning(message));
    }
}
