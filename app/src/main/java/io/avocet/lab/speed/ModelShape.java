package io.avocet.lab.speed;

import io.avocet.recipe.TrainingRecipe;

/**
 * A shape that is measured, with how much of it is enough: a measurement is to take seconds, not minutes. Multiples of 20
 * training emails leave whole updates in every recipe when a fifth is held back.
 *
 * @param trainingEmails emails of a training, those that are held back included
 * @param streamedEmails emails of one measurement of a stream
 * @param batchSize emails of one forward pass in a stream
 */
public record ModelShape(TrainingRecipe recipe, int trainingEmails, int streamedEmails, int batchSize) {
    /**
     * The shape of a recipe's base model.
     *
     * @throws io.avocet.error.UserError if no recipe has this key
     */
    public static ModelShape of(String key) {
        TrainingRecipe recipe = TrainingRecipe.of(key);
        long parameters = recipe.base().parameters();
        if (parameters < 30_000_000) {
            return new ModelShape(recipe, 400, 1024, 32);
        }
        if (parameters < 100_000_000) {
            return new ModelShape(recipe, 200, 512, 32);
        }
        return parameters < 300_000_000 ? new ModelShape(recipe, 160, 512, 32) : new ModelShape(recipe, 60, 128, 8);
    }

    public String key() {
        return recipe.key();
    }
}
