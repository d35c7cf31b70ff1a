package io.avocet.data;

import io.avocet.run.RunEvent;
import io.avocet.run.RunListener;
import java.util.List;

/** Says what was read before rows are split or dealt into folds. */
public final class ReadNotes {
    private ReadNotes() {}

    /**
     * The rows of each file, and how many were collapsed.
     *
     * @param duplicates rows that were collapsed into another with the same content
     */
    public static void report(List<ScoreFile> files, int duplicates, RunListener listener) {
        for (ScoreFile file : files) {
            listener.on(new RunEvent.Note("Read " + file.path() + ": " + file.rowCount() + " rows."));
        }
        if (duplicates > 0) {
            listener.on(new RunEvent.Note("Collapsed " + duplicates
                    + " rows into others with the same subject and the same first 400 characters of body."));
        }
    }
}
