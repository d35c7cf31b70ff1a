package io.avocet.app;

import io.avocet.benchmark.ModelRegistry;
import io.avocet.recipe.TrainingRecipe;
import java.util.List;
import java.util.stream.Stream;

/**
 * A base model that has a short name.
 *
 * @param name as the user types it
 * @param id where it comes from: the built-in id, or one of the Hub
 */
public record KnownModel(String name, String id) {
    /** The models that are fine-tuned or compared by name, each name once. */
    public static List<KnownModel> all() {
        Stream<KnownModel> fineTuned =
                TrainingRecipe.ALL.stream().map(recipe -> new KnownModel(recipe.key(), recipe.baseModelId()));
        Stream<KnownModel> compared =
                ModelRegistry.builtIn().entries().stream().map(entry -> new KnownModel(entry.name(), entry.modelId()));
        return Stream.concat(fineTuned, compared).distinct().toList();
    }
}
