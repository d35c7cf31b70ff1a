package io.avocet.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.http.EventClient.Event;
import io.avocet.recipe.TrainingRecipe;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A run is not its stream. */
@Tag("slow")
class EventStreamTest extends WithServer {
    private static final String LAST_EVENT_ID = "Last-Event-ID";
    private static final String RESULT = "say {\"type\":\"result\",\"val_macro_f1\":0.5}";

    @Test
    void aStreamHasUnnamedNumberedEventsAndEndsWithComplete() {
        runs(note("one"), note("two"), RESULT);

        try (EventClient stream = server.fineTune()) {
            assertThat(stream.status()).isEqualTo(200);
            assertThat(stream.header("Content-Type")).startsWith("text/event-stream");
            assertThat(stream.header("Cache-Control")).isEqualTo("no-cache, no-store");
            assertThat(stream.header("X-Accel-Buffering")).isEqualTo("no");
            List<Event> events = stream.rest();
            String run = events.get(0).runId();
            assertThat(run).matches("[0-9a-z-]{1,80}");
            assertThat(events).extracting(Event::id).containsExactly(run + ":1", run + ":2", run + ":3");
            assertThat(events).extracting(Event::message).containsExactly("one", "two", "");
            assertThat(events.get(2).data()).hasToString("{\"type\":\"complete\"}");
        }
    }

    @Test
    void anEventComesWhenItHappens() throws IOException {
        Path second = home.resolve("second");
        runs(note("one"), "await-file " + second, note("two"), RESULT);

        try (EventClient stream = server.fineTune()) {
            assertThat(stream.nextEvent().message()).isEqualTo("one");
            Files.createFile(second);
            assertThat(stream.nextEvent().message()).isEqualTo("two");
        }
    }

    @Test
    void twoTabsSeeOneRun() throws IOException {
        Path second = home.resolve("second");
        runs(note("one"), "await-file " + second, note("two"), RESULT);

        try (EventClient tab = server.fineTune()) {
            Event first = tab.nextEvent();
            try (EventClient other = server.fineTune()) {
                assertThat(other.nextEvent()).isEqualTo(first);
                Files.createFile(second);
                List<Event> rest = tab.rest();
                assertThat(rest).hasSize(2);
                assertThat(other.rest()).isEqualTo(rest);
            }
        }
        assertThat(server.get("/api/runs").body()).containsOnlyOnce("\"id\"");
    }

    @Test
    void aClosedTabLeavesTheRunGoingAndAnotherSeesItFromTheStart() throws IOException {
        Path second = home.resolve("second");
        runs(note("one"), "await-file " + second, note("two"), RESULT);
        Event first;
        try (EventClient tab = server.fineTune()) {
            first = tab.nextEvent();
        }
        awaitStreams(0);
        Files.createFile(second);

        try (EventClient stream = server.events("/api/runs/" + first.runId() + "/events")) {
            assertThat(stream.rest()).extracting(Event::message).containsExactly("one", "two", "");
        }
    }

    @Test
    void aReconnectReplaysWhatWasMissed() throws IOException {
        Path second = home.resolve("second");
        runs(note("one"), note("two"), "await-file " + second, note("three"), RESULT);
        Event first;
        try (EventClient tab = server.fineTune()) {
            first = tab.nextEvent();
        }
        try (EventClient tab = server.fineTune(LAST_EVENT_ID, first.id())) {
            assertThat(tab.nextEvent().message()).isEqualTo("two");
            Files.createFile(second);
            assertThat(tab.rest()).extracting(Event::message).containsExactly("three", "");
        }
        try (EventClient tab = server.events("/api/runs/" + first.runId() + "/events", LAST_EVENT_ID, first.id())) {
            assertThat(tab.rest()).extracting(Event::number).containsExactly(2, 3, 4);
        }
    }

    /** An EventSource repeats its address, whatever it says; the id decides. */
    @Test
    void aReconnectNeverStartsARunNotEvenWithOtherParameters() {
        runs(note("one"), RESULT);
        Event last = last(server.fineTune());

        for (String path : List.of(
                "/api/finetune/run?model=minilm&epochs=2",
                "/api/finetune/run?model=minilm&epochs=3",
                "/api/finetune/run?model=nonsense",
                "/api/benchmark/run",
                "/api/runs/" + last.runId() + "/events")) {
            HttpResponse<String> again = server.get(path, LAST_EVENT_ID, last.id());
            assertThat(again.statusCode()).as(path).isEqualTo(204);
            assertThat(again.body()).isEmpty();
        }
        assertThat(server.get("/api/runs").body()).containsOnlyOnce("\"id\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"none:1", "20260101-000000-finetune-minilm:1", "nonsense", "RUN:99", "RUN:9999999999", "run:1:1"
            })
    void anIdThatNoEventHasStartsNothing(String id) {
        String run;
        try (EventClient stream = server.fineTune()) {
            run = stream.nextEvent().runId();
        }
        String lastEventId = id.replace("RUN", run);
        assertThat(server.get("/api/finetune/run?model=minilm&epochs=3", LAST_EVENT_ID, lastEventId)
                        .statusCode())
                .isEqualTo(204);
        assertThat(server.get("/api/runs/" + run + "/events", LAST_EVENT_ID, lastEventId)
                        .statusCode())
                .isEqualTo(204);
        assertThat(server.get("/api/runs").body()).containsOnlyOnce("\"id\"");
    }

    @Test
    void theSameRequestAfterARunHasEndedIsANewRun() {
        runs(note("one"), RESULT);
        Event first = last(server.fineTune());
        Event second = last(server.fineTune());

        assertThat(second.runId()).isNotEqualTo(first.runId());
    }

    @Test
    void otherParametersAreToldWhichRunGoes() {
        try (EventClient stream = server.fineTune()) {
            String run = stream.nextEvent().runId();
            for (String path : List.of(
                    "/api/finetune/run?model=minilm&epochs=3",
                    "/api/finetune/run?model=bge-m3&epochs=2",
                    "/api/benchmark/run")) {
                assertRefused(path, "Another run is in progress: fine-tuning of minilm, 2 epochs (" + run + ").");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "finetune/run?model=gpt-2 | Unknown model 'gpt-2'. Allowed: minilm, bge-small, deberta-small, bge-m3.",
                "finetune/run?model= | Unknown model ''. Allowed: minilm, bge-small, deberta-small, bge-m3.",
                "finetune/run?model=minilm&epochs=0 | epochs is 0. Allowed: 1 to 20.",
                "finetune/run?model=minilm&epochs=21 | epochs is 21. Allowed: 1 to 20.",
                "finetune/run?model=minilm&epochs=-1 | epochs is -1. Allowed: 1 to 20.",
                "finetune/run?model=minilm&epochs=2.5 | epochs is '2.5'. Allowed: 1 to 20.",
                "finetune/run?model=minilm&epochs= | epochs is ''. Allowed: 1 to 20.",
                "finetune/run?model=minilm&epochs=5x | epochs is '5x'. Allowed: 1 to 20.",
                "finetune/run?model=minilm&epochs=99999999999 | Allowed: 1 to 20.",
                "finetune/run?model=minilm&epochs=%D9%A5 | Allowed: 1 to 20.",
                "finetune/run?model=minilm&model=minilm | The parameter model is given more than once.",
                "finetune/run?model=minilm&epochs=1&epochs=2 | The parameter epochs is given more than once.",
                "finetune/run?model=minilm&epoch=2 | Unknown parameter 'epoch'. Allowed: model, epochs, learning_rate, seed, split, target_accuracy, train_on_all.",
                "finetune/run?learning_rate=0 | learning_rate is 0.0. Allowed: above 0, at most 1.",
                "finetune/run?learning_rate=1.5 | learning_rate is 1.5. Allowed: above 0, at most 1.",
                "finetune/run?learning_rate=1e-999 | learning_rate is 0.0. Allowed: above 0, at most 1.",
                "finetune/run?learning_rate=NaN | learning_rate is 'NaN'. Allowed: above 0, at most 1.",
                "finetune/run?seed=7.5 | seed is '7.5'. Allowed: -9223372036854775808 to 9223372036854775807.",
                "finetune/run?split=half | split is 'half'. Allowed: grouped, stratified, time.",
                "finetune/run?seed=9223372036854775808 | seed is '9223372036854775808'. Allowed: ",
                "finetune/run?model=minilm&--epochs=2 | Unknown parameter '--epochs'. Allowed: model, epochs, learning_rate, seed, split, target_accuracy, train_on_all.",
                "finetune/run?model=--help | Unknown model '--help'.",
                "finetune/run?target_accuracy=0.3 | target_accuracy is 0.3. Allowed: 0.5 to 0.999.",
                "finetune/run?target_accuracy=P | target_accuracy is 'P'. Allowed: 0.5 to 0.999.",
                "finetune/run?folds=5 | Unknown parameter 'folds'.",
                "evaluate/run?model=gpt-2 | Unknown model 'gpt-2'. Allowed: minilm, ",
                "evaluate/run?folds=1 | folds is 1. Allowed: 2 to 20.",
                "evaluate/run?folds=x | folds is 'x'. Allowed: 2 to 20.",
                "evaluate/run?repeats=21 | repeats is 21. Allowed: 1 to 20.",
                "evaluate/run?split=time | split is 'time', which does not deal emails into folds.",
                "evaluate/run?learning_curve=1 | learning_curve is '1'. Allowed: true, false.",
                "evaluate/run?target_accuracy=1 | target_accuracy is 1.0. Allowed: 0.5 to 0.999.",
                "evaluate/run?save=true | Unknown parameter 'save'.",
                "benchmark/run?model=minilm | Unknown parameter 'model'. Allowed: models, include_slow, save.",
                "benchmark/run?models=bart | Unknown model 'bart'. There are: minilm-zeroshot, ",
                "benchmark/run?models= | cannot name a model",
                "benchmark/run?models=deberta-small, | cannot name a model",
                "benchmark/run?models=--help | cannot name a model",
                "benchmark/run?models=/etc/passwd | Unknown model '/etc/passwd'.",
                "benchmark/run?save=yes | save is 'yes'. Allowed: true, false.",
                "benchmark/run?include_slow=1 | include_slow is '1'. Allowed: true, false."
            })
    void aBadParameterIsOneEventThatNamesTheAllowedAndStartsNothing(String path, String message) {

        assertRefused("/api/" + path, message);
        assertThat(server.get("/api/runs").body()).isEqualTo("[]");
    }

    /** One event of type error; its id gets 204, so an EventSource that reconnects stops there. */
    private void assertRefused(String path, String message) {
        try (EventClient refused = server.events(path)) {
            assertThat(refused.status()).isEqualTo(200);
            List<Event> events = refused.rest();
            assertThat(events).hasSize(1);
            assertThat(events.get(0).id()).isEqualTo("none:1");
            assertThat(events.get(0).type()).isEqualTo("error");
            assertThat(events.get(0).message()).contains(message);
        }
        assertThat(server.get(path, LAST_EVENT_ID, "none:1").statusCode()).isEqualTo(204);
    }

    @Test
    void withoutEpochsTheyAreTheModelsOwn() {
        runs(note("one"), RESULT);
        last(server.events("/api/finetune/run?model=deberta-small"));
        last(server.events("/api/finetune/run?model=minilm"));

        assertThat(server.get("/api/runs").body())
                .contains(parameters("deberta-small", 5))
                .contains(parameters("minilm", TrainingRecipe.of("minilm").epochs()));
    }

    @Test
    void withoutAModelItIsTheDefaultOne() {
        runs(note("one"), RESULT);
        last(server.events("/api/finetune/run?epochs=3"));

        assertThat(server.get("/api/runs").body()).contains(parameters("minilm", 3));
    }

    private static String parameters(String model, int epochs) {
        return "\"parameters\":{\"model\":\"" + model + "\",\"epochs\":" + epochs + "}";
    }

    @Test
    void aBenchmarkTakesModelsSlowOnesAndSave() {
        runs(note("one"), RESULT);
        last(server.events("/api/benchmark/run?models=deberta-small,bge-reranker&include_slow=true&save=true"));

        assertThat(server.get("/api/runs").body())
                .contains("\"kind\":\"benchmark\"")
                .contains("\"parameters\":{\"models\":[\"deberta-small\",\"bge-reranker\"],\"include_slow\":true,"
                        + "\"save\":true}");
    }

    @Test
    void anEvaluationTakesWhatATrainingTakesAndItsFolds() {
        runs(note("one"), RESULT);
        last(server.events("/api/evaluate/run"));
        last(server.events("/api/evaluate/run?epochs=2&target_accuracy=0.9&folds=3&repeats=2&learning_curve=true"));

        assertThat(server.get("/api/runs").body())
                .contains("\"kind\":\"evaluate\"")
                .contains("\"epochs\":8,\"folds\":5,\"repeats\":1,\"learning_curve\":false}")
                .contains("\"epochs\":2,\"target_accuracy\":0.9,\"folds\":3,\"repeats\":2,\"learning_curve\":true}");
    }

    @Test
    void aCancelledRunSaysSoLastAndOnlyItsOwnKindIsCancelled() {
        try (EventClient stream = server.fineTune()) {
            Event first = stream.nextEvent();
            for (String other : List.of("benchmark", "evaluate")) {
                assertThat(server.post("/api/" + other + "/cancel").statusCode())
                        .isEqualTo(409);
            }
            HttpResponse<String> cancelled = server.post("/api/finetune/cancel");
            assertThat(cancelled.statusCode()).isEqualTo(200);
            assertThat(cancelled.body()).contains("\"id\":\"" + first.runId() + "\"");

            List<Event> rest = stream.rest();
            assertThat(rest.get(rest.size() - 1).type()).isEqualTo("cancelled");
        }
        HttpResponse<String> again = server.post("/api/finetune/cancel");
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body())
                .isEqualTo("{\"message\":\"No fine-tuning is running, so there is nothing to cancel.\"}");
    }

    @Test
    void aServerThatStopsTellsItsStreams() {
        try (EventClient stream = server.fineTune()) {
            stream.nextEvent();
            server.close();

            List<Event> rest = stream.rest();
            assertThat(rest).hasSize(1);
            assertThat(rest.get(0).type()).isEqualTo("error");
            assertThat(rest.get(0).message()).contains("The server stopped during this run");
        }
    }

    @Test
    void anEarlierServersRunIsShownFromTheStart() {
        Event first;
        try (EventClient stream = server.fineTune()) {
            first = stream.nextEvent();
        }
        restart(TestServer.in(home));

        assertThat(server.get("/api/runs/" + first.runId()).body()).contains("\"state\":\"interrupted\"");
        try (EventClient stream = server.events("/api/runs/" + first.runId() + "/events")) {
            assertThat(stream.rest()).hasSize(2).first().isEqualTo(first);
        }
    }

    @Test
    void aSilentRunHasHeartbeats() throws IOException {
        restart(TestServer.in(home).heartbeat(Duration.ofMillis(20)));
        try (EventClient stream = server.fineTune()) {
            stream.nextEvent();
            int before = stream.comments();
            for (int i = 0; i < 5; i++) {
                stream.nextComment();
            }
            assertThat(stream.comments()).isGreaterThanOrEqualTo(before + 5);
        }
    }

    /** No event and no heartbeat comes within the test, so nothing but the hang-up itself can tell. */
    @Test
    void aClientThatHangsUpFreesItsPlaceAtOnce() {
        restart(TestServer.in(home).heartbeat(Duration.ofHours(1)));
        List<EventClient> tabs = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            EventClient tab = server.fineTune();
            tab.nextEvent();
            tabs.add(tab);
        }
        assertThat(server.server().openStreams()).isEqualTo(20);
        tabs.forEach(EventClient::close);
        awaitStreams(0);
        assertThat(server.log).isEmpty();
    }

    @Test
    void aClientThatDoesNotReadHoldsUpNobody() throws IOException {
        String large = "x".repeat(1000);
        String[] script = IntStream.range(0, 20_001)
                .mapToObj(i -> i < 20_000 ? note(large) : RESULT)
                .toArray(String[]::new);
        runs(script);
        try (Socket slow = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            String request = "GET /api/finetune/run?model=minilm&epochs=2 HTTP/1.1\r\nHost: 127.0.0.1:" + server.port();
            slow.getOutputStream().write((request + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            InputStream unread = slow.getInputStream();
            assertThat(unread.read()).isEqualTo('H'); // it is being answered

            try (EventClient stream = server.fineTune()) {
                assertThat(stream.rest()).hasSize(20_001);
            }
            assertThat(server.server().openStreams()).as("the slow one").isEqualTo(1);
            assertThat(server.get("/api/health").statusCode()).isEqualTo(200);
        }
        awaitStreams(0);
    }

    @Test
    void streamsHaveALimitAndBelowItAllElseIsAnswered() {
        List<EventClient> tabs = new ArrayList<>();
        for (int i = 0; i < EventStreams.MOST; i++) {
            tabs.add(server.fineTune());
        }
        tabs.forEach(tab -> assertThat(tab.nextEvent().number()).isEqualTo(1));

        HttpResponse<String> tooMany = server.get("/api/finetune/run?model=minilm&epochs=2");
        assertThat(tooMany.statusCode()).isEqualTo(503);
        assertThat(tooMany.headers().firstValue("Retry-After")).contains("10");
        assertThat(tooMany.body()).contains("256 event streams are open", "Close some pages");
        for (int i = 0; i < 50; i++) {
            assertThat(server.get("/api/runs").statusCode()).isEqualTo(200);
        }

        tabs.remove(0).close();
        awaitStreams(EventStreams.MOST - 1);
        try (EventClient again = server.fineTune()) {
            assertThat(again.nextEvent().number()).isEqualTo(1);
        }
        tabs.forEach(EventClient::close);
        awaitStreams(0);
    }

    /** From now on a run does this. */
    private void runs(String... script) {
        restart(TestServer.in(home).run(script));
    }

    private void restart(TestServer.Builder other) {
        server.close();
        server = other.start();
    }

    private static String note(String message) {
        return "say {\"type\":\"progress\",\"message\":\"" + message + "\",\"phase\":\"note\"}";
    }

    private static Event last(EventClient stream) {
        try (stream) {
            List<Event> events = stream.rest();
            return events.get(events.size() - 1);
        }
    }

    private void awaitStreams(int count) {
        while (server.server().openStreams() != count) {
            Thread.onSpinWait();
        }
    }
}
