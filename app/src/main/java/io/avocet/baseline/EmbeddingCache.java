package io.avocet.baseline;

import io.avocet.data.Email;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** An embedding that computes the vector of each different email once. */
public final class EmbeddingCache implements Embedding {
    private final Embedding embedding;
    private final Map<Email, float[]> vectors = new HashMap<>();

    /** @param embedding asked for the emails that are new */
    public EmbeddingCache(Embedding embedding) {
        this.embedding = embedding;
    }

    @Override
    public List<float[]> vectors(List<Email> emails) {
        List<Email> unknown = emails.stream()
                .distinct()
                .filter(email -> !vectors.containsKey(email))
                .toList();
        if (!unknown.isEmpty()) {
            List<float[]> computed = embedding.vectors(unknown);
            for (int i = 0; i < unknown.size(); i++) {
                vectors.put(unknown.get(i), computed.get(i));
            }
        }
        return emails.stream()
                .map(email -> Objects.requireNonNull(vectors.get(email)))
                .toList();
    }
}
