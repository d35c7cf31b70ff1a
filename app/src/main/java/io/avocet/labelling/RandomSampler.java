package io.avocet.labelling;

/** Each free email with the same probability, twins too. */
final class RandomSampler implements Sampler {
    private final Batch batch;
    private final int[] emails;
    private int place;

    RandomSampler(Batch batch) {
        this.batch = batch;
        int[] unlabelled = batch.pool().unlabelled();
        this.emails = batch.draw(unlabelled, unlabelled.length);
    }

    @Override
    public void addOne() {
        while (!batch.isFree(emails[place])) {
            place++;
        }
        batch.add(emails[place]);
    }
}
