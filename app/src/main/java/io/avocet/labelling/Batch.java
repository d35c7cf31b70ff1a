package io.avocet.labelling;

import io.avocet.eval.Cosine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** The emails that have been chosen so far, and which others may be. */
final class Batch {
    /** The cosine from which two emails are twins, of which one is enough: docs/labelling.md has what others give. */
    static final double TWIN = 0.8;

    /** Comparisons of one batch, about a second. When they are used up, twins are chosen like others. */
    private static final int MOST_COMPARISONS = 2_000_000;

    private final EmailPool pool;
    private final int size;
    private final Random random;
    private final BitSet taken = new BitSet();
    private final List<Integer> takenInOrder = new ArrayList<>();
    private final List<Integer> emails = new ArrayList<>();
    private int comparisons;

    /** @param most how many emails it is to have; all without a label if there are fewer */
    Batch(EmailPool pool, int most, long seed) {
        this.pool = pool;
        this.random = new Random(seed);
        for (int email : pool.labelled()) {
            take(email);
        }
        this.size = Math.max(0, Math.min(most, pool.size() - takenInOrder.size()));
    }

    EmailPool pool() {
        return pool;
    }

    Random random() {
        return random;
    }

    /** How many emails it has in the end. */
    int size() {
        return size;
    }

    boolean isFree(int email) {
        return !taken.get(email);
    }

    /** The chosen emails, in the order in which they were chosen. */
    List<Integer> emails() {
        return Collections.unmodifiableList(emails);
    }

    void add(int email) {
        take(email);
        emails.add(email);
    }

    private void take(int email) {
        taken.set(email);
        takenInOrder.add(email);
    }

    /** Whether an email is all but the same as one that is labelled or chosen. */
    boolean hasTwin(int email) {
        if (comparisons >= MOST_COMPARISONS) {
            return false;
        }
        comparisons += takenInOrder.size();
        float[] vector = pool.vector(email);
        return takenInOrder.stream().anyMatch(other -> Cosine.of(vector, pool.vector(other)) >= TWIN);
    }

    /** So many of the emails drawn at random, all if there are no more, in random order. */
    int[] draw(int[] emails, int most) {
        int[] drawn = emails.clone();
        int count = Math.min(most, drawn.length);
        for (int place = 0; place < count; place++) {
            int other = place + random.nextInt(drawn.length - place);
            int email = drawn[other];
            drawn[other] = drawn[place];
            drawn[place] = email;
        }
        return Arrays.copyOf(drawn, count);
    }
}
