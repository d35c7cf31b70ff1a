package io.avocet.hub;

import static io.avocet.hub.HubFixture.ID;
import static io.avocet.hub.HubFixture.WEIGHTS;
import static io.avocet.testing.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.error.UserError;
import io.avocet.hub.FakeHub.Fault;
import io.avocet.testing.ChildProcess;
import io.avocet.testing.ChildProcesses;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two that want the same model at once. */
@Tag("slow")
@Timeout(120)
class HubTogetherTest {
    @RegisterExtension
    final ChildProcesses processes = new ChildProcesses();

    @TempDir
    Path temp;

    private final CountDownLatch downloading = new CountDownLatch(1);
    private final CountDownLatch mayGoOn = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HubFixture fixture;

    @BeforeEach
    void holdTheFirstDownload() {
        fixture = new HubFixture(temp);
        Fault held = (exchange, content) -> {
            downloading.countDown();
            await(mayGoOn);
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
        };
        fixture.hub.next(WEIGHTS, held);
    }

    @AfterEach
    void stop() {
        mayGoOn.countDown();
        threads.shutdownNow();
        fixture.close();
    }

    @Test
    void twoThreadsDownloadOnce() throws Exception {
        Future<Path> first = threads.submit(() -> fixture.download());
        await(downloading);
        Path second = fixture.models().download(ID, lettingGoOn()).folder();
        assertThat(first.get()).isEqualTo(second);
        assertDownloadedOnce(second);
    }

    @Test
    void twoProcessesDownloadOnce() throws Exception {
        ChildProcess first = processes.java(OtherProcess.class, fixture.hub.endpoint(), fixture.cache.toString());
        await(downloading);
        Path second = fixture.models().download(ID, lettingGoOn()).folder();
        assertThat(first.end()).isEqualTo(new ChildProcess.Ended(0, "", ""));
        assertDownloadedOnce(second);
    }

    @Test
    void aModelThatIsBeingDownloadedIsNotRemoved() throws Exception {
        Future<Path> download = threads.submit(() -> fixture.download());
        await(downloading);
        CachedModel model = fixture.models().cached(ID).orElseThrow();
        assertThat(model.whole()).isFalse();
        assertRefused(UserError.Kind.BUSY, () -> fixture.models().remove(model));
        mayGoOn.countDown();
        assertThat(download.get().resolve(WEIGHTS)).exists();
        fixture.models().remove(model);
        assertThat(fixture.models().cached()).isEmpty();
    }

    /** Once it waits for the other, the other may go on. */
    private DownloadListener lettingGoOn() {
        return new DownloadListener() {
            @Override
            public void progress(DownloadProgress progress) {}

            @Override
            public void note(String message) {
                if (message.equals("Waiting for another process that is downloading " + WEIGHTS + ".")) {
                    mayGoOn.countDown();
                }
            }
        };
    }

    private void assertDownloadedOnce(Path snapshot) {
        assertThat(fixture.hub.downloads(WEIGHTS)).hasSize(1);
        assertThat(snapshot.resolve(WEIGHTS)).hasBinaryContent(HubFixture.bytes(200_000));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Downloads the model in a process of its own. */
    static final class OtherProcess {
        private OtherProcess() {}

        public static void main(String[] arguments) {
            BaseModels models = new BaseModels(Map.of("HF_ENDPOINT", arguments[0], "HF_HUB_CACHE", arguments[1]));
            models.download(ID, DownloadListener.SILENT);
        }
    }
}
