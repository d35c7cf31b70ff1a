package io.avocet.data;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The keys of one row: those that are read, and the names of the others, which say why an email has no text. */
final class RowKeys implements RowForm.Keys {
    private static final int KEYS_NAMED = 5;
    private static final Pattern PLAIN_KEY = Pattern.compile("[\\w .-]{1,30}");

    /** Keys under which other tools keep a subject, in lower case and without separators. */
    private static final Set<String> SUBJECTS = Set.of("subject", "emailsubject", "mailsubject", "title", "headline");

    /** Keys under which other tools keep a body, likewise. */
    private static final Set<String> BODIES = Set.of(
            "body",
            "bodytext",
            "textbody",
            "bodyplain",
            "plainbody",
            "bodyhtml",
            "htmlbody",
            "emailbody",
            "mailbody",
            "messagebody",
            "text",
            "plaintext",
            "fulltext",
            "emailtext",
            "mailtext",
            "messagetext",
            "content",
            "contents",
            "message",
            "html",
            "document",
            "description");

    private final List<String> others = new ArrayList<>();
    private @Nullable String subject;
    private @Nullable String body;
    private @Nullable String label;
    private boolean takesBack;
    private boolean isDecision;
    private @Nullable OffsetDateTime labelledAt;
    private @Nullable OffsetDateTime date;
    private @Nullable String problem;
    private boolean hasSubject;
    private boolean hasBody;
    private @Nullable String otherSubject;
    private @Nullable String otherBody;

    private RowKeys() {}

    /** Reads an object to its end, from its opening brace. */
    static RowKeys read(JsonParser parser) throws IOException {
        RowKeys keys = new RowKeys();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            keys.add(parser.currentName(), parser.nextToken(), parser);
            parser.skipChildren();
        }
        return keys;
    }

    private void add(String key, JsonToken value, JsonParser parser) throws IOException {
        switch (key) {
            case "subject" -> {
                hasSubject = true;
                subject = textOrNull(key, value, parser);
            }
            case "body" -> {
                hasBody = true;
                body = textOrNull(key, value, parser);
            }
            case "label" -> {
                label = value == JsonToken.VALUE_STRING ? parser.getText() : null;
                takesBack = value == JsonToken.VALUE_NULL;
            }
            case "labeled_at" -> {
                isDecision = value == JsonToken.VALUE_STRING;
                labelledAt = isDecision ? RowDate.parse(parser.getText()) : null;
                addOther(key, value);
            }
            case "date" -> {
                date = value == JsonToken.VALUE_STRING ? RowDate.parse(parser.getText()) : null;
                addOther(key, value);
            }
            default -> addOther(key, value);
        }
    }

    private void addOther(String key, JsonToken value) {
        if (others.size() < KEYS_NAMED && PLAIN_KEY.matcher(key).matches()) {
            others.add("'" + key + "'");
        }
        String name = key.toLowerCase(Locale.ROOT).replaceAll("[_. -]", "");
        if (value == JsonToken.VALUE_STRING) {
            otherSubject = otherSubject == null && SUBJECTS.contains(name) ? key : otherSubject;
            otherBody = otherBody == null && BODIES.contains(name) ? key : otherBody;
        }
    }

    private @Nullable String textOrNull(String key, JsonToken value, JsonParser parser) throws IOException {
        if (value != JsonToken.VALUE_STRING && value != JsonToken.VALUE_NULL && problem == null) {
            problem = "'" + key + "' is neither a string nor null";
        }
        return value == JsonToken.VALUE_STRING ? parser.getText() : null;
    }

    @Override
    public JsonRow row() throws MalformedRowException {
        if (problem != null) {
            throw new MalformedRowException(problem);
        }
        if (!hasSubject && !hasBody) {
            throw new RowWithoutTextException(
                    others.isEmpty() ? "" : others.stream().collect(Collectors.joining(", ", ", but ", "")));
        }
        return new JsonRow(
                Email.of(subject, body),
                label,
                takesBack,
                isDecision,
                labelledAt == null ? null : labelledAt.toInstant(),
                new MailHeaders(null, date, null),
                unread());
    }

    private @Nullable UnreadText unread() {
        if (hasSubject) {
            return hasBody || otherBody == null ? null : new UnreadText("body", otherBody);
        }
        return otherSubject == null ? null : new UnreadText("subject", otherSubject);
    }
}
