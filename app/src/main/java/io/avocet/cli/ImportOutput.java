package io.avocet.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.avocet.app.ImportResult;
import io.avocet.run.RunEvent;
import io.avocet.words.Count;
import java.io.PrintWriter;
import java.util.Map;

/** What an import or a fetch has found, as text or as the last line of JSON. */
final class ImportOutput {
    private ImportOutput() {}

    /** A note with the counts. */
    static void note(ImportResult result, JsonLines lines) {
        lines.progress(new RunEvent.Note(Count.of(result.fresh(), "new email") + counts(result)));
    }

    /**
     * The note, and the line of the result.
     *
     * @param unknownLabels emails by their label that is not in the label set
     */
    static void print(ImportResult result, Map<String, Long> unknownLabels, JsonLines lines) {
        note(result, lines);
        ObjectNode line = JsonLines.typed("result");
        line.put("new", result.fresh()).put("known", result.known()).put("refused", result.refused());
        result.reasons().forEach(line.putObject("reasons")::put);
        unknownLabels.forEach(line.putObject("unknown_labels")::put);
        line.put("left_out", result.leftOut()).put("labelled", result.labelled());
        lines.print(line);
    }

    /**
     * Prints lines for a person.
     *
     * @param where the new ones are, such as {@code  in data/mail.db}
     */
    static void print(ImportResult result, String where, PrintWriter err) {
        err.println(Count.of(result.fresh(), "new email") + where + counts(result));
        result.reasons().forEach((reason, count) -> err.println("  refused " + count + ": " + reason));
        if (result.leftOut() > 0) {
            err.println("Left out " + Count.of(result.leftOut(), "email")
                    + " that the mail program has marked as deleted.");
        }
        err.flush();
    }

    private static String counts(ImportResult result) {
        return ", " + result.known() + " known already, " + result.refused() + " refused.";
    }
}
