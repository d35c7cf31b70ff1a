package io.avocet.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.avocet.data.Email;
import io.avocet.error.UserError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is to be classified.
 *
 * @param model name of a trained model
 * @param emails 1 to 256
 */
record ClassifyBody(String model, List<Email> emails) {
    static final int MOST_EMAILS = 256;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    ClassifyBody {
        emails = List.copyOf(emails);
    }

    /** @throws UserError that says what is wrong where, without a word of any email */
    static ClassifyBody parse(byte[] json) {
        JsonNode body = object(tree(json), "The body", Set.of("model", "emails"));
        JsonNode list = body.path("emails");
        if (!list.isArray() || list.isEmpty() || list.size() > MOST_EMAILS) {
            throw bad("emails must be a list of 1 to " + MOST_EMAILS + " emails"
                    + (list.isArray() ? "; it has " + list.size() : "") + ".");
        }
        List<Email> emails = new ArrayList<>();
        for (JsonNode item : list) {
            String where = "emails[" + emails.size() + "]";
            JsonNode email = object(item, where, Set.of("subject", "body"));
            emails.add(new Email(text(email, where + ".", "subject"), text(email, where + ".", "body"))
                    .cutForFineTuning());
        }
        return new ClassifyBody(text(body, "", "model"), emails);
    }

    private static JsonNode tree(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw bad("The body is not valid JSON" + where(e.getLocation()) + ".");
        } catch (IOException e) {
            throw new IllegalStateException("Bytes in memory are always readable", e);
        }
    }

    private static String where(@Nullable JsonLocation location) {
        return location == null ? "" : ", line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static JsonNode object(JsonNode node, String where, Set<String> fields) {
        if (!node.isObject()) {
            throw bad(where + " must be an object with " + listed(fields) + ".");
        }
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!fields.contains(name)) {
                throw bad(where + " has an unknown field " + Query.quoted(name) + ". Allowed: " + listed(fields) + ".");
            }
        }
        return node;
    }

    private static String listed(Set<String> fields) {
        return fields.stream().sorted().reduce((a, b) -> b + " and " + a).orElseThrow();
    }

    private static String text(JsonNode object, String where, String field) {
        JsonNode value = object.path(field);
        if (!value.isTextual()) {
            throw bad(where + field + (value.isMissingNode() ? " is missing" : " is not a string") + ".");
        }
        return value.textValue();
    }

    private static UserError bad(String message) {
        return new UserError(
                UserError.Kind.BAD_INPUT,
                message + " A request is {\"model\": NAME, \"emails\": [{\"subject\": TEXT, \"body\": TEXT}, …]}.");
    }
}
