package io.avocet.lab.labelling;

import io.avocet.error.UserError;
import io.avocet.lab.quality.StudySet;
import io.avocet.recipe.TrainingRecipe;
import io.avocet.run.Compute;
import io.avocet.words.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a study of labelling is to simulate.
 *
 * @param model {@value #LOGISTIC}, or a recipe's key
 * @param sizes numbers of labels, ascending; those above the size of a pool are passed over
 */
public record LabellingRequest(
        List<StudySet> sets,
        String model,
        List<Choice> choices,
        List<Integer> sizes,
        List<Long> seeds,
        Compute compute) {
    /** Logistic regression on the vectors of the built-in sentence encoder, which takes a second where a fine-tuning takes minutes. */
    public static final String LOGISTIC = "logistic";

    /** @throws UserError if the model is unknown, the sizes do not ascend, or a set has emails of its own to score on */
    public LabellingRequest {
        sets = List.copyOf(sets);
        choices = List.copyOf(choices);
        sizes = List.copyOf(sizes);
        seeds = List.copyOf(seeds);
        List<String> models = Stream.concat(TrainingRecipe.keys().stream(), Stream.of(LOGISTIC))
                .toList();
        if (!models.contains(model)) {
            throw new UserError(
                    UserError.Kind.USAGE,
                    "Unknown model '" + Shown.text(model) + "'. Allowed: " + String.join(", ", models) + ".");
        }
        int before = 0;
        for (int size : sizes) {
            if (size <= before) {
                throw new UserError(
                        UserError.Kind.USAGE,
                        "--sizes is " + sizes
                                + ". Allowed: numbers of labels from 1, each larger than the one before.");
            }
            before = size;
        }
        sets.forEach(StudySet::requireNoTestRows);
    }

    /** The simulations, seed by seed, so that those that are compared are near each other in time. */
    List<Curve.Run> runs(StudySet set) {
        List<Curve.Run> runs = new ArrayList<>();
        for (long seed : seeds) {
            for (Choice choice : choices) {
                runs.add(new Curve.Run(set.name(), model, choice, seed, choice.equals(Choice.ALL) ? List.of() : sizes));
            }
        }
        return runs;
    }
}
