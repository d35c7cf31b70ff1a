package io.avocet.lab.quality;

import io.avocet.data.DataPreparation;
import io.avocet.data.DistinctRows;
import io.avocet.data.LabelSet;
import io.avocet.data.LabelledEmail;
import io.avocet.data.PreparedData;
import io.avocet.data.ScoreFile;
import io.avocet.data.SplitMethod;
import io.avocet.data.StratifiedSample;
import io.avocet.data.UsableRows;
import io.avocet.error.UserError;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Emails on which classifiers are trained and scored.
 *
 * @param name in the results
 * @param file to train on
 * @param rows to draw from it; all without
 * @param testFile to score on; without it, the validation rows are scored
 * @param testRows to draw from that; all without
 */
public record StudySet(String name, Path file, OptionalInt rows, Optional<Path> testFile, OptionalInt testRows) {
    /** Every run is scored on the same rows of a test file. */
    private static final long TEST_SEED = 0;

    /** Reads the emails of one run and splits them plainly, as the published figures have it. */
    StudyRows read(long seed) {
        return read(seed, SplitMethod.STRATIFIED);
    }

    /** Reads and splits the emails of one run. */
    public StudyRows read(long seed, SplitMethod split) {
        LabelSet labels = labels();
        PreparedData data = DataPreparation.prepare(List.of(trainingFile(labels, seed)), labels, split, seed);
        List<LabelledEmail> scored = testFile.map(test -> testRows(test, data)).orElse(data.validation());
        return new StudyRows(data, scored);
    }

    /** Reads the emails of one run, and does not split them. */
    UsableRows readUnsplit(long seed) {
        LabelSet labels = labels();
        return DataPreparation.rows(List.of(trainingFile(labels, seed)), labels);
    }

    private ScoreFile trainingFile(LabelSet labels, long seed) {
        ScoreFile read = readFile(file, labels);
        return rows.isEmpty() ? read : drawn(read, labels, rows.getAsInt(), seed);
    }

    /**
     * Refuses test emails, where a study splits the others itself.
     *
     * @throws UserError if there are some
     */
    public void requireNoTestRows() {
        if (testFile.isPresent()) {
            throw new UserError(
                    UserError.Kind.USAGE,
                    "The set " + name + " has test emails, which no split chooses. Leave them out.");
        }
    }

    /** The ten labels of job-search email if the file has no others, else those that it has. */
    private LabelSet labels() {
        ScoreFile read = readFile(file, LabelSet.CANONICAL);
        Set<String> unknown = new TreeSet<>(read.unknownLabels().keySet());
        if (unknown.isEmpty()) {
            return LabelSet.CANONICAL;
        }
        read.rows().forEach(row -> unknown.add(row.label()));
        if (unknown.size() < 2) {
            throw new UserError(
                    UserError.Kind.BAD_INPUT, file + " has one label, " + unknown + ". A set needs two or more.");
        }
        return new LabelSet(List.copyOf(unknown));
    }

    private static ScoreFile drawn(ScoreFile file, LabelSet labels, int size, long seed) {
        List<LabelledEmail> distinct = distinct(file);
        requireOneOfEach(file.path(), labels, size);
        List<LabelledEmail> drawn = StratifiedSample.of(distinct, labels, size, seed);
        return new ScoreFile(
                file.path(),
                drawn.size(),
                drawn,
                IntStream.range(0, drawn.size()).boxed().toList(),
                List.of(),
                Map.of(),
                Set.of(),
                file.unreadTexts());
    }

    private List<LabelledEmail> testRows(Path test, PreparedData data) {
        Set<String> known = new HashSet<>(data.trainingHashes());
        known.addAll(data.validationHashes());
        List<LabelledEmail> others = distinct(readFile(test, data.labels())).stream()
                .filter(row -> !known.contains(row.email().contentHash()))
                .toList();
        if (others.isEmpty()) {
            throw new UserError(
                    UserError.Kind.BAD_INPUT,
                    test + " has no email with one of the labels of " + file + " that is not in that file too.");
        }
        if (testRows.isEmpty()) {
            return others;
        }
        requireOneOfEach(test, data.labels(), testRows.getAsInt());
        return StratifiedSample.of(others, data.labels(), testRows.getAsInt(), TEST_SEED);
    }

    private ScoreFile readFile(Path path, LabelSet labels) {
        return ScoreFile.read(
                path,
                labels,
                UnaryOperator.identity(),
                "The emails of the set " + name + " are not found: " + path + ". Name another file with --set.");
    }

    private static List<LabelledEmail> distinct(ScoreFile file) {
        DistinctRows distinct = new DistinctRows();
        distinct.add(file);
        return distinct.rows();
    }

    private static void requireOneOfEach(Path file, LabelSet labels, int size) {
        if (size < labels.size()) {
            throw new UserError(
                    UserError.Kind.BAD_INPUT,
                    size + " rows of " + file + " are too few for its " + labels.size()
                            + " labels. Draw at least one of each.");
        }
    }
}
