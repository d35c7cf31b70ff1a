package io.avocet.cli;

import io.avocet.lab.quality.StudySet;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of a study that splits sets of emails with several seeds. */
final class SplitStudyOptions {
    @Mixin
    private StudySetsOption sets = new StudySetsOption();

    @Option(
            names = "--seeds",
            arity = "1..*",
            paramLabel = "N",
            description = "Seeds of the split (default: 42 7 1 2 3).")
    private List<Long> seeds = List.of(42L, 7L, 1L, 2L, 3L);

    /** @throws io.avocet.error.UserError for a set that is not written as one */
    List<StudySet> sets(Installation installation) {
        return sets.sets(installation);
    }

    List<Long> seeds() {
        return List.copyOf(seeds);
    }
}
