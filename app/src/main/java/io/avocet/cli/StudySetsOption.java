package io.avocet.cli;

import io.avocet.lab.quality.StudySet;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code --set} of a study that splits the emails itself. */
final class StudySetsOption {
    @Option(
            names = "--set",
            arity = "1..*",
            paramLabel = "SET",
            description = "Emails: demo, or NAME=FILE, or NAME=FILE,rows=N (default: demo).")
    private List<String> sets = List.of(StudySets.DEMO);

    /** @throws io.avocet.error.UserError for a set that is not written as one */
    List<StudySet> sets(Installation installation) {
        return sets.stream()
                .map(set -> StudySets.parse(set, installation.demoEmails()))
                .toList();
    }
}
