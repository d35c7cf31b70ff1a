package io.avocet.crossval;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.avocet.data.LabelledEmail;
import io.avocet.data.RowOrigin;

/** Labelled emails as JSON objects. */
public final class RowJson {
    private static final JsonMapper JSON = new JsonMapper();

    private RowJson() {}

    /** {@code {"file", "line", "label"}}; an email that was not read from a file has no {@code file} and no {@code line}. */
    public static ObjectNode labelled(LabelledEmail row) {
        ObjectNode node = JSON.createObjectNode();
        RowOrigin origin = row.origin();
        if (origin != null) {
            node.put("file", origin.file().toString());
            node.put("line", origin.line());
        }
        return node.put("label", row.label());
    }

    /** The same with {@code "likely", "p_label", "p_likely", "subject", "hash"}; hash is the content hash of the email. */
    public static ObjectNode doubted(DoubtedLabel doubted) {
        return labelled(doubted.row())
                .put("likely", doubted.likely())
                .put("p_label", doubted.pLabel())
                .put("p_likely", doubted.pLikely())
                .put("subject", doubted.row().email().subject())
                .put("hash", doubted.row().email().contentHash());
    }
}
