package io.avocet.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.avocet.error.UserError;
import io.avocet.hub.BaseModels;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelRegistryTest {
    private static final List<String> FAST =
            List.of("minilm-zeroshot", "deberta-zeroshot", "deberta-small", "deberta-base-anli", "bge-m3-zeroshot");
    private static final List<String> SLOW = List.of(
            "deberta-large-ling",
            "mdeberta-xnli-2m",
            "mdeberta-mnli",
            "bge-reranker",
            "xlm-roberta-anli",
            "modernbert-zeroshot",
            "roberta-zeroshot",
            "minilm-nli");

    private final ModelRegistry registry = ModelRegistry.builtIn();

    @Test
    void onlyTheFastOnesRunByDefault() {
        assertThat(names(List.of(), false)).isEqualTo(FAST);
    }

    @Test
    void theSlowOnesRunWhenAskedFor() {
        assertThat(names(List.of(), true))
                .startsWith(FAST.toArray(String[]::new))
                .endsWith(SLOW.toArray(String[]::new));
    }

    @Test
    void namedModelsRunInTheirOrderEachOnceSlowOrNot() {
        assertThat(names(List.of("bge-reranker", "deberta-small", "bge-reranker"), false))
                .containsExactly("bge-reranker", "deberta-small");
    }

    @Test
    void onlyTheRerankerIsOne() {
        assertThat(registry.entries())
                .filteredOn(entry -> entry.kind() == AdapterKind.RERANKER)
                .extracting(ModelEntry::modelId)
                .containsExactly("BAAI/bge-reranker-v2-m3");
    }

    @Test
    void onlyTheFirstIsAnEncoder() {
        assertThat(registry.entries())
                .filteredOn(entry -> entry.kind() == AdapterKind.EMBEDDING)
                .containsExactly(registry.entries().get(0))
                .extracting(ModelEntry::modelId)
                .containsExactly(BaseModels.ALL_MINILM_L6_V2);
    }

    @Test
    void aLaterEntryReplacesAnEarlierOfTheName() {
        ModelEntry own = new ModelEntry("deberta-small", "models/deberta-small", AdapterKind.FINE_TUNED, true);
        assertThat(registry.put(own)).map(ModelEntry::modelId).contains("cross-encoder/nli-deberta-v3-small");
        assertThat(registry.entries()).hasSize(13).contains(own);
    }

    @Test
    void theNamesOfTheBaselinesAreReserved() {
        assertThat(List.of("majority-label", "bag-of-words", "bag-of-words beside mine", "minilm-knn"))
                .allMatch(ModelRegistry::isReserved);
        assertThat(ModelRegistry.isReserved("bag-of-words-2")).isFalse();
        ModelEntry entry = new ModelEntry("bag-of-words", "a/b", AdapterKind.ZERO_SHOT, true);
        assertThatThrownBy(() -> registry.put(entry)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anUnknownNameIsRefusedWithTheNamesThereAre() {
        assertThatThrownBy(() -> registry.select(List.of("bart"), false))
                .isInstanceOf(UserError.class)
                .hasMessage("Unknown model 'bart'. There are: " + String.join(", ", FAST) + ", "
                        + String.join(", ", SLOW) + ".");
    }

    private List<String> names(List<String> asked, boolean includeSlow) {
        return registry.select(asked, includeSlow).stream()
                .map(ModelEntry::name)
                .toList();
    }
}
