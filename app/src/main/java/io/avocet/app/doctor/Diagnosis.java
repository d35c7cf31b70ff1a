package io.avocet.app.doctor;

import io.avocet.app.doctor.Check.State;
import java.util.List;

/** All checks, by what they are about. */
public record Diagnosis(List<Section> sections) {
    /** The checks of one subject. */
    public record Section(String name, List<Check> checks) {
        public Section {
            checks = List.copyOf(checks);
        }
    }

    public Diagnosis {
        sections = List.copyOf(sections);
    }

    public long count(State state) {
        return sections.stream()
                .flatMap(section -> section.checks().stream())
                .filter(check -> check.state() == state)
                .count();
    }
}
