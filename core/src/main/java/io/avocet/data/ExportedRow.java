package io.avocet.data;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A row of Avocet ({@code subject, body, label, from, date, message_id}) or of a labelling tool: doccano's
 * {@code {"text", "label": […]}}, in some of its versions {@code data} and {@code labels}; a task of Label Studio,
 * {@code {"data": {…}, "annotations": […]}}, or its short form with the data at the top. A text alone is the body.
 */
final class ExportedRow implements RowForm.Keys {
    private static final JsonMapper JSON = new JsonMapper();

    /** What Label Studio's short form says of an annotation; any other text in it is the choice of the annotator. */
    private static final Set<String> NO_CHOICES = Set.of(
            "subject",
            "body",
            "text",
            "from",
            "date",
            "message_id",
            "source",
            "id",
            "annotation_id",
            "annotator",
            "created_at",
            "updated_at",
            "lead_time");

    private final JsonNode row;

    private ExportedRow(JsonNode row) {
        this.row = row;
    }

    static ExportedRow read(JsonParser parser) throws IOException {
        return new ExportedRow(JSON.readTree(parser));
    }

    @Override
    public JsonRow row() throws MalformedRowException {
        if (row.path("data").isObject()) {
            return email(row.path("data"), choice(annotated()));
        }
        boolean shortForm = row.has("annotation_id") && row.has("annotator");
        return email(row, shortForm ? choice(shortChoices()) : label());
    }

    private static JsonRow email(JsonNode texts, @Nullable String label) throws MalformedRowException {
        String subject = text(texts, "subject");
        String body = text(texts, "body");
        if (body == null) {
            body = text(texts, texts.has("text") || !texts.path("data").isTextual() ? "text" : "data");
        }
        if (!texts.has("subject") && !texts.has("body") && body == null) {
            throw new RowWithoutTextException(" nor 'text'");
        }
        MailHeaders headers =
                MailHeaders.of(optional(texts, "from"), optional(texts, "date"), optional(texts, "message_id"));
        Email email = Email.of(subject, body);
        if (email.hasNoText()) {
            throw new MalformedRowException(BadRow.EMPTY_EMAIL);
        }
        return new JsonRow(email, label, false, false, null, headers, null);
    }

    private static @Nullable String text(JsonNode texts, String key) throws MalformedRowException {
        JsonNode value = texts.path(key);
        if (value.isTextual() || value.isNull() || value.isMissingNode()) {
            return value.textValue();
        }
        throw new MalformedRowException("'" + key + "' is neither a string nor null");
    }

    private static @Nullable String optional(JsonNode texts, String key) {
        return texts.path(key).textValue();
    }

    /** The label of Avocet, or the labels of doccano. */
    private @Nullable String label() throws MalformedRowException {
        JsonNode label = row.has("label") ? row.path("label") : row.path("labels");
        if (label.isTextual()) {
            return label.textValue();
        }
        if (!row.has("label") && !row.path("annotations").isEmpty()) {
            throw new MalformedRowException("its labels are numbers: export it as JSONL with the texts of the labels");
        }
        List<String> names = new ArrayList<>();
        for (JsonNode each : label) {
            if (!each.isTextual()) {
                throw new MalformedRowException("its labels mark parts of the text, not the email");
            }
            names.add(each.textValue());
        }
        return choice(names);
    }

    /** What the last annotation that was not cancelled chooses. */
    private List<String> annotated() {
        List<String> choices = new ArrayList<>();
        for (JsonNode annotation : row.path("annotations")) {
            if (!annotation.path("was_cancelled").asBoolean()) {
                choices.clear();
                annotation
                        .path("result")
                        .forEach(result ->
                                result.path("value").path("choices").forEach(choice -> choices.add(choice.asText())));
            }
        }
        return choices;
    }

    private List<String> shortChoices() {
        List<String> choices = new ArrayList<>();
        row.properties().stream()
                .filter(field -> !NO_CHOICES.contains(field.getKey()))
                .forEach(field -> {
                    if (field.getValue().isTextual()) {
                        choices.add(field.getValue().textValue());
                    }
                    field.getValue().path("choices").forEach(choice -> choices.add(choice.asText()));
                });
        return choices;
    }

    private static @Nullable String choice(List<String> labels) throws MalformedRowException {
        if (labels.size() > 1) {
            throw new MalformedRowException("has more than one label");
        }
        return labels.isEmpty() ? null : labels.get(0);
    }
}
