package io.avocet.hub;

import static io.avocet.hub.FakeHub.content;
import static io.avocet.hub.FakeHub.cutAfter;
import static io.avocet.hub.FakeHub.status;
import static io.avocet.hub.HubFixture.ID;
import static io.avocet.hub.HubFixture.WEIGHTS;
import static io.avocet.testing.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.avocet.error.UserError;
import io.avocet.hub.FakeHub.Fault;
import io.avocet.hub.FakeHub.Request;
import io.avocet.testing.ClosedPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A network and a Hub that misbehave. */
@Tag("slow")
class HubTroubleTest extends WithHub {
    @Test
    void aCutDownloadGoesOnWhereItWasCut() {
        hub.next(WEIGHTS, cutAfter(120_000));
        assertWeights(fixture.download());
        assertThat(hub.downloads(WEIGHTS)).extracting(Request::range).containsExactly("", "bytes=120000-");
        assertThat(fixture.notes).anyMatch(note -> note.endsWith("; trying again in 1 s."));
    }

    @Test
    void theNextRunGoesOnWhereAKilledOneStopped() throws IOException {
        Path incomplete = fixture.repository().incomplete(FakeHub.sha256(BYTES));
        Files.createDirectories(incomplete.getParent());
        Files.write(incomplete, Arrays.copyOf(BYTES, 50_000));
        assertWeights(fixture.download());
        assertThat(hub.downloads(WEIGHTS)).extracting(Request::range).containsExactly("bytes=50000-");
        assertThat(incomplete).doesNotExist();
    }

    @Test
    void whatIsReceivedInFullIsNotAskedForAgain() throws IOException {
        Path incomplete = fixture.repository().incomplete(FakeHub.sha256(BYTES));
        Files.createDirectories(incomplete.getParent());
        Files.write(incomplete, BYTES);
        assertWeights(fixture.download());
        assertThat(hub.downloads(WEIGHTS)).isEmpty();
    }

    @Test
    void aServerThatIgnoresTheRangeSendsAllAnew() {
        hub.next(WEIGHTS, cutAfter(120_000), content(BYTES));
        assertWeights(fixture.download());
        assertThat(hub.downloads(WEIGHTS)).extracting(Request::range).containsExactly("", "bytes=120000-");
    }

    @Test
    void anotherRangeThanAskedForIsNotUsed() {
        Fault otherRange = (exchange, content) -> {
            exchange.getResponseHeaders().set("Content-Range", "bytes 5-9/200000");
            exchange.sendResponseHeaders(206, 5);
            exchange.getResponseBody().write(content, 5, 5);
        };
        hub.next(WEIGHTS, cutAfter(120_000), otherRange);
        assertWeights(fixture.download());
    }

    @Test
    void aRangeThatCannotBeMetStartsAnew() {
        hub.next(WEIGHTS, cutAfter(120_000), status(416));
        assertWeights(fixture.download());
        assertThat(hub.downloads(WEIGHTS)).extracting(Request::range).containsExactly("", "bytes=120000-", "");
    }

    @Test
    void aWrongHashIsDiscardedAndTriedOnce() {
        hub.next(WEIGHTS, content(damaged()));
        assertWeights(fixture.download());
        assertThat(fixture.notes)
                .anyMatch(note -> note.equals(
                        "model.safetensors arrived damaged and was discarded; it is downloaded once more."));
    }

    @Test
    void aHashThatIsWrongTwiceFailsAndLeavesNothing() throws IOException {
        hub.next(WEIGHTS, content(damaged()), content(damaged()));
        assertThatThrownBy(fixture::download)
                .isInstanceOf(UserError.class)
                .hasMessage("model.safetensors of the base model " + ID + " arrived damaged twice: its hash should be "
                        + FakeHub.sha256(BYTES) + " and is " + FakeHub.sha256(damaged())
                        + ". It was discarded. Check the proxy, or try again later.");
        assertThat(fixture.tree()).noneMatch(path -> path.contains(FakeHub.sha256(BYTES)) || path.contains("refs"));
        assertThatThrownBy(() -> fixture.models().resolve(ID))
                .hasMessageContaining("incomplete: it has no model.safet");
    }

    @Test
    void aSmallFileIsCheckedByTheHashOfGit() {
        byte[] other = "{\"model_type\": \"roberta-v2\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        hub.next("config.json", content(other), content(other));
        assertThatThrownBy(fixture::download)
                .hasMessageStartingWith("config.json of the base model " + ID + " arrived");
    }

    private static byte[] damaged() {
        byte[] damaged = BYTES.clone();
        damaged[100] ^= 1;
        return damaged;
    }

    @Test
    void aBlobOfAnotherSizeIsFetchedAnew() throws IOException {
        Path blob = fixture.repository().blob(FakeHub.sha256(BYTES));
        Files.createDirectories(blob.getParent());
        Files.writeString(blob, "cut");
        assertWeights(fixture.download());
    }

    @Test
    void moreBytesThanAnnouncedAreNotTaken() {
        hub.next(WEIGHTS, content(HubFixture.bytes(200_001)));
        assertWeights(fixture.download());
    }

    @Test
    void tooManyRequestsWaitsAsLongAsTheServerSays() {
        hub.next("main", status(429, "Retry-After", "77"));
        assertWeights(fixture.download());
        assertThat(fixture.paused()).isEqualTo(Duration.ofSeconds(77));
        assertThat(fixture.notes).contains("HTTP status 429 from 127.0.0.1; trying again in 77 s.");
    }

    @Test
    void aPauseThatWouldTakeTooLongIsNotMade() {
        hub.next("main", status(429, "Retry-After", "3600"));
        assertThatThrownBy(fixture::download).isInstanceOf(UserError.class).hasMessageContaining("HTTP status 429");
        assertThat(fixture.pauses).isEmpty();
    }

    @Test
    void aServerErrorIsTriedAgainAfterPausesThatGrow() {
        hub.next("main", status(500), status(502), status(503), status(504));
        assertWeights(fixture.download());
        assertThat(fixture.paused()).isBetween(Duration.ofSeconds(15), Duration.ofMillis(22_500));
    }

    @Test
    void afterFiveServerErrorsItGivesUp() {
        hub.next("main", status(500), status(500), status(500), status(500), status(500));
        assertFails(UserError.Kind.SYSTEM)
                .hasMessageStartingWith(
                        "The base model " + ID + " could not be downloaded from " + hub.endpoint()
                                + ": HTTP status 500 from 127.0.0.1. Check the network, the proxy (HTTPS_PROXY) and HF_ENDPOINT");
    }

    @Test
    void failuresThatBringSomethingDoNotAddUp() {
        for (int part = 0; part < 8; part++) {
            int from = part * 20_000;
            hub.next(WEIGHTS, (exchange, content) -> {
                if (from > 0) {
                    exchange.getResponseHeaders().set("Content-Range", "bytes " + from + "-199999/200000");
                }
                exchange.sendResponseHeaders(from > 0 ? 206 : 200, content.length - from);
                exchange.getResponseBody().write(content, from, 20_000);
                exchange.getResponseBody().flush();
            });
        }
        assertWeights(fixture.download());
    }

    @Test
    void aRefusalOfTheCdnAsksTheHubForAFreshAddress() {
        hub.next(WEIGHTS, status(403));
        assertWeights(fixture.download());
    }

    @Test
    void aServerThatFallsSilentIsLeftAndResumed() {
        Fault silent = (exchange, content) -> {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content, 0, 70_000);
            exchange.getResponseBody().flush();
            sleep(3000);
        };
        hub.next(WEIGHTS, silent);
        assertWeights(fixture.download(Duration.ofMillis(500)));
        assertThat(hub.downloads(WEIGHTS)).extracting(Request::range).containsExactly("", "bytes=70000-");
        assertThat(fixture.notes).contains("no data for 500 ms; trying again in 1 s.");
    }

    @Test
    void aServerThatIsSlowButNotSilentIsWaitedFor() {
        Fault trickle = (exchange, content) -> {
            exchange.sendResponseHeaders(200, content.length);
            for (int from = 0; from < content.length; from += 20_000) {
                exchange.getResponseBody().write(content, from, 20_000);
                exchange.getResponseBody().flush();
                sleep(150);
            }
        };
        hub.next(WEIGHTS, trickle);
        assertWeights(fixture.download(Duration.ofSeconds(1)));
        assertThat(hub.downloads(WEIGHTS)).hasSize(1);
    }

    @Test
    void aServerThatDoesNotAnswerIsLeft() {
        hub.next("main", (exchange, content) -> sleep(2000));
        assertWeights(fixture.download(Duration.ofMillis(300)));
        assertThat(fixture.notes).contains("no answer within 300 ms; trying again in 1 s.");
    }

    private static void sleep(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void theTokenGoesToTheHubAndNeverToTheCdn() {
        hub.requiredToken = "hf_secret";
        fixture.environment.put("HF_TOKEN", "hf_secret");
        assertWeights(fixture.download());
        assertThat(hub.requests())
                .allMatch(request ->
                        request.authorization().equals(request.server().equals("hub") ? "Bearer hf_secret" : ""))
                .anyMatch(request -> request.server().equals("cdn"));
    }

    @Test
    void theTokenOfTheFileIsUsed() throws IOException {
        hub.requiredToken = "hf_filed";
        Files.createDirectories(temp.resolve(".cache/huggingface"));
        Files.writeString(temp.resolve(".cache/huggingface/token"), "hf_filed\n");
        assertWeights(fixture.download());
    }

    @Test
    void aGatedModelIsToldWithThePageOfItsTerms() {
        hub.requiredToken = "hf_secret";
        assertFails(UserError.Kind.NOT_FOUND)
                .hasMessage(
                        "The base model " + ID + " is gated: open " + hub.endpoint() + "/" + ID + ", accept its terms,"
                                + " and set HF_TOKEN to a token of that account that may read it (none is set).");
        fixture.environment.put("HF_TOKEN", "hf_other");
        assertFails(UserError.Kind.NOT_FOUND)
                .hasMessageContaining("(the one that is set was not enough)")
                .hasMessageNotContaining("hf_other");
    }

    @Test
    void aFileThatIsGatedAloneIsToldTheSameWay() {
        hub.next("config.json", status(403));
        assertFails(UserError.Kind.NOT_FOUND).hasMessageContaining(" is gated: open ");
    }

    @Test
    void whatTheHubDoesNotShowIsMissingOrPrivate() {
        hub.next("main", status(401, "X-Error-Code", "RepoNotFound"));
        assertFails(UserError.Kind.NOT_FOUND)
                .hasMessageStartingWith(
                        "There is no base model " + ID + " at " + hub.endpoint()
                                + ", or it is private or gated. Check its spelling; if it is not open to all, accept its terms at ");
    }

    @Test
    void aModelThatDoesNotExistIsTold() {
        assertThatThrownBy(() -> fixture.models().download("org/other", fixture))
                .isInstanceOf(UserError.class)
                .hasMessage("There is no base model org/other at " + hub.endpoint() + ". Check its spelling.");
        assertThat(fixture.pauses).isEmpty();
    }

    @Test
    void whatIsNoHubIsTold() {
        hub.next("main", content("<html>Please sign in</html>".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        assertFails(UserError.Kind.SYSTEM)
                .hasMessage("The answer of " + hub.endpoint() + " for the base model " + ID
                        + " is not that of a Hugging Face Hub: it is not JSON. Check HF_ENDPOINT and the proxy.");
    }

    @Test
    void redirectsThatNeverEndAreLeft() {
        Fault[] circle = new Fault[6];
        Arrays.fill(circle, status(307, "Location", "/api/models/" + ID + "/revision/main"));
        hub.next("main", circle);
        assertFails(UserError.Kind.SYSTEM).hasMessageContaining("it redirects more than 5 times");
    }

    @Test
    void aModelThatWasRenamedIsFollowed() {
        hub.next("main", status(307, "Location", "/api/models/" + ID + "/revision/main"));
        assertWeights(fixture.download());
    }

    @Test
    void withoutANetworkTheEndpointAndTheCacheAreNamed() throws IOException {
        int closedPort = ClosedPort.find();
        fixture.environment.put("HF_ENDPOINT", "http://127.0.0.1:" + closedPort + "/");
        assertFails(UserError.Kind.SYSTEM)
                .hasMessageContaining("could not be downloaded from http://127.0.0.1:" + closedPort
                        + ": the connection to 127.0.0.1:" + closedPort + " was refused. Check the network")
                .hasMessageContaining("Once a model is in the cache, no network is needed.")
                .hasMessageNotContaining("null")
                .hasMessageNotContaining("Exception");
        assertThat(fixture.notes)
                .filteredOn(note -> note.contains("trying again"))
                .hasSize(1);
    }

    @Test
    void offlineNothingIsAskedFor() {
        fixture.environment.put("HF_HUB_OFFLINE", "yes");
        assertThatThrownBy(() -> fixture.models().resolve(ID, fixture))
                .isInstanceOf(UserError.class)
                .hasMessage("The base model " + ID + " is not on this machine: it is not in the Hugging Face cache "
                        + fixture.cache + ". HF_HUB_OFFLINE forbids downloading it: unset it, and fetch it with 'avocet"
                        + " models pull " + ID + "', or use a checkpoint folder in its place.");
        assertFails(UserError.Kind.BAD_INPUT)
                .hasMessage("HF_HUB_OFFLINE is set, so the base model " + ID
                        + " is not downloaded. Unset it, and run again.");
        assertThat(hub.requests()).isEmpty();
    }

    @Test
    void aCacheThatCannotBeWrittenIsNamed() throws IOException {
        Files.createFile(fixture.cache);
        assertFails(UserError.Kind.SYSTEM).hasMessageContaining(fixture.cache.toString());
    }

    private void assertWeights(Path snapshot) {
        assertThat(snapshot.resolve(WEIGHTS)).hasBinaryContent(BYTES);
        assertThat(fixture.repository().incomplete(FakeHub.sha256(BYTES))).doesNotExist();
    }

    private AbstractThrowableAssert<?, ?> assertFails(UserError.Kind kind) {
        return assertRefused(kind, fixture::download);
    }
}
