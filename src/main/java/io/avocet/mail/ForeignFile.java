package io.avocet.mail;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a file is that is no mail, told by its first bytes, which are given as ISO-8859-1. */
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
            new Kind("SQLite format 3", "an SQLite database"),
            new Kind("PAR1", "a Parquet file"),
            new Kind("\u00FF\u00FE", "text in UTF-16; save it as UTF-8"),
            new Kind("\u00FE\u00FF", "text in UTF-16; save it as UTF-8"));

    private static final Pattern URL = Pattern.compile("[a-z][a-z0-9+.-]*://\\S+.*");
    private static final Pattern ADDRESS = Pattern.compile("[^:]*[\\w.+-]+@[\\w-]+\\.[\\w.-]+>?[,;\\s]*");
    private static final Pattern SEPARATED = Pattern.compile("[^,;\\t]+([,;\\t])(?! )[^,;\\t]+(\\1(?! ).*)?");
    private static final Pattern NUMBER = Pattern.compile("\\d+\\s*");
    private static final Pattern HEADER = Pattern.compile("([A-Za-z0-9!#$%&'*+.^_`|~-]+)[ \\t]*:.*");

    /** A message has one of these before its first blank line; names of trace and MIME fields among them. */
    private static final Set<String> MAIL_HEADERS = Set.of(
            "from",
            "to",
            "cc",
            "bcc",
            "subject",
            "date",
            "sender",
            "reply-to",
            "received",
            "return-path",
            "delivered-to",
            "envelope-to",
            "message-id",
            "in-reply-to",
            "references",
            "mime-version",
            "content-type",
            "content-transfer-encoding",
            "dkim-signature",
            "arc-seal",
            "authentication-results",
            "received-spf",
            "status");

    private ForeignFile() {}

    /** Whether the content begins with a field, and one of the fields before the first blank line is of mail. */
    static boolean isMessage(String content) {
        if (!HEADER.matcher(content).lookingAt()) {
            return false;
        }
        boolean ofMail = false;
        for (String line : content.split("\r\n|[\r\n]", -1)) {
            Matcher header = HEADER.matcher(line);
            if (header.matches()) {
                String name = header.group(1).toLowerCase(Locale.ROOT);
                if (name.equals("body")) {
                    return false; // YAML
                }
                ofMail |= MAIL_HEADERS.contains(name) || name.startsWith("x-") || name.startsWith("resent-");
            } else if (line.isBlank()) {
                return ofMail;
            }
        }
        return ofMail;
    }

    /** What the file is, with an article, and what to do where that helps; empty if it is not known. */
    static Optional<String> describe(String content) {
        for (Kind kind : KINDS) {
            if (content.regionMatches(true, 0, kind.start(), 0, kind.start().length())) {
                return Optional.of(kind.name());
            }
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
                && isMessage(utf8.substring(line.length()).stripLeading())) {
            return Optional.of("a message of Apple Mail (.emlx); export it as .eml or mbox");
        }
        return SEPARATED.matcher(line).matches() ? Optional.of("a table (CSV)") : Optional.empty();
    }
}
