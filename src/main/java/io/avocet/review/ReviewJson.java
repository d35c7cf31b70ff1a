package io.avocet.review;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.avocet.data.LabelledEmail;
import io.avocet.data.RowOrigin;
import java.util.List;

/** A review as JSON objects: one for each doubted label, and one for the rest. */
public final class ReviewJson {
    private static final JsonMapper JSON = new JsonMapper();

    private ReviewJson() {}

    /** {@code {"file", "line", "label", "likely", "p_label", "p_likely", "subject", "twin"}}; twin is a row, or null. */
    public static ObjectNode row(DoubtedLabel doubted) {
        ObjectNode node = labelled(doubted.row());
        node.put("likely", doubted.likely());
        node.put("p_label", doubted.pLabel());
        node.put("p_likely", doubted.pLikely());
        node.put("subject", doubted.row().email().subject());
        node.set("twin", doubted.twin().map(ReviewJson::labelled).orElse(null));
        return node;
    }

    /** Counts, and the rows of each conflict and each mixed group as {@code {"file", "line", "label"}}. */
    public static ObjectNode summary(Review review) {
        ObjectNode node = JSON.createObjectNode();
        node.put("model", review.model());
        node.put("rows", review.emails());
        node.put("doubted", review.doubted().size());
        node.set("conflicting_duplicates", groups(review.conflicts()));
        node.set("mixed_groups", groups(review.mixedGroups()));
        return node;
    }

    private static ArrayNode groups(List<List<LabelledEmail>> groups) {
        ArrayNode node = JSON.createArrayNode();
        for (List<LabelledEmail> group : groups) {
            ArrayNode rows = node.addArray();
            group.forEach(row -> rows.add(labelled(row)));
        }
        return node;
    }

    /** An email that was not read from a file has no {@code file} and no {@code line}. */
    private static ObjectNode labelled(LabelledEmail row) {
        ObjectNode node = JSON.createObjectNode();
        RowOrigin origin = row.origin();
        if (origin != null) {
            node.put("file", origin.file().toString());
            node.put("line", origin.line());
        }
        return node.put("label", row.label());
    }
}
