package io.avocet.cli;

import io.avocet.lab.quality.StudySet;
import java.util.List;
import picocli.CommandLine.Option;

/** The options of a study that splits sets of emails with several seeds. */
final class SplitStudyOptions {
    @Option(
            names = "--set",
            arity = "1..*",
            paramLabel = "SET",
            description = "Emails: demo, or NAME=FILE, or NAME=FILE,rows=N (default: demo).")
    private List<String> sets = List.of(StudySets.DEMO);

    @Option(
            names = "--seeds",
            arity = "1..*",
            paramLabel = "N",
            description = "Seeds of the split (default: 42 7 1 2 3).")
    private List<Long> seeds = List.of(42L, 7L, 1L, 2L, 3L);

    /** @throws io.avocet.error.UserError for a set that is not written as one */
    List<StudySet> sets(Installation installation) {
        return sets.stream()
                .map(set -> StudySets.parse(set, installation.demoEmails()))
                .toList();
    }

    List<Long> seeds() {
        return List.copyOf(seeds);
    }
}
