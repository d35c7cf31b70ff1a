package io.avocet.review;

import io.avocet.crossval.DoubtedLabel;
import io.avocet.data.LabelledEmail;
import io.avocet.data.MixedGroups;
import io.avocet.data.RowOrigin;
import io.avocet.words.Columns;
import io.avocet.words.Count;
import io.avocet.words.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A review as text: the doubted labels, then duplicates and groups of near-duplicates with more than one label. */
public final class ReviewTable {
    private static final int SUBJECT_CODE_POINTS = 60;

    private ReviewTable() {}

    /**
     * The whole text, its lines ended.
     *
     * @param limit of what is listed of each kind
     */
    public static String render(Review review, int limit) {
        return doubted(review, limit)
                + list(
                        Count.of(review.conflicts().size(), "email")
                                + " with more than one label; the last label counts",
                        review.conflicts(),
                        ReviewTable::inOrder,
                        limit)
                + list(
                        Count.of(review.mixedGroups().size(), "group") + " of near-duplicates with more than one label",
                        review.mixedGroups(),
                        MixedGroups::described,
                        limit);
    }

    private static String doubted(Review review, int limit) {
        int count = review.doubted().size();
        if (count == 0) {
            return review.model() + " doubts no label of the " + review.emails() + " emails.\n";
        }
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("row", "label", "p", "likely", "p", "twin with another label", "subject"));
        review.doubted().stream().limit(limit).forEach(doubted -> lines.add(line(doubted)));
        return String.format(
                        Locale.ROOT,
                        "%s doubts the labels of %d of the %d emails%s:\n\n",
                        review.model(),
                        count,
                        review.emails(),
                        count > limit ? "; the " + limit + " most doubtful" : ", the most doubtful first")
                + Columns.aligned(lines);
    }

    private static List<String> line(DoubtedRow row) {
        DoubtedLabel doubted = row.doubted();
        return List.of(
                place(doubted.row()),
                doubted.row().label(),
                probability(doubted.pLabel()),
                doubted.likely(),
                probability(doubted.pLikely()),
                row.twin().map(twin -> twin.label() + ", " + place(twin)).orElse(""),
                Shown.inTable(doubted.row().email().subject(), SUBJECT_CODE_POINTS));
    }

    private static String list(
            String what, List<List<LabelledEmail>> groups, Function<List<LabelledEmail>, String> described, int limit) {
        if (groups.isEmpty()) {
            return "";
        }
        int more = groups.size() - limit;
        return groups.stream()
                        .limit(limit)
                        .map(group -> "  " + described.apply(group) + "\n")
                        .collect(Collectors.joining("", "\n" + what + ":\n", ""))
                + (more > 0 ? "  and " + more + " more\n" : "");
    }

    private static String inOrder(List<LabelledEmail> rows) {
        return rows.stream()
                .map(row -> "'" + row.label() + "' (" + place(row) + ")")
                .collect(Collectors.joining(", "));
    }

    private static String place(LabelledEmail row) {
        RowOrigin origin = row.origin();
        return origin == null ? "" : origin.place();
    }

    private static String probability(double probability) {
        return String.format(Locale.ROOT, "%.3f", probability);
    }
}
