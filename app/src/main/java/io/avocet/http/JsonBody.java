package io.avocet.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.avocet.error.UserError;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request in JSON: read within a limit, and checked field by field. Messages say what is wrong where, without a word of
 * any email.
 *
 * @param form of a right request, for messages
 */
record JsonBody(String form) {
    private static final int BAD_REQUEST = 400;
    private static final int TOO_LARGE = 413;
    private static final int UNSUPPORTED_TYPE = 415;
    private static final long MOST_DRAINED = 16L << 20;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** A web page may send other types across origins without asking first. */
    static void requirePlain(Context ctx) {
        requireType(ctx, "application/json", "The body must be JSON");
    }

    /**
     * The same for another type.
     *
     * @param rule that a request with another type breaks
     */
    static void requireType(Context ctx, String required, String rule) {
        String contentType = ctx.contentType();
        String type =
                contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!type.equals(required)) {
            throw new HttpResponseException(UNSUPPORTED_TYPE, rule + ": Content-Type: " + required + ".");
        }
        if (ctx.header("Content-Encoding") != null) {
            throw new HttpResponseException(
                    UNSUPPORTED_TYPE, "The body must not be compressed. Send it without the header Content-Encoding.");
        }
    }

    /**
     * Reads the body.
     *
     * @param advice to a client whose body is larger
     */
    static byte[] read(Context ctx, int maxBytes, String advice) {
        try {
            InputStream in = ctx.req().getInputStream();
            if (ctx.req().getContentLengthLong() > maxBytes) {
                throw tooLarge(in, maxBytes, advice);
            }
            byte[] body = in.readNBytes(maxBytes + 1);
            if (body.length > maxBytes) {
                throw tooLarge(in, maxBytes, advice);
            }
            return body;
        } catch (IOException e) {
            throw new HttpResponseException(BAD_REQUEST, "The body did not arrive whole. Send it again.");
        }
    }

    private static HttpResponseException tooLarge(InputStream rest, int maxBytes, String advice) {
        drain(rest);
        return new HttpResponseException(TOO_LARGE, "The body is larger than " + (maxBytes >> 20) + " MiB. " + advice);
    }

    /** Reads on before a refusal: a client that is still sending when the connection closes may never see its answer. */
    static void drain(InputStream rest) {
        try {
            rest.skipNBytes(MOST_DRAINED);
        } catch (IOException e) {
            // It sends no more, so it will read.
        }
    }

    JsonNode tree(byte[] json) {
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

    /**
     * Reads the body, an object with these fields and no others.
     *
     * @param advice to a client whose body is larger
     */
    JsonNode read(Context ctx, int maxBytes, String advice, Set<String> fields) {
        requirePlain(ctx);
        return object(tree(read(ctx, maxBytes, advice)), "The body", fields);
    }

    /** Makes sure that it is an object and has no other fields. */
    JsonNode object(JsonNode node, String where, Set<String> fields) {
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

    /** The text of a field that must be there. */
    String text(JsonNode object, String where, String field) {
        JsonNode value = object.path(field);
        if (!value.isTextual()) {
            throw bad(where + field + (value.isMissingNode() ? " is missing" : " is not a string") + ".");
        }
        return value.textValue();
    }

    UserError bad(String message) {
        return new UserError(UserError.Kind.BAD_INPUT, message + " A request is " + form + ".");
    }
}
