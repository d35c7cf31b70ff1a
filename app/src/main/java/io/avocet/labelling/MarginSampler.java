package io.avocet.labelling;

/**
 * Breaking ties: the emails whose two most probable labels are closest. Luo et al. 2005, "Active Learning to Recognize Multiple Types
 * of Plankton", section 3.2.
 */
final class MarginSampler implements Sampler {
    private final Batch batch;
    private final Ranking ranking;

    MarginSampler(Batch batch) {
        this.batch = batch;
        this.ranking = Ranking.of(batch.pool(), email -> -batch.pool().margin(email));
    }

    @Override
    public void addOne() {
        batch.add(ranking.next(batch));
    }
}
