package io.avocet.labelling;

import java.util.ArrayDeque;
import java.util.Queue;

/** The typical email of each cluster that no label reaches, the largest cluster first; then emails at random. */
final class ClusterSampler implements Sampler {
    private final Batch batch;
    private final Queue<Integer> typical;
    private final Sampler others;

    /** @param count how many clusters there are to be */
    ClusterSampler(Batch batch, int count) {
        this.batch = batch;
        this.typical = new ArrayDeque<>(new Clusters(batch, count).typicalEmails());
        this.others = new RandomSampler(batch);
    }

    @Override
    public void addOne() {
        while (!typical.isEmpty()) {
            int email = typical.remove();
            if (batch.isFree(email) && !batch.hasTwin(email)) {
                batch.add(email);
                return;
            }
        }
        others.addOne();
    }
}
