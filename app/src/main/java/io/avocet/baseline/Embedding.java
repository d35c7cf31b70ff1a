package io.avocet.baseline;

import io.avocet.data.Email;
import java.util.List;

/** Emails as vectors of length 1 whose cosine says how close their meanings are. */
@FunctionalInterface
public interface Embedding {
    /** One vector for each email, in the order of the emails; all have as many components. */
    List<float[]> vectors(List<Email> emails);
}
