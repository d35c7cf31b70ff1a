package io.avocet.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ClassifyRouteTest {
    private static final String ANSWER =
            "say {\"labels\":[\"rejected\",\"digest\"],\"predictions\":[[0.25,0.75],[0.9,0.1]],\"unsure_below\":0.8}";
    private static final String TWO =
            "{\"model\":\"mine\",\"emails\":[{\"subject\":\"a\",\"body\":\"b\"},{\"subject\":\"\",\"body\":\"\"}]}";

    @TempDir
    Path home;

    @BeforeEach
    void pretendToHaveTrained() throws IOException {
        TrainedFolder.write(home.resolve("models/mine"));
        TrainedFolder.write(home.resolve("models/another"));
    }

    @Test
    void eachEmailHasALabelAConfidenceAndAllProbabilitiesInOrder() {
        try (TestServer server =
                TestServer.in(home).worker("read", ANSWER, "again").start()) {
            assertThat(server.postJson("/api/classify", TWO).body()).isEqualTo("""
                            {"model":"mine","predictions":[\
                            {"label":"digest","confidence":0.75,"unsure":true,"probabilities":{"rejected":0.25,"digest":0.75}},\
                            {"label":"rejected","confidence":0.9,"unsure":false,"probabilities":{"rejected":0.9,"digest":0.1}}]}""");
        }
    }

    @Test
    void aModelThatIsNotThereIsToldWhichAre() {
        try (TestServer server = TestServer.in(home).start()) {
            HttpResponse<String> answer = server.postJson("/api/classify", TWO.replace("mine", "avocet-minilm"));

            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body())
                    .isEqualTo(
                            "{\"message\":\"There is no trained model 'avocet-minilm'. There are: another, mine.\"}");
        }
    }

    @Test
    void wordsAreUtf8InAnswersAndEvents() {
        try (TestServer server = TestServer.in(home).start()) {
            assertThat(server.postJson("/api/classify", TWO.replace("mine", "Grün 😀"))
                            .body())
                    .contains("There is no trained model 'Grün 😀'.");
            try (EventClient stream = server.events("/api/finetune/run?model=Gr%C3%BCn")) {
                assertThat(stream.nextEvent().message()).contains("Unknown model 'Grün'.");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"BUSY, 503, 5", "OUT_OF_MEMORY, 503, 5", "SYSTEM, 503, 5", "BAD_INPUT, 400, ", "NOT_FOUND, 404, "})
    void onlyARequestThatMayWorkLaterIsToldWhenToTryAgain(String kind, int status, @Nullable String retryAfter) {
        String refusal = "say {\"error\":\"No: " + kind + ".\",\"kind\":\"" + kind + "\"}";
        try (TestServer server = TestServer.in(home).worker("read", refusal).start()) {
            HttpResponse<String> answer = server.postJson("/api/classify", TWO);

            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(answer.body()).isEqualTo("{\"message\":\"No: " + kind + ".\"}");
            assertThat(answer.headers().firstValue("Retry-After")).isEqualTo(Optional.ofNullable(retryAfter));
        }
    }

    @Test
    void aWorkerThatFailsIsAFailureForNowInWords() {
        try (TestServer server =
                TestServer.in(home).worker("err It fell.", "exit 9").start()) {
            HttpResponse<String> answer = server.postJson("/api/classify", TWO);

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("It fell.").doesNotContain("Exception");
            assertThat(server.get("/api/health").statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ | The body is not valid JSON, line 1, column 2.",
                "'' | The body must be an object with model and emails.",
                "[] | The body must be an object with model and emails.",
                "{} {} | The body is not valid JSON",
                "{\"model\":\"mine\"} | emails must be a list of 1 to 256 emails.",
                "{\"model\":\"mine\",\"emails\":[]} | emails must be a list of 1 to 256 emails; it has 0.",
                "{\"model\":\"mine\",\"emails\":{}} | emails must be a list of 1 to 256 emails.",
                "{\"model\":\"mine\",\"emails\":[1]} | emails[0] must be an object with subject and body.",
                "{\"model\":\"mine\",\"emails\":[{}]} | emails[0].subject is missing.",
                "{\"model\":\"mine\",\"emails\":[{\"subject\":\"Xylograph\"}]} | emails[0].body is missing.",
                "{\"model\":\"mine\",\"emails\":[{\"subject\":1,\"body\":\"\"}]} | emails[0].subject is not a string.",
                "{\"model\":\"mine\",\"emails\":[{\"subject\":null,\"body\":\"\"}]} | emails[0].subject is not a string.",
                "{\"model\":1,\"emails\":[{\"subject\":\"\",\"body\":\"\"}]} | model is not a string.",
                "{\"emails\":[{\"subject\":\"\",\"body\":\"\"}]} | model is missing.",
                "{\"model\":\"mine\",\"path\":\"/\"} | The body has an unknown field 'path'. Allowed: model and emails.",
                "{\"model\":\"mine\",\"emails\":[{\"to\":\"\"}]} | emails[0] has an unknown field 'to'.",
                "{\"model\":\"mine\",\"model\":\"mine\"} | The body is not valid JSON"
            })
    void aBodyThatIsNotARequestIsToldWhatIsWrongWhere(String body, String message) {
        try (TestServer server = TestServer.in(home).start()) {
            HttpResponse<String> answer = server.postJson("/api/classify", body);

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body())
                    .startsWith("{\"message\":\"" + message)
                    .contains("A request is {")
                    .doesNotContain("Xylograph");
        }
    }

    @Test
    void deepNestingIsRefusedAndHarmsNothing() {
        try (TestServer server = TestServer.in(home).start()) {
            assertThat(server.postJson("/api/classify", "[".repeat(1_000_000)).statusCode())
                    .isEqualTo(400);
            assertThat(server.log).isEmpty();
        }
    }
}
