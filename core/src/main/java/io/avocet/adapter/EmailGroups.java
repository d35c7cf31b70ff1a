package io.avocet.adapter;

import io.avocet.tensor.NativeEngine;

/** How a long row of emails passes through a network: in groups, between some of which memory is given back. For one thread. */
public final class EmailGroups {
    /** Batches that are sorted by length together: enough to pad little, few enough to answer soon. */
    private static final int BATCHES = 16;

    /** Tensors of ever other sizes leave gaps, which add up to gigabytes over a long row; giving them back costs a little. */
    private static final long BETWEEN_TRIMS = 4;

    private final int size;
    private long sinceTrim;

    /** @param batchSize emails in work at once */
    public EmailGroups(int batchSize) {
        this.size = batchSize * BATCHES;
    }

    /** Emails of a group. */
    public int size() {
        return size;
    }

    /** Notes that emails have passed, and gives memory back if it is time. */
    public void passed(int emails) {
        sinceTrim += emails;
        if (sinceTrim >= BETWEEN_TRIMS * size) {
            NativeEngine.trimMemory();
            sinceTrim = 0;
        }
    }
}
