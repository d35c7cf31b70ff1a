package io.avocet.labelling;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.function.IntToDoubleFunction;

/** Emails without a label in the order of a score, of which a batch takes one after the other. */
final class Ranking {
    private final int[] emails;
    private final Queue<Integer> twins = new ArrayDeque<>(); // passed over
    private int place;

    private Ranking(int[] emails) {
        this.emails = emails;
    }

    /** The highest score first, of equal scores the first email. */
    static Ranking of(EmailPool pool, IntToDoubleFunction score) {
        return new Ranking(Arrays.stream(pool.unlabelled())
                .mapToLong(email -> key((float) -score.applyAsDouble(email), email))
                .sorted()
                .mapToInt(key -> (int) key)
                .toArray());
    }

    /** A long that sorts as the number does, and after it as the email: sorting these is many times faster than sorting objects. */
    private static long key(float number, int email) {
        int bits = Float.floatToIntBits(number);
        int sortable = bits ^ ((bits >> 31) & Integer.MAX_VALUE);
        return ((long) sortable << Integer.SIZE) | email;
    }

    /** The first email that is free and no twin of one that is taken; if there is none, the first that is free. */
    int next(Batch batch) {
        while (place < emails.length) {
            int email = emails[place++];
            if (batch.isFree(email)) {
                if (!batch.hasTwin(email)) {
                    return email;
                }
                twins.add(email);
            }
        }
        while (!twins.isEmpty()) {
            int twin = twins.remove();
            if (batch.isFree(twin)) {
                return twin;
            }
        }
        throw new NoSuchElementException("No email is free");
    }
}
