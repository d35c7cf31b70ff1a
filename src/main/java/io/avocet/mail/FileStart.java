package io.avocet.mail;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the first bytes of a file say of its format. */
final class FileStart {
    private static final String SEPARATOR_OF_MMDF = "\u0001\u0001\u0001\u0001";

    /** How files start that people take for emails, and what to do with them. */
    private static final List<Map.Entry<String, String>> OTHERS = List.of(
            Map.entry("[", "a JSON array; write its objects one a line, without the brackets"),
            Map.entry("BEGIN:VCALENDAR", "a calendar; name the email that it came with"),
            Map.entry("BEGIN:VCARD", "an address card; name an email"),
            Map.entry("<", "a web page or XML; save the email itself, as .eml"),
            Map.entry("http://", "an address of a web page; save the email itself, as .eml"),
            Map.entry("https://", "an address of a web page; save the email itself, as .eml"),
            Map.entry("PK\u0003\u0004", "a ZIP archive; unpack it first"),
            Map.entry("\u001F\u008B", "a gzip archive; unpack it first"),
            Map.entry("%PDF", "a PDF; save the email itself, as .eml"),
            Map.entry("\u00D0\u00CF\u0011\u00E0", "a message of Outlook (.msg); save it as .eml"),
            Map.entry("!BDN", "a data file of Outlook (.pst); export it as mbox"),
            Map.entry("\u00FF\u00FE", "UTF-16; save it as UTF-8"),
            Map.entry("\u00FE\u00FF", "UTF-16; save it as UTF-8"),
            Map.entry("BABYL OPTIONS:", "a mail file of Emacs (Babyl); export it as mbox"));

    /** Keys of rows; a header has no such fields. */
    private static final List<String> KEYS = List.of("body:", "text:", "label:", "title:", "content:");

    private final String content;
    private final List<String> block;

    private FileStart(String content, List<String> block) {
        this.content = content;
        this.block = block;
    }

    /** @param content the first kilobytes as ISO 8859-1, without a byte order mark and white space in front */
    static FileStart of(String content) {
        List<String> block =
                content.lines().takeWhile(line -> !line.isBlank()).limit(1000).collect(Collectors.toList());
        return new FileStart(content, block);
    }

    /** Whether a From line is first; {@code From : a@b.c} is a field of a message. */
    boolean isMbox() {
        String first = block.isEmpty() || !content.startsWith(SEPARATOR_OF_MMDF)
                ? content
                : content.substring(4).stripLeading();
        return FromLine.isCandidate(firstLine(first).getBytes(StandardCharsets.ISO_8859_1))
                && !first.matches("(?s)From[ \\t]+:.*");
    }

    /** Whether there is a header: a field of email, and hardly a line that is none. */
    boolean isMessage() {
        long mail = block.stream().filter(HeaderNames::isMailField).count();
        long fields = block.stream().filter(HeaderNames::isField).count();
        long folded = block.stream()
                .filter(line -> line.startsWith(" ") || line.startsWith("\t"))
                .count();
        boolean row = block.stream()
                .anyMatch(line -> KEYS.stream().anyMatch(key -> line.regionMatches(true, 0, key, 0, key.length())));
        boolean quoted = block.stream().anyMatch(line -> line.startsWith("From ") || line.startsWith(">From "));
        return advice().isEmpty()
                && mail > 0
                && !(row && mail == 1)
                && block.size() - fields - folded <= mail + (quoted ? 1 : 0);
    }

    /** Whether lines end with CR alone, as on old Macs. */
    boolean endsLinesWithCarriageReturns() {
        return content.indexOf('\n') < 0 && content.indexOf('\r') >= 0;
    }

    /** What the file is instead and what to do, as a sentence with a space in front; empty if that is not known. */
    String advice() {
        if (block.size() > 1 && block.get(0).matches("\\d+ *")) {
            return " It looks like a message of Apple Mail (.emlx); export its mailbox, or save it as .eml.";
        }
        return OTHERS.stream()
                .filter(other -> content.startsWith(other.getKey()))
                .findFirst()
                .map(other -> " It looks like " + other.getValue() + ".")
                .orElse("");
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
