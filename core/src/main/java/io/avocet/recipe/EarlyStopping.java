package io.avocet.recipe;

/** Follows the validation score from epoch to epoch; the best is the highest, the earliest of equals. */
public final class EarlyStopping {
    private final int patience;
    private double best = Double.NEGATIVE_INFINITY;
    private int bestEpoch;
    private int lastEpoch;

    /** @param patience epochs without a better score after which training stops */
    public EarlyStopping(int patience) {
        this.patience = patience;
    }

    /** Takes the score of the next epoch and says whether it is the best so far. */
    public boolean improves(double score) {
        lastEpoch++;
        if (score > best) {
            best = score;
            bestEpoch = lastEpoch;
            return true;
        }
        return false;
    }

    public boolean shouldStop() {
        return lastEpoch - bestEpoch >= patience;
    }

    /** The best epoch so far, counted from 1. */
    public int bestEpoch() {
        return bestEpoch;
    }
}
