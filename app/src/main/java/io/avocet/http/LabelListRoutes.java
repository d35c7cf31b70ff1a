package io.avocet.http;

import io.avocet.data.InputFiles;
import io.avocet.data.LabelLog;
import io.avocet.data.LabelLog.Entry;
import io.avocet.data.LabelRow;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is labelled: a list to search, and the file itself. */
final class LabelListRoutes {
    private static final int MOST_EMAILS = 500;
    private static final int USUAL_EMAILS = 50;

    private final LabelLog log;

    LabelListRoutes(LabelLog log) {
        this.log = log;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/api/labels", this::list);
        routes.get("/api/labels/file", this::file);
    }

    private void list(Context ctx) {
        Query query = Query.parse(ctx.queryString(), List.of("label", "query", "offset", "limit"));
        Optional<String> label = query.value("label");
        String text = query.value("query").orElse("").toLowerCase(Locale.ROOT);
        int offset = query.integer("offset", 0, Integer.MAX_VALUE).orElse(0);
        int limit = query.integer("limit", 1, MOST_EMAILS).orElse(USUAL_EMAILS);
        log.refresh();
        List<Entry> found = log.labelled().stream()
                .filter(entry -> label.isEmpty() || label.get().equals(entry.label()))
                .filter(entry -> text.isEmpty() || has(entry, text))
                .sorted(Comparator.comparing(Entry::line).reversed())
                .toList();
        List<LabelWire.LabelledEmail> page = found.stream()
                .skip(offset)
                .limit(limit)
                .map(entry -> LabelWire.LabelledEmail.of(entry, LabelRow.of(log.row(entry))))
                .toList();
        Wire.answer(ctx, new LabelWire.LabelledEmails(found.size(), page));
    }

    private static boolean has(Entry entry, String text) {
        return entry.email().subject().toLowerCase(Locale.ROOT).contains(text)
                || entry.email().body().toLowerCase(Locale.ROOT).contains(text);
    }

    private void file(Context ctx) {
        Path file = log.file();
        String missing = "There are no labelled emails yet. Label one first.";
        ctx.contentType("application/jsonl")
                .header("Content-Disposition", "attachment; filename=\"" + asciiName(file) + "\"")
                .result(InputFiles.open(file, missing));
    }

    /** A name that needs no quoting in a header. */
    private static String asciiName(Path file) {
        return String.valueOf(file.getFileName()).replaceAll("[^A-Za-z0-9._-]", "_");
    }
}
