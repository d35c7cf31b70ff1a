package io.avocet.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** {@code openapi.yaml}, held against what a server answers. */
public final class Contract {
    private static final JsonMapper JSON = new JsonMapper();
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete", "head", "options");

    private final ObjectNode description;

    private Contract(JsonNode description) {
        this.description = (ObjectNode) description;
    }

    public static Contract ofThisBuild() {
        try (InputStream in = HttpServer.class.getResourceAsStream("openapi.yaml")) {
            return new Contract(YAML.readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Contract parse(String yaml) throws JsonProcessingException {
        return new Contract(YAML.readTree(yaml));
    }

    JsonNode schema(String name) {
        return description.path("components").path("schemas").path(name);
    }

    /** The keys that an object of this schema may have. */
    public List<String> properties(String schema) {
        return schema(schema).path("properties").properties().stream()
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The headers that an answer must have. */
    List<String> headers(String operation, int status) {
        return response(operation, status).path("headers").properties().stream()
                .map(Map.Entry::getKey)
                .toList();
    }

    /** {@code METHOD /path} of all that is described. */
    Set<String> operations() {
        Set<String> operations = new TreeSet<>();
        description
                .path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .map(Map.Entry::getKey)
                        .filter(METHODS::contains)
                        .forEach(method -> operations.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        return operations;
    }

    /** Holds an answer against what the description says of this operation and status. */
    public void assertAnswer(String operation, int status, String body) {
        JsonNode content = response(operation, status).path("content");
        if (content.isMissingNode()) {
            assertThat(body).as("%s, status %d", operation, status).isEmpty();
        } else {
            assertValid(content.path("application/json").path("schema"), body, operation + ", status " + status);
        }
    }

    /** Holds the data of one event of a stream against the description. */
    public void assertEvent(String operation, String data) {
        assertValid(
                response(operation, 200)
                        .path("content")
                        .path("text/event-stream")
                        .path("schema"),
                data,
                operation);
    }

    /** What is described for no operation, such as an unknown address, is a failure in words. */
    void assertFailure(String body) {
        assertValid(schema("Failure"), body, "a failure");
    }

    private JsonNode response(String operation, int status) {
        String[] parts = operation.split(" ", 2);
        JsonNode response = description
                .path("paths")
                .path(parts[1])
                .path(parts[0].toLowerCase(Locale.ROOT))
                .path("responses")
                .path(String.valueOf(status));
        assertThat(response.isObject())
                .as("%s with status %d is described", operation, status)
                .isTrue();
        String reference = response.path("$ref").asText();
        return reference.isEmpty() ? response : description.at(reference.substring(1));
    }

    private void assertValid(JsonNode schema, String json, String what) {
        ObjectNode whole = JSON.createObjectNode();
        whole.setAll((ObjectNode) schema);
        whole.set("components", description.path("components"));
        SchemaValidatorsConfig strict =
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
        try {
            assertThat(JsonSchemaFactory.getInstance(VersionFlag.V202012)
                            .getSchema(whole, strict)
                            .validate(JSON.readTree(json)))
                    .as("%s: %s", what, json)
                    .isEmpty();
        } catch (JsonProcessingException e) {
            throw new AssertionError(what + " is not JSON: " + json, e);
        }
    }
}
