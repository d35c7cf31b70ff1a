package io.avocet.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A vocabulary file with one entry per line: UTF-8, lines that end in LF or CR LF, no entries after the last line with text. */
final class VocabularyLines {
    private VocabularyLines() {}

    /** The lines of {@code bytes}; {@code file} is where they come from, for the message of a {@code UserError}. */
    static List<String> read(byte[] bytes, Path file) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        while (start < bytes.length) {
            int end = start;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            lines.add(line(ByteBuffer.wrap(bytes, start, end - start), lines.size() + 1, file));
            if (lines.size() > VocabularyFormat.MAX_PIECES) {
                throw VocabularyFormat.broken(
                        file, " has more than " + VocabularyFormat.MAX_PIECES + " lines, which is the limit");
            }
            start = end + 1;
        }
        while (!lines.isEmpty() && lines.get(lines.size() - 1).isEmpty()) {
            lines.remove(lines.size() - 1);
        }
        if (lines.isEmpty()) {
            throw VocabularyFormat.broken(file, " is empty");
        }
        return lines;
    }

    private static String line(ByteBuffer bytes, int number, Path file) {
        try {
            String line = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        } catch (CharacterCodingException e) {
            throw VocabularyFormat.broken(file, ", line " + number + ": the text is not UTF-8");
        }
    }
}
