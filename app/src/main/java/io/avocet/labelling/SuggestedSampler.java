package io.avocet.labelling;

import java.util.List;

/** Samplers in turn, those that what is known allows. */
final class SuggestedSampler implements Sampler {
    private final List<Sampler> turns;
    private int turn;

    SuggestedSampler(Batch batch) {
        this.turns = turns(batch);
    }

    private static List<Sampler> turns(Batch batch) {
        EmailPool pool = batch.pool();
        int typicals = pool.hasModel() ? (2 * batch.size() + 4) / 5 : batch.size();
        Sampler typical = pool.hasDescriptions() ? new DescriptionSampler(batch) : new ClusterSampler(batch, typicals);
        if (!pool.hasModel()) {
            return List.of(typical);
        }
        Sampler unsure = new MarginSampler(batch);
        return List.of(typical, unsure, typical, unsure, new RandomSampler(batch));
    }

    @Override
    public void addOne() {
        turns.get(turn).addOne();
        turn = (turn + 1) % turns.size();
    }
}
