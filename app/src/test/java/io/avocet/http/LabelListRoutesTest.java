package io.avocet.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabelListRoutesTest extends WithLabels {
    @Test
    void theEmailThatWasLabelledLastIsFirst() {
        label(StoredMail.id("one"), "hired");
        label(StoredMail.id("two"), "digest");
        label(StoredMail.id("one"), "digest");
        JsonNode list = get("/api/labels?label=digest");
        assertThat(list.path("total").asInt()).isEqualTo(2);
        assertThat(list.path("emails").findValuesAsText("subject")).containsExactly("one", "two");
        assertThat(list.path("emails").get(0).path("line").asInt()).isEqualTo(3);
        assertThat(list.path("emails").get(0).path("labeled_at").asText()).endsWith("Z");
        assertThat(get("/api/labels?offset=1&limit=1").toString())
                .startsWith("{\"total\":2,\"emails\":[{\"id\":\"" + StoredMail.id("two") + "\"");
        assertThat(get("/api/labels?label=hired").toString()).isEqualTo("{\"total\":0,\"emails\":[]}");
    }

    @Test
    void aTextIsFoundInSubjectAndBodyInUpperAndLowerCase() {
        label(StoredMail.id("one"), "hired");
        label(StoredMail.id("two"), "hired");
        assertThat(get("/api/labels?query=ONE").path("emails").findValuesAsText("subject"))
                .containsExactly("one");
        assertThat(get("/api/labels?query=body%20OF").path("total").asInt()).isEqualTo(2);
        assertThat(get("/api/labels?query=.%2A").path("total").asInt()).isZero();
    }

    @Test
    void whatOtherProgramsWroteIntoARowIsListedOnlyIfItMakesSense() throws IOException {
        Files.writeString(
                scores(),
                "{\"subject\":\"a\",\"body\":null,\"label\":\"spam\",\"labeled_at\":\"yesterday\",\"from\":7,\"date\":[1]}\n{\n");
        assertThat(get("/api/labels").path("emails").get(0).toString())
                .contains("\"from\":null,\"date\":null,\"label\":\"spam\",\"labeled_at\":null,\"line\":1");
    }

    @Test
    void badParametersAreRefused() {
        for (String query : List.of("?offset=-1", "?limit=0", "?limit=501", "?page=1")) {
            assertThat(answer("/api/labels" + query).statusCode()).as(query).isEqualTo(400);
        }
    }

    @Test
    void theFileComesAsADownloadByteByByte() throws IOException {
        HttpResponse<String> none = server.get("/api/labels/file");
        assertThat(none.statusCode()).isEqualTo(404);
        contract.assertAnswer("GET /api/labels/file", 404, none.body());
        label(StoredMail.id("one"), "hired");
        HttpResponse<String> file = server.get("/api/labels/file");
        assertThat(file.body()).isEqualTo(Files.readString(scores()));
        assertThat(file.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"email_score.jsonl\"");
        assertThat(file.headers().firstValue("Content-Type").orElse("")).startsWith("application/jsonl");
    }
}
