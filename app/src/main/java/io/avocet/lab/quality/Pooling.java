package io.avocet.lab.quality;

import com.fasterxml.jackson.annotation.JsonValue;
import io.avocet.model.MeanPooledNetwork;
import io.avocet.model.NetworkConfig;
import java.util.Locale;

/** What the head of a network reads. */
public enum Pooling {
    FIRST_TOKEN,
    MEAN;

    NetworkConfig of(NetworkConfig network) {
        return this == MEAN ? new MeanPooledNetwork(network) : network;
    }

    /** The name in options and files. */
    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
