package io.avocet.model;

import io.avocet.checkpoint.ConfigJson;
import java.util.Set;

/** A kind of network: the one public class of its package, and all that loading knows of it. */
public interface Architecture {
    /** The values of {@code model_type} in {@code config.json} that mean it. */
    Set<String> modelTypes();

    /**
     * Reads and checks a configuration: whatever this returns, the engine can run. Keys without effect are ignored.
     *
     * @throws io.avocet.error.UserError for a key that is missing, out of range or would change the forward pass in a way
     *     that the engine does not run
     * @throws IllegalArgumentException with the key, the value found and what is allowed, for a value out of range
     */
    NetworkConfig read(ConfigJson json);
}
