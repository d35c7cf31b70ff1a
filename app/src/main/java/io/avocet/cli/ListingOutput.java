package io.avocet.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.avocet.app.ModelListing;
import io.avocet.app.ModelListing.Base;
import io.avocet.app.ModelListing.Trained;
import io.avocet.words.ByteSize;
import io.avocet.words.Launcher;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** The list of models, as a table or as JSON. */
final class ListingOutput {
    private static final JsonMapper JSON = new JsonMapper();

    private ListingOutput() {}

    static void text(ModelListing listing, PrintWriter out) {
        int nameWidth = listing.base().stream()
                .mapToInt(base -> base.name().orElse("-").length())
                .max()
                .orElse(0);
        int width = listing.base().stream()
                .mapToInt(base -> base.id().length())
                .max()
                .orElse(0);
        out.println("Base models (cache: " + listing.cache() + ")");
        for (Base base : listing.base()) {
            out.println(String.format(
                    Locale.ROOT,
                    "  %-" + Math.max(1, nameWidth) + "s  %-" + Math.max(1, width) + "s  %s",
                    base.name().orElse("-"),
                    base.id(),
                    state(base)));
        }
        TrainedModelsTable.lines(listing).forEach(out::println);
        out.flush();
    }

    private static String state(Base base) {
        return switch (base.state()) {
            case BUILT_IN -> "comes with Avocet";
            case CACHED -> "cached, " + ByteSize.inWords(base.bytes());
            case INCOMPLETE -> "incomplete, " + ByteSize.inWords(base.bytes());
            case DAMAGED ->
                "damaged, " + ByteSize.inWords(base.bytes()) + ": '" + Launcher.command("models remove " + base.id())
                        + "', then pull it again";
            case NOT_CACHED -> "not cached";
        };
    }

    static void json(ModelListing listing, PrintWriter out) {
        ObjectNode root = JSON.createObjectNode();
        root.put("cache_dir", listing.cache().toAbsolutePath().toString());
        for (Base base : listing.base()) {
            root.withArray("/base_models")
                    .addObject()
                    .put("name", base.name().orElse(null))
                    .put("id", base.id())
                    .put("state", base.state().name().toLowerCase(Locale.ROOT))
                    .put("bytes", base.bytes());
        }
        root.withArray("/trained_models");
        listing.trained().stream()
                .flatMap(List::stream)
                .forEach(trained -> add(trained, root.withArray("/trained_models")));
        try {
            out.println(JSON.writeValueAsString(root));
            out.flush();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of numbers and strings is always JSON", e);
        }
    }

    private static void add(Trained trained, ArrayNode rows) {
        ObjectNode row = rows.addObject();
        row.put("name", trained.name());
        row.put("model_dir", trained.folder().toAbsolutePath().normalize().toString());
        row.put("bytes", trained.bytes());
        trained.info().ifPresent(info -> {
            row.put("base_model_id", info.baseModelId())
                    .put("val_macro_f1", info.valMacroF1())
                    .put("timestamp", info.timestamp())
                    .put("validation_count", info.validationCount())
                    .putPOJO("score_files", info.scoreFiles())
                    .put("validation_rows_hash", info.validationRowsHash())
                    .put("split", info.split() == null ? null : info.split().toString())
                    .put("validation", trained.isCrossValidated() ? "cross-validated" : "held-out");
        });
    }
}
