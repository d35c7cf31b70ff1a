package io.avocet.labelling;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;

/**
 * A way to choose the emails to label next, a query strategy of pool-based active learning: Settles 2009, "Active Learning Literature
 * Survey", section 3. docs/labelling.md has what each of them is worth.
 */
public enum QueryStrategy {
    /**
     * Of five emails, two that are typical of what is rare, two on which the model is least sure, and one drawn at random; without a
     * model, typical ones alone. Typical are those that fit the description of a label, without descriptions those of a cluster.
     */
    SUGGESTED,
    /** Drawn at random. */
    RANDOM,
    /** Those that fit the description of each label in turn; at random without descriptions. */
    DESCRIPTIONS,
    /** Those on which the model is least sure; at random without a model. */
    MARGINS,
    /** The typical one of each cluster of emails that no label reaches. */
    CLUSTERS;

    /**
     * Chooses emails without a label. The same pool and seed give the same emails.
     *
     * @param count how many to choose; all that are left if there are fewer
     * @return the places of different emails, in the order in which to label them
     */
    public List<Integer> choose(EmailPool pool, int count, long seed) {
        Batch batch = new Batch(pool, count, seed);
        if (batch.size() > 0) {
            Sampler next = sampler(batch);
            while (batch.emails().size() < batch.size()) {
                next.addOne();
            }
        }
        return batch.emails();
    }

    private Sampler sampler(Batch batch) {
        return switch (this) {
            case SUGGESTED -> new SuggestedSampler(batch);
            case RANDOM -> new RandomSampler(batch);
            case DESCRIPTIONS ->
                batch.pool().hasDescriptions() ? new DescriptionSampler(batch) : new RandomSampler(batch);
            case MARGINS -> batch.pool().hasModel() ? new MarginSampler(batch) : new RandomSampler(batch);
            case CLUSTERS -> new ClusterSampler(batch, batch.size());
        };
    }

    /** Whether it chooses by what a model says, if there is one. */
    public boolean usesModel() {
        return this == SUGGESTED || this == MARGINS;
    }

    /** The name in options, files and the API. */
    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
