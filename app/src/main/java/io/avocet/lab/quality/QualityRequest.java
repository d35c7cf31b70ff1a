package io.avocet.lab.quality;

import io.avocet.error.UserError;
import io.avocet.run.Compute;
import io.avocet.run.Precision;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a study is to run.
 *
 * @param sets each with a name of its own
 * @param baseModel folder or id to start from, in place of the model's own
 * @param maxRuns after which the study ends, to be continued
 */
public record QualityRequest(
        StudyPlan plan,
        List<StudySet> sets,
        List<Long> seeds,
        Optional<String> baseModel,
        int maxRuns,
        Compute compute) {
    public QualityRequest {
        sets = List.copyOf(sets);
        seeds = List.copyOf(seeds);
        if (maxRuns < 1) {
            throw new UserError(UserError.Kind.USAGE, "--max-runs is " + maxRuns + ". Allowed: 1 or more.");
        }
        for (StudyPlan.Entry entry : plan.entries()) {
            if (entry.recipe() != null) {
                entry.recipe().settings(Precision.FP32, 0); // refuses a value out of range before anything is read
            }
        }
    }

    StudySet set(String name) {
        return sets.stream().filter(set -> set.name().equals(name)).findFirst().orElseThrow();
    }

    /** What the plan calls the classifier of a run. */
    String nameOf(StudyRun run) {
        return plan.entries().stream()
                .filter(entry ->
                        entry.classifier().equals(run.classifier()) && Objects.equals(entry.recipe(), run.recipe()))
                .map(StudyPlan.Entry::name)
                .findFirst()
                .orElseThrow();
    }
}
