package io.avocet.lab.labelling;

import io.avocet.crossval.RecipeTrainer;
import io.avocet.data.LabelSet;
import io.avocet.data.LabelledEmail;
import io.avocet.data.Split;
import io.avocet.finetune.FineTuning;
import io.avocet.hub.BaseModels;
import io.avocet.recipe.TrainingMethod;
import io.avocet.recipe.TrainingPlan;
import io.avocet.recipe.TrainingRecipe;
import io.avocet.recipe.WeightSelection;
import io.avocet.run.Compute;
import io.avocet.run.RunEvent;
import io.avocet.run.RunListener;
import java.util.List;

/**
 * A recipe of the product, with its bag of words. All labelled emails train and the weights of the last epoch are kept: a fifth of 20
 * emails can choose no epoch.
 */
final class FineTunedLearner implements Learner {
    private final FineTuning tuning;
    private final TrainingPlan plan;
    private final RunListener listener;

    private FineTunedLearner(FineTuning tuning, TrainingPlan plan, RunListener listener) {
        this.tuning = tuning;
        this.plan = plan;
        this.listener = listener;
    }

    static FineTunedLearner open(String key, Compute compute, BaseModels baseModels, RunListener listener) {
        TrainingPlan plan = new TrainingPlan(untilTheEnd(TrainingRecipe.of(key)), TrainingPlan.Overrides.NONE, 0);
        return new FineTunedLearner(
                FineTuning.open(plan, compute, baseModels, listener), plan, new CancellingOnly(listener));
    }

    private static TrainingRecipe untilTheEnd(TrainingRecipe recipe) {
        TrainingMethod method = recipe.method();
        return new TrainingRecipe(
                recipe.key(),
                recipe.base(),
                recipe.maxTokens(),
                recipe.cudaPrecision(),
                recipe.batchSize(),
                recipe.accumulationSteps(),
                recipe.gradientCheckpointing(),
                recipe.learningRate(),
                recipe.epochs(),
                new TrainingMethod(
                        method.headRateFactor(),
                        method.layerRateDecay(),
                        method.classWeighting(),
                        WeightSelection.LAST_EPOCH),
                recipe.words());
    }

    @Override
    public List<double[]> predict(
            List<LabelledEmail> labelled, List<LabelledEmail> others, LabelSet labels, long seed) {
        List<LabelledEmail> scoredInVain = labelled.subList(0, 1); // each epoch is scored, but none is chosen by it
        return new RecipeTrainer(tuning, plan.blend(), labels)
                .train(new Split(labelled, scoredInVain), others, seed, listener)
                .probabilities();
    }

    @Override
    public void close() {
        tuning.close();
    }

    /** Of hundreds of trainings, no one reads each update. */
    private record CancellingOnly(RunListener listener) implements RunListener {
        @Override
        public void on(RunEvent event) {
            // says nothing
        }

        @Override
        public boolean isCancelled() {
            return listener.isCancelled();
        }
    }
}
