package io.avocet.app;

import io.avocet.run.TrainingRecipe;
import java.util.List;

/**
 * A base model that has a short name.
 *
 * @param name as the user types it
 * @param id where it comes from: the built-in id, or one of the Hub
 */
public record KnownModel(String name, String id) {
    /** The models that can be fine-tuned by name. */
    public static List<KnownModel> ofRecipes() {
        return TrainingRecipe.ALL.stream()
                .map(recipe -> new KnownModel(recipe.key(), recipe.baseModelId()))
                .toList();
    }
}
