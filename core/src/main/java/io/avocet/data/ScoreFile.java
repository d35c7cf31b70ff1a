package io.avocet.data;

import io.avocet.error.Setting;
import io.avocet.error.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A file of labelled emails, read: {@code {"subject", "body", "label"}} and perhaps a {@code date}, one a line or all in one JSON
 * array. A row with a {@code labeled_at} is a decision of the user: it replaces earlier rows of the same email. A label {@code null}
 * takes them back.
 *
 * @param rowCount lines that are not blank, or items of the array: whatever is in them
 * @param rows the rows whose label is in the label set and that no later decision replaced, in file order
 * @param rowNumbers place in the file of each of {@code rows}: from 0, blank lines not counted
 * @param unknownLabels rows of each label that is not in the set and that no later decision replaced, by the label as it may be shown
 * @param unlabelled content hashes of the emails whose last label in the file is {@code null}
 * @param unreadTexts rows of {@code rows} that have half their text under a key that is not read, by what to rename
 */
public record ScoreFile(
        Path path,
        int rowCount,
        List<LabelledEmail> rows,
        List<Integer> rowNumbers,
        List<BadRow> badRows,
        Map<String, Integer> unknownLabels,
        Set<String> unlabelled,
        Map<String, Integer> unreadTexts) {
    private static final int BAD_ROWS_NAMED = 5;

    /** Bad rows after which a file without a good one is read no further: it may be a device, and have no end. */
    private static final int HOPELESS_ROWS = 10_000;

    private static final String REPAIR =
            "A row is one JSON object on one line, with the strings subject, body and label."
                    + " Repair these lines or remove them.";
    private static final int LABEL_SHOWN_CODE_POINTS = 60;

    public ScoreFile {
        rows = List.copyOf(rows);
        rowNumbers = List.copyOf(rowNumbers);
        badRows = List.copyOf(badRows);
        unknownLabels = Collections.unmodifiableMap(new LinkedHashMap<>(unknownLabels));
        unlabelled = Set.copyOf(unlabelled);
        unreadTexts = Collections.unmodifiableMap(new LinkedHashMap<>(unreadTexts));
    }

    /**
     * Reads the file.
     *
     * @throws UserError if it is missing, a folder or empty, or if more than a tenth of its rows are bad
     */
    public static ScoreFile read(Path path, LabelSet labels) {
        return read(path, labels, UnaryOperator.identity());
    }

    /**
     * Reads files, in their order.
     *
     * @param watch as below
     * @throws UserError as above
     */
    public static List<ScoreFile> readAll(List<Path> paths, LabelSet labels, UnaryOperator<InputStream> watch) {
        return paths.stream().map(path -> read(path, labels, watch)).toList();
    }

    /**
     * Reads the file.
     *
     * @param watch wraps the input, such as to end the reading
     * @throws UserError as above
     */
    public static ScoreFile read(Path path, LabelSet labels, UnaryOperator<InputStream> watch) {
        return read(
                path,
                labels,
                watch,
                "Labelled emails not found: " + path
                        + ". Copy data/email_score.jsonl.example there, or name another file as " + Setting.SCORE_FILE
                        + ".");
    }

    /**
     * Reads the file.
     *
     * @param watch as above
     * @param missing the whole message of the error for a file that is not there
     * @throws UserError as above
     */
    public static ScoreFile read(Path path, LabelSet labels, UnaryOperator<InputStream> watch, String missing) {
        try (InputStream in = watch.apply(InputFiles.open(path, missing));
                RowReader rows = RowReader.open(path, in)) {
            ScoreFile file = read(path, rows, labels);
            file.requireUsable();
            return file;
        } catch (IOException e) {
            throw InputFiles.unreadable(path, e);
        }
    }

    private static ScoreFile read(Path path, RowReader rows, LabelSet labels) throws IOException {
        int rowCount = 0;
        StandingRows standing = new StandingRows(labels);
        List<BadRow> bad = new ArrayList<>();
        while (rows.next() && !(standing.isEmpty() && bad.size() >= HOPELESS_ROWS)) {
            rowCount++;
            try {
                JsonRow row = rows.row();
                if (row.takesBack()) {
                    standing.takeBack(row.email());
                    continue;
                }
                standing.add(labelled(row, path, rows.line()), rowCount - 1, row);
            } catch (MalformedRowException e) {
                bad.add(rows.bad(e));
            }
        }
        Map<String, Integer> unknown = new LinkedHashMap<>();
        standing.otherLabels().forEach(label -> unknown.merge(shown(label), 1, Integer::sum));
        return new ScoreFile(
                path,
                rowCount,
                standing.rows(),
                standing.numbers(),
                bad,
                unknown,
                standing.unlabelled(),
                standing.unreadTexts());
    }

    private static LabelledEmail labelled(JsonRow row, Path path, long line) throws MalformedRowException {
        if (row.label() == null) {
            throw new MalformedRowException("'label' is missing or not a string");
        }
        return new LabelledEmail(row.email(), row.label(), new RowOrigin(path, line, row.date()));
    }

    private void requireUsable() {
        if (rowCount == 0) {
            throw new UserError(
                    UserError.Kind.BAD_INPUT,
                    path + " is empty. It needs labelled emails, one JSON object per line, as in"
                            + " data/email_score.jsonl.example.");
        }
        if (badRows.size() > rowCount / 10) {
            String named = badRows.stream()
                    .limit(BAD_ROWS_NAMED)
                    .map(row -> "\n  " + row.describe())
                    .collect(Collectors.joining());
            int more = badRows.size() - BAD_ROWS_NAMED;
            throw new UserError(
                    UserError.Kind.BAD_INPUT,
                    path + ": " + badRows.size() + " of " + rowCount
                            + " rows cannot be read; at most a tenth may be skipped." + named
                            + (more > 0 ? "\n  and " + more + " more" : "")
                            + (withoutText() ? "\n" + RowWithoutTextException.ADVICE : "\n" + REPAIR));
        }
    }

    private boolean withoutText() {
        return badRows.stream().anyMatch(row -> row.reason().startsWith(RowWithoutTextException.REASON));
    }

    /** An unknown label may be anything: shortened, and without what could disturb a terminal. */
    private static String shown(String label) {
        String plain = label.replaceAll("\\p{C}", "?");
        return plain.codePointCount(0, plain.length()) <= LABEL_SHOWN_CODE_POINTS
                ? plain
                : plain.substring(0, plain.offsetByCodePoints(0, LABEL_SHOWN_CODE_POINTS)) + "…";
    }
}
