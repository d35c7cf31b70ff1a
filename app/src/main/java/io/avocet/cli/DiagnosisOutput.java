package io.avocet.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.avocet.app.doctor.Check;
import io.avocet.app.doctor.Check.State;
import io.avocet.app.doctor.Diagnosis;
import io.avocet.app.doctor.Diagnosis.Section;
import io.avocet.error.Setting;
import io.avocet.words.Count;
import java.io.PrintWriter;
import java.util.Locale;

/** What {@code avocet doctor} found, as lines or as JSON. */
final class DiagnosisOutput {
    private DiagnosisOutput() {}

    static void text(Diagnosis diagnosis, PrintWriter out) {
        for (Section section : diagnosis.sections()) {
            out.println(section.name());
            for (Check check : section.checks()) {
                out.printf(Locale.ROOT, "  %-8s %-20s %s%n", id(check.state()), check.name(), check.found());
                check.advice()
                        .ifPresent(advice ->
                                out.println(" ".repeat(32) + "→ " + Setting.named(advice, CommandLines::option)));
            }
        }
        out.println(counted(diagnosis.count(State.PROBLEM), "problem") + ", "
                + counted(diagnosis.count(State.WARNING), "warning") + ".");
        out.flush();
    }

    static void json(Diagnosis diagnosis, PrintWriter out) {
        ObjectNode root = new JsonMapper().createObjectNode();
        root.put("problems", diagnosis.count(State.PROBLEM)).put("warnings", diagnosis.count(State.WARNING));
        ArrayNode checks = root.putArray("checks");
        for (Section section : diagnosis.sections()) {
            for (Check check : section.checks()) {
                ObjectNode row = checks.addObject();
                row.put("section", section.name()).put("name", check.name());
                row.put("state", id(check.state())).put("found", check.found());
                check.advice().ifPresent(advice -> row.put("advice", Setting.inWords(advice)));
            }
        }
        out.println(root);
        out.flush();
    }

    private static String id(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static String counted(long count, String noun) {
        return count == 0 ? "no " + noun + "s" : Count.of(count, noun);
    }
}
