package io.avocet.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.avocet.lab.speed.PhaseResult;
import io.avocet.lab.speed.SpeedReport;
import io.avocet.lab.speed.SpeedReport.ModelResult;
import io.avocet.lab.speed.Timings;
import io.avocet.words.ByteSize;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** What {@code avocet lab speed} measured, as a table or as JSON. */
final class SpeedOutput {
    private static final JsonMapper JSON = new JsonMapper();

    private SpeedOutput() {}

    static void text(SpeedReport report, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "Avocet %s (commit %s), libtorch %s, Java %s%n%s, %d cores, %s%s%n",
                report.versions().avocet(),
                report.versions().commit(),
                report.versions().libtorch(),
                report.versions().java(),
                report.processor(),
                report.cores(),
                ByteSize.inWords(report.memoryBytes()),
                report.quick() ? "; quick, so only roughly" : "");
        if (!report.machine().isEmpty()) {
            out.println();
            rows("machine", report.machine(), out);
        }
        for (ModelResult model : report.models()) {
            out.println();
            String title = String.format(Locale.ROOT, "%s, %.1f M parameters", model.name(), model.parameters() / 1e6);
            rows(title, model.phases(), out);
        }
        out.flush();
    }

    private static void rows(String title, List<PhaseResult> results, PrintWriter out) {
        out.println(title);
        out.printf(
                Locale.ROOT,
                "  %-12s %10s %10s %10s  %-9s %8s %8s  %s%n",
                "phase",
                "min",
                "median",
                "max",
                "unit",
                "tokens",
                "memory",
                "on");
        for (PhaseResult result : results) {
            out.println(result.measured()
                    .map(measured -> row(result, measured))
                    .orElseGet(() -> "  "
                            + String.format(Locale.ROOT, "%-12s", result.phase().id()) + " not measured: "
                            + result.reason()));
        }
    }

    private static String row(PhaseResult result, Timings measured) {
        return String.format(
                Locale.ROOT,
                "  %-12s %10.1f %10.1f %10.1f  %-9s %8s %8s  %s, %s%s",
                result.phase().id(),
                measured.least(),
                measured.median(),
                measured.most(),
                result.phase().unit(),
                measured.tokens() == 0 ? "-" : String.format(Locale.ROOT, "%.1f", measured.tokens()),
                measured.peakMemoryBytes() == 0 ? "-" : ByteSize.inWords(measured.peakMemoryBytes()),
                measured.device(),
                measured.precision(),
                measured.threads() == 0 ? "" : ", " + measured.threads() + " threads");
    }

    static void json(SpeedReport report, PrintWriter out) {
        ObjectNode root = JSON.createObjectNode();
        root.set("versions", JSON.valueToTree(report.versions()));
        root.put("processor", report.processor()).put("cores", report.cores());
        root.put("memory_bytes", report.memoryBytes()).put("quick", report.quick());
        report.machine().forEach(result -> root.withArray("/machine").add(json(result)));
        for (ModelResult model : report.models()) {
            ObjectNode row = root.withArray("/models").addObject();
            row.put("name", model.name()).put("checkpoint", model.checkpoint());
            row.put("emails", model.emails()).put("parameters", model.parameters());
            model.phases().forEach(result -> row.withArray("/phases").add(json(result)));
        }
        out.println(root);
        out.flush();
    }

    private static ObjectNode json(PhaseResult result) {
        ObjectNode row = JSON.createObjectNode();
        row.put("phase", result.phase().id()).put("unit", result.phase().unit());
        if (result.measured().isPresent()) {
            Timings measured = result.measured().get();
            row.put("min", measured.least()).put("median", measured.median()).put("max", measured.most());
            row.setAll((ObjectNode) JSON.valueToTree(measured));
        } else {
            row.put("not_measured", result.reason());
        }
        return row;
    }
}
