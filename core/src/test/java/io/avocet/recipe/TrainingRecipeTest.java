package io.avocet.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.avocet.error.UserError;
import org.junit.jupiter.api.Test;

class TrainingRecipeTest {
    @Test
    void theDefaultIsTheFirstOfTheRecipes() {
        assertThat(TrainingRecipe.keys()).containsExactly("minilm", "bge-small", "deberta-small", "bge-m3");
        assertThat(TrainingRecipe.DEFAULT_KEY).isEqualTo("minilm");
    }

    @Test
    void aRecipeIsFoundByItsKey() {
        assertThat(TrainingRecipe.of("bge-m3").baseModelId()).isEqualTo("MoritzLaurer/bge-m3-zeroshot-v2.0");
        assertThat(TrainingRecipe.of("minilm").words()).isTrue();
    }

    @Test
    void anUnknownKeyIsRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> TrainingRecipe.of("MINILM"))
                .isInstanceOf(UserError.class)
                .hasMessage("Unknown model 'MINILM'. Allowed: minilm, bge-small, deberta-small, bge-m3.");
    }

    @Test
    void everyRecipeAsksForATrainingThatIsAllowed() {
        assertThat(TrainingRecipe.ALL)
                .allSatisfy(recipe -> assertThat(new TrainingSettings(
                                        recipe.epochs(),
                                        recipe.batchSize(),
                                        recipe.accumulationSteps(),
                                        recipe.learningRate(),
                                        recipe.cudaPrecision(),
                                        recipe.gradientCheckpointing(),
                                        recipe.maxTokens(),
                                        42,
                                        recipe.method())
                                .method())
                        .isEqualTo(recipe.method()));
    }

    @Test
    void theKeptWeightsHaveNamesInFiles() {
        assertThat(WeightSelection.values())
                .extracting(WeightSelection::id)
                .containsExactly("early-stopping", "best-epoch", "last-epoch", "average");
    }
}
