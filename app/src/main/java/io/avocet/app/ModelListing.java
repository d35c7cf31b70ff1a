package io.avocet.app;

import io.avocet.trained.TrainingInfo;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The models that there are.
 *
 * @param base first those with a name, then what else is cached
 * @param cache the folder of cached base models
 * @param trained in groups whose scores were measured on the same emails, the group of the newest model first, in each the best
 *     score first; at the end, each alone, those whose file cannot be read
 */
public record ModelListing(List<Base> base, Path cache, List<List<Trained>> trained) {
    public ModelListing {
        base = List.copyOf(base);
        trained = List.copyOf(trained);
    }

    /**
     * A base model.
     *
     * @param bytes in the cache
     */
    public record Base(Optional<String> name, String id, State state, long bytes) {}

    /** Where a base model is. */
    public enum State {
        BUILT_IN,
        CACHED,
        /** A download was cut, or another program fetched other files of it. */
        INCOMPLETE,
        /** The weights are not those that their own header promises. */
        DAMAGED,
        NOT_CACHED
    }

    /**
     * A trained model.
     *
     * @param bytes on disk
     * @param info how it came about; empty where its file cannot be read
     * @param isCrossValidated whether its score is of predictions out of fold, not on emails that trained nothing
     */
    public record Trained(
            String name, Path folder, long bytes, Optional<TrainingInfo> info, boolean isCrossValidated) {}
}
