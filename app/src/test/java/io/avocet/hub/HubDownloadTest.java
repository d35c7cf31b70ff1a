package io.avocet.hub;

import static io.avocet.hub.HubFixture.ID;
import static io.avocet.hub.HubFixture.WEIGHTS;
import static io.avocet.testing.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.avocet.error.UserError;
import io.avocet.hub.FakeHub.Request;
import io.avocet.run.RunCancelled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What a download leaves in the cache, when nothing goes wrong but the model itself. */
class HubDownloadTest extends WithHub {
    @Test
    void theCacheIsLaidOutAsPythonsLibraryDoesIt() throws IOException {
        Path snapshot = fixture.download();

        String weights = FakeHub.sha256(BYTES);
        String config = FakeHub.gitSha1("{\"model_type\": \"deberta-v2\"}".getBytes(StandardCharsets.UTF_8));
        String tokenizer = FakeHub.gitSha1("{}".getBytes(StandardCharsets.UTF_8));
        String tokenizerConfig = FakeHub.gitSha1("{\"a\": 1}".getBytes(StandardCharsets.UTF_8));
        assertThat(fixture.tree())
                .containsExactlyInAnyOrder(
                        "blobs/" + weights,
                        "blobs/" + config,
                        "blobs/" + tokenizer,
                        "blobs/" + tokenizerConfig,
                        "refs/main",
                        "snapshots/" + FakeHub.COMMIT + "/config.json -> ../../blobs/" + config,
                        "snapshots/" + FakeHub.COMMIT + "/model.safetensors -> ../../blobs/" + weights,
                        "snapshots/" + FakeHub.COMMIT + "/tokenizer.json -> ../../blobs/" + tokenizer,
                        "snapshots/" + FakeHub.COMMIT + "/tokenizer_config.json -> ../../blobs/" + tokenizerConfig);
        assertThat(fixture.repository().folder()).hasFileName("models--org--some-model");
        assertThat(fixture.repository().folder().resolve("refs/main")).hasContent(FakeHub.COMMIT);
        assertThat(snapshot.resolve(WEIGHTS)).hasBinaryContent(BYTES);
        assertThat(fixture.cache.resolve(".locks/models--org--some-model/" + weights + ".lock"))
                .exists();
    }

    @Test
    void whatIsCachedIsFoundWithoutTheNetwork() {
        Path snapshot = fixture.download();
        hub.close();
        assertThat(fixture.models().resolve(ID).folder()).isEqualTo(snapshot);
        assertThat(fixture.models().resolve(ID, fixture).folder()).isEqualTo(snapshot);
    }

    @Test
    void whatIsNotCachedIsDownloadedOnlyForWhoAsksForIt() {
        assertThatThrownBy(() -> fixture.models().resolve(ID)).hasMessageContaining("avocet models pull " + ID);
        assertThat(hub.requests()).isEmpty();
        assertThat(fixture.models().resolve(ID, fixture).folder().resolve(WEIGHTS))
                .exists();
    }

    @Test
    void aSecondDownloadAsksForTheNewestCommitAndTheSizesButForNoBytes() {
        fixture.download();
        hub.requests().clear();
        fixture.download();
        assertThat(hub.requests())
                .filteredOn(request -> request.method().equals("GET"))
                .extracting(Request::path)
                .containsExactly("/api/models/" + ID + "/revision/main");
    }

    @Test
    void aFileThatWasCutSinceIsFetchedAgain() throws IOException {
        Path snapshot = fixture.download();
        Path blob = fixture.repository().blob(FakeHub.sha256(BYTES));
        Files.write(blob, HubFixture.bytes(10));
        hub.requests().clear();

        fixture.download();

        assertThat(snapshot.resolve(WEIGHTS)).hasBinaryContent(BYTES);
        assertThat(hub.requests("GET", "config.json")).isEmpty();
    }

    @Test
    void aFileWithOtherBytesOfTheSameNumberIsFetchedAgainAndSaidToBeDamaged() throws IOException {
        Path snapshot = fixture.download();
        Path blob = fixture.repository().blob(FakeHub.sha256(BYTES));
        byte[] damaged = BYTES.clone();
        damaged[100_000] ^= 1;
        Files.write(blob, damaged);
        Path config = Files.write(snapshot.resolve("config.json").toRealPath(), new byte[28]);
        assertThat(config).as("of the same size").hasSize("{\"model_type\": \"deberta-v2\"}".length());

        fixture.download();

        assertThat(blob).hasBinaryContent(BYTES);
        assertThat(config).hasContent("{\"model_type\": \"deberta-v2\"}");
        assertThat(hub.requests("GET", "tokenizer.json")).as("which is whole").hasSize(1);
        assertThat(fixture.notes)
                .endsWith(
                        snapshot.resolve("config.json")
                                + " is damaged: its bytes are not those of the Hub. It is downloaded again.",
                        snapshot.resolve(WEIGHTS)
                                + " is damaged: its bytes are not those of the Hub. It is downloaded again.");
    }

    @Test
    void aFileThatWasCutIsFetchedAgainWhereThereAreNoLinks() throws IOException {
        fixture.refuseLinks();
        Path weights = fixture.download().resolve(WEIGHTS);
        Files.write(weights, HubFixture.bytes(10));
        fixture.download();
        assertThat(weights).hasBinaryContent(BYTES);
    }

    @Test
    void aNewCommitFetchesOnlyWhatChanged() throws IOException {
        Path first = fixture.download();
        hub.requests().clear();
        hub.commit = "f".repeat(40);
        hub.with("config.json", "{}");

        Path second = fixture.download();

        assertThat(hub.downloads(WEIGHTS)).isEmpty();
        assertThat(second).isNotEqualTo(first).hasFileName("f".repeat(40));
        assertThat(second.resolve("config.json")).hasContent("{}");
        assertThat(second.resolve(WEIGHTS)).hasBinaryContent(BYTES);
        assertThat(fixture.models().resolve(ID).folder()).isEqualTo(second);
    }

    @Test
    void onlyTheFilesOfABaseModelAreAskedFor() {
        fixture.download();
        assertThat(hub.requests())
                .extracting(Request::file)
                .doesNotContain("README.md", "pytorch_model.bin")
                .contains("config.json");
    }

    @Test
    void theShardsThatTheIndexNamesAreFetchedAndNoOthers() throws IOException {
        shards("model-00001.safetensors", "model-00002.safetensors");
        hub.with("model-00001.safetensors", HubFixture.bytes(20_000))
                .with("model-00002.safetensors", HubFixture.bytes(30_000))
                .with("model-of-another-run.safetensors", HubFixture.bytes(40_000));

        Path snapshot = fixture.download();

        assertThat(snapshot.resolve("model-00002.safetensors")).hasBinaryContent(HubFixture.bytes(30_000));
        assertThat(snapshot.resolve("model-of-another-run.safetensors")).doesNotExist();
        assertThat(fixture.models().resolve(ID).folder()).isEqualTo(snapshot);
        Files.delete(snapshot.resolve("model-00001.safetensors"));
        assertThatThrownBy(() -> fixture.models().resolve(ID))
                .hasMessageContaining(" is incomplete: it has no model-00001.safetensors");
    }

    @Test
    void aShardOutsideTheFolderIsRefused() {
        shards("../../evil.safetensors", "model-00002.safetensors");
        assertThatThrownBy(fixture::download)
                .isInstanceOf(UserError.class)
                .hasMessageContaining("weight_map sends a to \"../../evil.safetensors\"");
        assertNothingOutsideTheCache();
    }

    private void shards(String first, String second) {
        hub.without(WEIGHTS)
                .with(
                        "model.safetensors.index.json",
                        "{\"weight_map\": {\"a\": \"" + first + "\", \"b\": \"" + second + "\"}}");
    }

    @Test
    void namesThatLeadOutOfTheCacheAreNeverUsed() {
        hub.with("../../../evil", "x")
                .with("/etc/evil", "x")
                .with("..\\evil", "x")
                .with("sub/config.json", "x");
        fixture.download();
        assertThat(hub.requests()).extracting(Request::path).noneMatch(path -> path.contains("evil"));
        assertNothingOutsideTheCache();
    }

    @Test
    void aCommitOrAHashThatIsNoneIsRefused() {
        hub.commit = "../../../evil";
        assertThatThrownBy(fixture::download)
                .isInstanceOf(UserError.class)
                .hasMessageContaining("is not that of a Hugging Face Hub: its sha is not a commit. Check HF_ENDPOINT");
        assertThatThrownBy(() -> new RemoteFile("config.json", "../../evil", 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertNothingOutsideTheCache();
    }

    private void assertNothingOutsideTheCache() {
        assertThat(temp).isDirectoryNotContaining(path -> !path.equals(fixture.cache));
        assertThat(temp).isDirectoryNotContaining("regex:.*evil.*");
    }

    @Test
    void aModelThatIsOnlyAPickleIsRefusedBeforeAnythingIsFetched() {
        hub.without(WEIGHTS);
        assertRefused(UserError.Kind.BAD_INPUT, fixture::download)
                .hasMessage(
                        "The base model " + ID + " has its weights only in pytorch_model.bin, which is refused because"
                                + " it is a pickle, and a pickle can run code when it is read: choose a model that has"
                                + " model.safetensors, or convert it elsewhere and use that folder in its place.");
        assertThat(hub.requests()).hasSize(1);
    }

    @Test
    void aModelWithoutATokenizerIsRefused() {
        hub.without("tokenizer.json");
        assertThatThrownBy(fixture::download).hasMessageContaining("no tokenizer of a kind that can be used");
    }

    @Test
    void theProgressEndsWithAllBytes() {
        fixture.download();
        assertThat(fixture.progress)
                .isNotEmpty()
                .isSortedAccordingTo((a, b) -> Long.compare(a.bytesDone(), b.bytesDone()));
        DownloadProgress last = fixture.progress.get(fixture.progress.size() - 1);
        assertThat(last.bytesDone()).isEqualTo(last.bytesTotal()).isEqualTo(200_000 + 28 + 2 + 8);
        assertThat(last.bytesPerSecond()).isPositive();
        assertThat(last.secondsLeft()).hasValue(0);
    }

    @Test
    void aStoppedDownloadKeepsWhatItHas() throws IOException {
        DownloadListener impatient = new DownloadListener() {
            @Override
            public void progress(DownloadProgress progress) {}

            @Override
            public boolean isCancelled() {
                return !hub.downloads(WEIGHTS).isEmpty();
            }
        };
        assertThatThrownBy(() -> fixture.models().download(ID, impatient)).isInstanceOf(RunCancelled.class);
        assertThat(fixture.repository().blob(FakeHub.sha256(BYTES))).doesNotExist();
        assertThat(fixture.download().resolve(WEIGHTS)).hasBinaryContent(BYTES);
    }

    @Test
    void aDiskThatIsTooFullIsToldBeforeAnythingIsFetched() {
        fixture.machine = new HubMachine(
                fixture.machine.pause(), System::nanoTime, folder -> 150_000, Files::createSymbolicLink, 42);
        assertRefused(UserError.Kind.SYSTEM, fixture::download)
                .hasMessage("The base model " + ID
                        + " needs 200 kB (200038 bytes) more, and only 150 kB (150000 bytes) are" + " free in "
                        + fixture.cache + ". Make room, or set HF_HUB_CACHE to a folder elsewhere.");
        assertThat(hub.requests()).extracting(Request::method).doesNotContain("GET /" + WEIGHTS);
        assertThat(hub.downloads(WEIGHTS)).isEmpty();
    }

    @Test
    void whereThereAreNoLinksTheFilesThemselvesLieInTheSnapshot() throws IOException {
        fixture.refuseLinks();
        hub.with("added_tokens.json", "{}"); // the bytes of tokenizer.json: one blob, two names
        Path snapshot = fixture.download();
        assertThat(fixture.tree()).noneMatch(path -> path.contains("->") || path.contains("blobs/"));
        assertThat(snapshot.resolve(WEIGHTS)).hasBinaryContent(BYTES);
        assertThat(snapshot.resolve("added_tokens.json")).hasContent("{}");
        assertThat(fixture.models().resolve(ID).folder()).isEqualTo(snapshot);
    }
}
