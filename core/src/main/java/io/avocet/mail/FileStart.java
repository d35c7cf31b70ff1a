package io.avocet.mail;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** What the first bytes of a file say of the format of its emails; {@link ForeignFile} knows what is no mail. */
final class FileStart {
    private static final String SEPARATOR_OF_MMDF = "\u0001\u0001\u0001\u0001";

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
        return !ForeignFile.isKnown(content)
                && !startsWithItsLength()
                && mail > 0
                && !(row && mail == 1)
                && block.size() - fields - folded <= mail + (quoted ? 1 : 0);
    }

    /** Whether the first line is a number: the length of the message, in a file of Apple Mail. */
    private boolean startsWithItsLength() {
        return !block.isEmpty() && block.get(0).matches("\\d+\\s*");
    }

    /** Whether lines end with CR alone, as on old Macs. */
    boolean endsLinesWithCarriageReturns() {
        return content.indexOf('\n') < 0 && content.indexOf('\r') >= 0;
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
