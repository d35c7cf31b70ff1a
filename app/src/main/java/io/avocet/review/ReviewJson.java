package io.avocet.review;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.avocet.crossval.RowJson;
import io.avocet.data.LabelledEmail;
import java.util.List;

/** A review as JSON objects: one for each doubted label, and one for the rest. */
public final class ReviewJson {
    private static final JsonMapper JSON = new JsonMapper();

    private ReviewJson() {}

    /** As {@link RowJson#doubted} with {@code "twin"}: {@code {"file", "line", "label"}} of a row, or null. */
    public static ObjectNode row(DoubtedRow doubted) {
        ObjectNode node = RowJson.doubted(doubted.doubted());
        node.set("twin", doubted.twin().map(RowJson::labelled).orElse(null));
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
            group.forEach(row -> rows.add(RowJson.labelled(row)));
        }
        return node;
    }
}
