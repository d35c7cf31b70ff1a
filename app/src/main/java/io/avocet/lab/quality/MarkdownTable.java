package io.avocet.lab.quality;

import java.util.List;
import java.util.stream.Stream;

/** A table in Markdown. */
public final class MarkdownTable {
    private MarkdownTable() {}

    /**
     * Its lines.
     *
     * @param rows each with a cell for each head
     */
    public static List<String> lines(List<String> heads, List<List<String>> rows) {
        List<String> rule = heads.stream().map(head -> "---").toList();
        return Stream.concat(Stream.of(heads, rule), rows.stream())
                .map(cells -> "| " + String.join(" | ", cells) + " |")
                .toList();
    }
}
