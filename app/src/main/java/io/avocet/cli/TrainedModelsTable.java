package io.avocet.cli;

import io.avocet.app.ModelListing;
import io.avocet.app.ModelListing.Base;
import io.avocet.app.ModelListing.Trained;
import io.avocet.trained.TrainingInfo;
import io.avocet.words.ByteSize;
import io.avocet.words.Columns;
import io.avocet.words.Count;
import io.avocet.words.Shown;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/** The trained models, below the emails that their scores were measured on: only scores on the same emails compare. */
final class TrainedModelsTable {
    private static final int DATE_LENGTH = "2026-03-15".length();

    private TrainedModelsTable() {}

    static List<String> lines(ModelListing listing) {
        List<List<Trained>> groups = listing.trained();
        if (groups.isEmpty()) {
            return List.of("Trained models: none yet");
        }
        Iterator<String> rows = Columns.aligned(groups.stream()
                        .flatMap(List::stream)
                        .map(model -> cells(model, listing.base()))
                        .toList())
                .lines()
                .iterator();
        List<String> lines = new ArrayList<>(List.of("Trained models"));
        for (List<Trained> group : groups) {
            lines.add("  " + heading(group));
            group.forEach(model -> lines.add("    " + rows.next()));
            lines.add("");
        }
        lines.remove(lines.size() - 1);
        if (groups.stream().filter(TrainedModelsTable::hasScores).count() > 1) {
            lines.addAll(List.of("", "  Scores on different emails cannot be compared."));
        }
        return lines;
    }

    private static boolean hasScores(List<Trained> group) {
        return group.get(0).info().isPresent();
    }

    private static String heading(List<Trained> group) {
        Trained model = group.get(0);
        return model.info()
                .map(info -> "macro-F1 on " + (group.size() > 1 ? "the same " : "")
                        + Count.of(info.validationCount(), "email") + " of " + files(info.scoreFiles())
                        + method(model, info))
                .orElse("no score: training_info.json cannot be read");
    }

    private static String files(List<String> paths) {
        return Shown.list(paths.stream()
                .map(path -> path.substring(path.lastIndexOf('/') + 1))
                .toList());
    }

    private static String method(Trained model, TrainingInfo info) {
        if (model.isCrossValidated()) {
            return ", cross-validated";
        }
        return info.split() == null ? "" : ", " + info.split() + " split";
    }

    private static List<String> cells(Trained model, List<Base> base) {
        String size = String.format(Locale.ROOT, "%8s", ByteSize.inWords(model.bytes()));
        return model.info()
                .map(info -> List.of(
                        String.format(Locale.ROOT, "%.3f", info.valMacroF1()),
                        model.name(),
                        size,
                        info.timestamp()
                                .substring(
                                        0,
                                        Math.min(DATE_LENGTH, info.timestamp().length())),
                        "from " + nameOf(info.baseModelId(), base)))
                .orElse(List.of("-", model.name(), size, "", ""));
    }

    /** The short name of a base model that has one. */
    private static String nameOf(String id, List<Base> base) {
        return base.stream()
                .filter(model -> model.id().equals(id))
                .findFirst()
                .flatMap(Base::name)
                .orElse(id);
    }
}
