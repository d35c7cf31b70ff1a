package io.avocet.data;

import io.avocet.error.UserError;
import io.avocet.words.Shown;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The labels of a model, in the order of their ids.
 *
 * @param names at least two, distinct, none blank or with control characters
 */
public record LabelSet(List<String> names) {
    /** The labels of job-search email. */
    public static final LabelSet CANONICAL = new LabelSet(List.of(
            "interview_scheduled",
            "offer_received",
            "rejected",
            "positive_response",
            "survey_received",
            "neutral",
            "event_rescheduled",
            "digest",
            "new_lead",
            "hired"));

    /** A longer line in a label file is no label. */
    private static final int MAX_LABEL_BYTES = 200;

    /** @throws IllegalArgumentException if the names are no label set */
    public LabelSet {
        names = List.copyOf(names);
        if (names.size() < 2 || Set.copyOf(names).size() < names.size()) {
            throw new IllegalArgumentException("A label set has two or more distinct labels, got " + names);
        }
        if (names.stream().anyMatch(name -> name.isBlank() || hasControlCharacter(name))) {
            throw new IllegalArgumentException("A label is blank or has a control character");
        }
    }

    public int size() {
        return names.size();
    }

    public String name(int id) {
        return names.get(id);
    }

    /** The id of a label, empty if it is not in the set. */
    public OptionalInt id(String label) {
        int id = names.indexOf(label);
        return id < 0 ? OptionalInt.empty() : OptionalInt.of(id);
    }

    /**
     * Makes sure that a label is in the set.
     *
     * @throws UserError if it is not
     */
    public void require(String label) {
        if (!names.contains(label)) {
            throw new UserError(
                    UserError.Kind.BAD_INPUT,
                    "'" + Shown.text(label) + "' is not one of the labels. Allowed: " + String.join(", ", names) + ".");
        }
    }

    /**
     * The labels of a file, or those of job-search email without one.
     *
     * @throws UserError as {@link #read}
     */
    public static LabelSet ofFile(Optional<Path> file) {
        return file.map(LabelSet::read).orElse(CANONICAL);
    }

    /**
     * Reads a label file: UTF-8, one label per line, blank lines and white space around a label passed over.
     *
     * @throws UserError if the file is missing, has fewer than two labels, repeats one, or has a line that is no label
     */
    public static LabelSet read(Path file) {
        String missing = "Label file not found: " + file + ". It has one label per line.";
        Map<String, Long> lineOfLabel = new LinkedHashMap<>();
        try (ByteLines lines = new ByteLines(InputFiles.open(file, missing), MAX_LABEL_BYTES)) {
            while (lines.next()) {
                String label = label(lines, file);
                Long earlier = label.isEmpty() ? null : lineOfLabel.putIfAbsent(label, lines.number());
                if (earlier != null) {
                    throw bad(file, lines.number(), "'" + label + "' is on line " + earlier + " already");
                }
            }
        } catch (IOException e) {
            throw InputFiles.unreadable(file, e);
        }
        if (lineOfLabel.size() < 2) {
            throw new UserError(
                    UserError.Kind.BAD_INPUT,
                    file + " has " + (lineOfLabel.isEmpty() ? "no label" : "one label")
                            + "; a label file has two or more, one a line.");
        }
        return new LabelSet(new ArrayList<>(lineOfLabel.keySet()));
    }

    private static String label(ByteLines lines, Path file) {
        if (lines.cut()) {
            throw bad(file, lines.number(), "longer than the " + MAX_LABEL_BYTES + " bytes that a label may have");
        }
        try {
            String label = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(lines.bytes()))
                    .toString()
                    .strip();
            if (hasControlCharacter(label)) {
                throw bad(file, lines.number(), "a label has no control characters");
            }
            return label;
        } catch (CharacterCodingException e) {
            throw bad(file, lines.number(), "not UTF-8");
        }
    }

    private static boolean hasControlCharacter(String label) {
        return label.codePoints().anyMatch(Character::isISOControl);
    }

    private static UserError bad(Path file, long line, String reason) {
        return new UserError(
                UserError.Kind.BAD_INPUT, file + ":" + line + ": " + reason + ". Write one label per line, each once.");
    }
}
