package io.avocet.benchmark;

import io.avocet.baseline.BagOfWordsBaseline;
import io.avocet.baseline.MajorityBaseline;
import io.avocet.baseline.NearestNeighboursBaseline;
import io.avocet.error.UserError;
import io.avocet.recipe.TrainingRecipe;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The models that the benchmark knows, each name once: built in, added by a file, trained here. */
public final class ModelRegistry {
    /** The built-in model that has seen no labelled email and comes with Avocet. */
    public static final String MINILM_ZEROSHOT = "minilm-zeroshot";

    private static final List<String> BASELINES =
            List.of(MajorityBaseline.NAME, BagOfWordsBaseline.NAME, NearestNeighboursBaseline.NAME);

    private static final List<ModelEntry> BUILT_IN = List.of(
            new ModelEntry(MINILM_ZEROSHOT, TrainingRecipe.of("minilm").baseModelId(), AdapterKind.EMBEDDING, true),
            zeroShot("deberta-zeroshot", "MoritzLaurer/deberta-v3-large-zeroshot-v2.0", true),
            zeroShot("deberta-small", TrainingRecipe.of("deberta-small").baseModelId(), true),
            zeroShot("deberta-base-anli", "MoritzLaurer/DeBERTa-v3-base-mnli-fever-anli", true),
            zeroShot("bge-m3-zeroshot", TrainingRecipe.of("bge-m3").baseModelId(), true),
            zeroShot("deberta-large-ling", "MoritzLaurer/DeBERTa-v3-large-mnli-fever-anli-ling-wanli", false),
            zeroShot("mdeberta-xnli-2m", "MoritzLaurer/mDeBERTa-v3-base-xnli-multilingual-nli-2mil7", false),
            zeroShot("mdeberta-mnli", "MoritzLaurer/mDeBERTa-v3-base-mnli-xnli", false),
            new ModelEntry("bge-reranker", "BAAI/bge-reranker-v2-m3", AdapterKind.RERANKER, false),
            zeroShot("xlm-roberta-anli", "vicgalle/xlm-roberta-large-xnli-anli", false),
            zeroShot("modernbert-zeroshot", "MoritzLaurer/ModernBERT-base-zeroshot-v2.0", false),
            zeroShot("roberta-zeroshot", "MoritzLaurer/roberta-base-zeroshot-v2.0-c", false),
            zeroShot("minilm-nli", "cross-encoder/nli-MiniLM2-L6-H768", false));

    private final Map<String, ModelEntry> byName = new LinkedHashMap<>();

    private ModelRegistry() {}

    public static ModelRegistry builtIn() {
        ModelRegistry registry = new ModelRegistry();
        BUILT_IN.forEach(registry::put);
        return registry;
    }

    private static ModelEntry zeroShot(String name, String modelId, boolean byDefault) {
        return new ModelEntry(name, modelId, AdapterKind.ZERO_SHOT, byDefault);
    }

    /** Whether a baseline has this name, alone or with the name of a model. */
    public static boolean isReserved(String name) {
        return BASELINES.stream().anyMatch(baseline -> name.equals(baseline) || name.startsWith(baseline + " "));
    }

    /**
     * Puts a model in; it takes the place of one with its name.
     *
     * @return the model that was replaced
     */
    public Optional<ModelEntry> put(ModelEntry entry) {
        if (isReserved(entry.name())) {
            throw new IllegalArgumentException(entry.name() + " is the name of a baseline");
        }
        return Optional.ofNullable(byName.put(entry.name(), entry));
    }

    public Optional<ModelEntry> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    public List<ModelEntry> entries() {
        return List.copyOf(byName.values());
    }

    /**
     * The models of one benchmark.
     *
     * @param names those that the user names; empty means all that run by default
     * @param includeSlow whether the slow ones run too
     * @throws UserError if a name is unknown; the message lists all
     */
    public List<ModelEntry> select(List<String> names, boolean includeSlow) {
        if (names.isEmpty()) {
            return byName.values().stream()
                    .filter(entry -> entry.byDefault() || includeSlow)
                    .toList();
        }
        List<ModelEntry> selected = new ArrayList<>();
        for (String name : new LinkedHashSet<>(names)) {
            ModelEntry entry = byName.get(name);
            if (entry == null) {
                throw new UserError(
                        UserError.Kind.USAGE,
                        "Unknown model '" + name + "'. There are: " + String.join(", ", byName.keySet()) + ".");
            }
            selected.add(entry);
        }
        return selected;
    }
}
