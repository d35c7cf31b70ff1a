package io.avocet.benchmark;

import io.avocet.data.LabelSet;
import io.avocet.data.LabelledEmail;
import io.avocet.data.OddRows;
import io.avocet.data.ScoreFile;
import io.avocet.error.Setting;
import io.avocet.error.UserError;
import io.avocet.run.RunEvent;
import io.avocet.run.RunListener;
import io.avocet.text.InputFormat;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The rows of a benchmark, and the file that they are from.
 *
 * @param file the whole file, rows beyond the limit included
 */
record BenchmarkRows(ScoreFile file, List<BenchmarkRow> rows) {
    static BenchmarkRows read(BenchmarkRequest request, LabelSet labels, RunListener listener) {
        ScoreFile file = ScoreFile.read(request.data().scoreFile(), labels, listener::watched);
        OddRows.report(file, listener);
        int count = Math.min(file.rows().size(), request.data().limit().orElse(Integer.MAX_VALUE));
        List<BenchmarkRow> rows = new ArrayList<>(count);
        Set<String> hashes = new HashSet<>();
        for (int i = 0; i < count; i++) {
            LabelledEmail row = file.rows().get(i);
            String hash = row.email().contentHash();
            hashes.add(hash);
            rows.add(new BenchmarkRow(
                    file.rowNumbers().get(i),
                    row.email(),
                    labels.id(row.label()).orElseThrow(),
                    hash));
        }
        if (rows.isEmpty()) {
            throw new UserError(
                    UserError.Kind.BAD_INPUT,
                    request.data().scoreFile() + " has no row with one of the labels " + labels.names()
                            + ". Name another label set as " + Setting.LABELS + ".");
        }
        if (hashes.size() < rows.size()) {
            listener.on(new RunEvent.Warning((rows.size() - hashes.size()) + " of " + rows.size()
                    + " rows repeat the content of another; each counts."));
        }
        return new BenchmarkRows(file, List.copyOf(rows));
    }

    /** @param hashes content hashes of emails */
    boolean areAllOf(Set<String> hashes) {
        return rows.stream().map(BenchmarkRow::contentHash).allMatch(hashes::contains);
    }

    /** @param hashes content hashes of emails */
    boolean haveOneOf(Set<String> hashes) {
        return rows.stream().map(BenchmarkRow::contentHash).anyMatch(hashes::contains);
    }

    /** Rows whose body has more than so many code points. */
    int bodiesLongerThan(int codePoints) {
        return (int) rows.stream()
                .filter(row -> InputFormat.isLonger(row.email().body(), codePoints))
                .count();
    }
}
