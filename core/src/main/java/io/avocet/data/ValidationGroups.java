package io.avocet.data;

import java.util.Arrays;

/**
 * Chooses the groups of rows that validate. First each group is taken, in the order given, that fits into what validation
 * still has room for, label by label. Then one group at a time changes sides, the one that brings most, until none brings
 * anything: a label on both sides before all else, then the least sum of squared differences from the shares.
 */
final class ValidationGroups {
    private final int[][] counts; // rows of each label [groups, labels]
    private final boolean[] mayValidate;
    private final int[] rows; // of each label
    private final boolean[] needsBothSides; // whether a label has two groups or more
    private final int[] share; // validation rows of each label
    private final int[] chosen; // validation rows of each label so far
    private final boolean[] validates;
    private final long missingSide; // dearer than any differences

    private ValidationGroups(int[][] counts, int labels) {
        this.counts = counts;
        this.rows = new int[labels];
        int[] groups = new int[labels];
        for (int[] ofGroup : counts) {
            for (int label = 0; label < labels; label++) {
                rows[label] += ofGroup[label];
                groups[label] += ofGroup[label] > 0 ? 1 : 0;
            }
        }
        this.needsBothSides = new boolean[labels];
        int[] splittable = new int[labels];
        for (int label = 0; label < labels; label++) {
            needsBothSides[label] = groups[label] > 1;
            splittable[label] = needsBothSides[label] ? rows[label] : 0;
        }
        this.share = Shares.of(splittable, Arrays.stream(splittable).sum() / 5);
        this.mayValidate = new boolean[counts.length];
        for (int group = 0; group < counts.length; group++) {
            mayValidate[group] = hasOnlySplittableLabels(counts[group]);
        }
        this.chosen = new int[labels];
        this.validates = new boolean[counts.length];
        long all = Arrays.stream(rows).sum();
        this.missingSide = all * all + 1;
    }

    /**
     * Chooses groups.
     *
     * @param counts rows of each group by label. Shape [groups, labels]
     * @param order of the groups; the earlier of equals is taken
     * @return whether each group validates
     */
    static boolean[] choose(int[][] counts, int[] order) {
        ValidationGroups groups = new ValidationGroups(counts, counts[0].length);
        groups.takeThoseThatFit(order);
        groups.improve(order);
        return groups.validates;
    }

    private boolean hasOnlySplittableLabels(int[] ofGroup) {
        for (int label = 0; label < ofGroup.length; label++) {
            if (ofGroup[label] > 0 && !needsBothSides[label]) {
                return false;
            }
        }
        return true;
    }

    private void takeThoseThatFit(int[] order) {
        for (int group : order) {
            if (mayValidate[group] && fits(counts[group])) {
                changeSide(group);
            }
        }
    }

    private boolean fits(int[] ofGroup) {
        for (int label = 0; label < ofGroup.length; label++) {
            if (chosen[label] + ofGroup[label] > share[label]) {
                return false;
            }
        }
        return true;
    }

    private void improve(int[] order) {
        while (true) {
            int best = -1;
            long most = 0;
            for (int group : order) {
                long gain = mayValidate[group] ? gain(group) : 0;
                if (gain > most) {
                    most = gain;
                    best = group;
                }
            }
            if (best < 0) {
                return;
            }
            changeSide(best);
        }
    }

    private void changeSide(int group) {
        int sign = validates[group] ? -1 : 1;
        for (int label = 0; label < chosen.length; label++) {
            chosen[label] += sign * counts[group][label];
        }
        validates[group] = !validates[group];
    }

    /** What it brings if a group changes sides. */
    private long gain(int group) {
        int sign = validates[group] ? -1 : 1;
        long gain = 0;
        for (int label = 0; label < chosen.length; label++) {
            int moved = counts[group][label];
            if (moved > 0) {
                gain += cost(label, chosen[label]) - cost(label, chosen[label] + sign * moved);
            }
        }
        return gain;
    }

    private long cost(int label, int validation) {
        long difference = (long) validation - share[label];
        boolean isOnOneSide = validation == 0 || validation == rows[label];
        return difference * difference + (needsBothSides[label] && isOnOneSide ? missingSide : 0);
    }
}
