package io.avocet.mail;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a file that is not mail is, recognized by its first bytes, which are given as ISO-8859-1. */
final class ForeignFile {
    private record Kind(String start, String name) {}

    /** Compared without regard to case; the first that fits. */
    private static final List<Kind> KINDS = List.of(
            new Kind("BEGIN:VCALENDAR", "a calendar (.ics)"),
            new Kind("BEGIN:VCARD", "an address book (.vcf)"),
            new Kind("<?xml", "an XML file"),
            new Kind("<", "a web page (HTML)"),
            new Kind("%PDF", "a PDF file"),
            new Kind("{\\rtf", "an RTF file"),
            new Kind("PK\u0003\u0004", "a zip archive; unpack it first"),
            new Kind("\u001F\u008B", "a gzip archive; unpack it first"),
            new Kind("BZh", "a bzip2 archive; unpack it first"),
            new Kind("\u00FD7zXZ", "an xz archive; unpack it first"),
            new Kind("(\u00B5/\u00FD", "a zstd archive; unpack it first"),
            new Kind("7z\u00BC\u00AF", "a 7z archive; unpack it first"),
            new Kind("Rar!", "a RAR archive; unpack it first"),
            new Kind("\u00D0\u00CF\u0011\u00E0", "an Outlook message (.msg) or an Office document; save it as .eml"),
            new Kind("!BDN", "an Outlook data file (.pst); export its emails as .eml or mbox"),
            new Kind("x\u009F>\"", "an Outlook attachment (winmail.dat)"),
            new Kind("BABYL OPTIONS:", "a mail file of Emacs (Babyl); export it as mbox"),
            new Kind("SQLite format 3", "an SQLite database"),
            new Kind("PAR1", "a Parquet file"),
            new Kind("\u00FF\u00FE", "text in UTF-16; save it as UTF-8"),
            new Kind("\u00FE\u00FF", "text in UTF-16; save it as UTF-8"));

    private static final Pattern URL = Pattern.compile("[a-z][a-z0-9+.-]*://\\S+.*");
    private static final Pattern ADDRESS = Pattern.compile("[^:]*[\\w.+-]+@[\\w-]+\\.[\\w.-]+>?[,;\\s]*");
    private static final Pattern SEPARATED = Pattern.compile("[^,;\\t]+([,;\\t])(?! )[^,;\\t]+(\\1(?! ).*)?");
    private static final Pattern NUMBER = Pattern.compile("\\d+\\s*");

    private ForeignFile() {}

    /** Whether the first bytes are those of another format. */
    static boolean isKnown(String content) {
        return kind(content).isPresent();
    }

    /** What the file is, with an article, and what to do where that helps; empty if it is not known. */
    static Optional<String> describe(String content) {
        Optional<String> known = kind(content);
        if (known.isPresent()) {
            return known;
        }
        if (content.indexOf('\0') >= 0) {
            return Optional.of("a binary file");
        }
        if (content.startsWith("[")) {
            return Optional.of("a JSON array without rows");
        }
        String utf8 = new String(content.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        String line = utf8.lines().findFirst().orElse("");
        if (URL.matcher(line).matches()) {
            return Optional.of("a list of web addresses");
        }
        if (ADDRESS.matcher(line).matches()) {
            return Optional.of("a list of email addresses");
        }
        if (NUMBER.matcher(line).matches()
                && FileStart.of(content.substring(content.indexOf('\n') + 1)).isMessage()) {
            return Optional.of("a message of Apple Mail (.emlx); export it as .eml or mbox");
        }
        return SEPARATED.matcher(line).matches() ? Optional.of("a table (CSV)") : Optional.empty();
    }

    private static Optional<String> kind(String content) {
        return KINDS.stream()
                .filter(kind -> content.regionMatches(
                        true, 0, kind.start(), 0, kind.start().length()))
                .map(Kind::name)
                .findFirst();
    }
}
