package io.avocet.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.avocet.data.Email;
import io.avocet.error.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What is to be classified.
 *
 * @param model name of a trained model
 * @param emails 1 to 256
 */
record ClassifyBody(String model, List<Email> emails) {
    static final int MOST_EMAILS = 256;

    private static final JsonBody REQUEST =
            new JsonBody("{\"model\": NAME, \"emails\": [{\"subject\": TEXT, \"body\": TEXT}, …]}");

    ClassifyBody {
        emails = List.copyOf(emails);
    }

    /** @throws UserError that says what is wrong where, without a word of any email */
    static ClassifyBody parse(byte[] json) {
        JsonNode body = REQUEST.object(REQUEST.tree(json), "The body", Set.of("model", "emails"));
        JsonNode list = body.path("emails");
        if (!list.isArray() || list.isEmpty() || list.size() > MOST_EMAILS) {
            throw REQUEST.bad("emails must be a list of 1 to " + MOST_EMAILS + " emails"
                    + (list.isArray() ? "; it has " + list.size() : "") + ".");
        }
        List<Email> emails = new ArrayList<>();
        for (JsonNode item : list) {
            String where = "emails[" + emails.size() + "]";
            JsonNode email = REQUEST.object(item, where, Set.of("subject", "body"));
            emails.add(new Email(REQUEST.text(email, where + ".", "subject"), REQUEST.text(email, where + ".", "body"))
                    .cutForFineTuning());
        }
        return new ClassifyBody(REQUEST.text(body, "", "model"), emails);
    }
}
