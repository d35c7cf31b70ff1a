package io.avocet.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.data.Email;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmbeddingCacheTest {
    private static final Email A = new Email("a", "long body");
    private static final Email B = new Email("b", "");
    private static final Email C = new Email("c", "other");

    private final List<Email> asked = new ArrayList<>();
    private final EmbeddingCache cache = new EmbeddingCache(emails -> {
        asked.addAll(emails);
        return emails.stream().map(email -> new float[] {email.body().length()}).toList();
    });

    @Test
    void eachDifferentEmailIsEmbeddedOnce() {
        cache.vectors(List.of(A, B, A));
        cache.vectors(List.of(new Email("a", "long body"), C));
        cache.vectors(List.of(C, B));
        assertThat(asked).containsExactly(A, B, C);
    }

    @Test
    void theVectorsAreInTheOrderOfTheEmails() {
        cache.vectors(List.of(B));
        assertThat(cache.vectors(List.of(A, B, C, A)))
                .extracting(vector -> vector[0])
                .containsExactly(9f, 0f, 5f, 9f);
    }
}
