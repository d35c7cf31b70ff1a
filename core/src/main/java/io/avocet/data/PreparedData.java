package io.avocet.data;

import java.util.List;
import java.util.stream.Stream;

/**
 * The rows of one training run.
 *
 * @param labels all labels, with those that were dropped
 * @param split how the rows were split, or dealt into folds where all of them train
 * @param groups of near-duplicates, of the training rows followed by the validation rows
 * @param warnings what the user should know, a sentence each, without a word of any email's text
 * @param duplicates rows that were collapsed into another with the same content
 * @param conflicts emails whose duplicates had more than one label
 */
public record PreparedData(
        LabelSet labels,
        List<LabelledEmail> training,
        List<LabelledEmail> validation,
        SplitMethod split,
        RowGroups groups,
        List<String> warnings,
        int duplicates,
        int conflicts) {
    public PreparedData {
        training = List.copyOf(training);
        validation = List.copyOf(validation);
        warnings = List.copyOf(warnings);
    }

    /**
     * All rows train, and none validates.
     *
     * @param split how the rows were dealt into folds
     * @param groups of near-duplicates among the rows
     */
    public static PreparedData unsplit(UsableRows usable, SplitMethod split, RowGroups groups) {
        return new PreparedData(
                usable.labels(),
                usable.rows(),
                List.of(),
                split,
                groups,
                usable.warnings(),
                usable.duplicates(),
                usable.conflicts());
    }

    /** Training rows of each label id. */
    public int[] trainingCounts() {
        return counts(training);
    }

    /** Validation rows of each label id. */
    public int[] validationCounts() {
        return counts(validation);
    }

    /** The weight of each label id in the loss, from the training split; 0 for a label that was dropped. */
    public double[] classWeights(ClassWeighting weighting) {
        return weighting.weights(trainingCounts());
    }

    /** The content hash of each training row, in row order. */
    public List<String> trainingHashes() {
        return hashes(training);
    }

    /** The content hash of each validation row, in row order. */
    public List<String> validationHashes() {
        return hashes(validation);
    }

    /** Whether each validation row has a near-duplicate among the training rows. */
    public boolean[] validationTwins() {
        return Twins.ofValidation(new Split(training, validation), rows(), groups);
    }

    /** How many rows a plain stratified split by the same seed would validate next to a near-duplicate in training. */
    public Twins.Share twinsOfPlainSplit(long seed) {
        boolean[] twins = Twins.ofValidation(StratifiedSplit.of(rows(), labels, seed), rows(), groups);
        return Twins.Share.of(twins);
    }

    /** The training rows followed by the validation rows. */
    public List<LabelledEmail> rows() {
        return Stream.concat(training.stream(), validation.stream()).toList();
    }

    /** Names the rows that were kept, whatever their order and split: SHA-256, lower-case hex. */
    public String dataHash() {
        return TrainingRows.hash(rows());
    }

    private int[] counts(List<LabelledEmail> rows) {
        int[] counts = new int[labels.size()];
        for (LabelledEmail row : rows) {
            counts[labels.id(row.label()).orElseThrow()]++;
        }
        return counts;
    }

    private static List<String> hashes(List<LabelledEmail> rows) {
        return rows.stream().map(row -> row.email().contentHash()).toList();
    }
}
