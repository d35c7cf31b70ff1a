package io.avocet.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.http.EventClient.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** 200 pages that lose their stream and reconnect, over and over, while a training goes on. */
@Tag("slow")
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReconnectStormTest {
    private static final int CLIENTS = 200;
    private static final Duration STORM = Duration.ofSeconds(Long.getLong("avocet.storm.seconds", 4));

    @TempDir
    Path home;

    @Test
    void everyClientIsServedEachTimeAndTheRunIsWhole() throws Exception {
        Path end = home.resolve("end");
        String[] script = {"updates 500", "await-file " + end, "say {\"type\":\"result\",\"val_macro_f1\":0.5}"};
        try (TestServer server = TestServer.in(home).run(script).start()) {
            Instant until = Instant.now().plus(STORM);
            AtomicInteger streams = new AtomicInteger();
            AtomicInteger refused = new AtomicInteger();
            ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
            List<Future<?>> work = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                work.add(clients.submit(() -> reconnect(server, until, streams, refused)));
            }
            while (Instant.now().isBefore(until)) {
                assertThat(server.get("/api/health").statusCode()).isEqualTo(200);
            }
            for (Future<?> client : work) {
                client.get();
            }
            clients.shutdown();

            assertThat(refused).hasValue(0);
            assertThat(streams).hasValueGreaterThan(CLIENTS);
            assertThat(server.get("/api/runs").body()).containsOnlyOnce("\"id\"");
            assertWhole(server, end);
            assertThat(server.log).isEmpty();
        }
    }

    /** As an EventSource does: a stream, the connection breaks, the same address again with the last id. */
    private static void reconnect(TestServer server, Instant until, AtomicInteger streams, AtomicInteger refused) {
        String lastEventId = "";
        while (Instant.now().isBefore(until)) {
            try (EventClient stream =
                    lastEventId.isEmpty() ? server.fineTune() : server.fineTune("Last-Event-ID", lastEventId)) {
                streams.incrementAndGet();
                if (stream.status() != 200) {
                    refused.incrementAndGet();
                } else if (lastEventId.isEmpty()) {
                    lastEventId = stream.nextEvent().id();
                }
            }
        }
    }

    private static void assertWhole(TestServer server, Path end) throws IOException {
        try (EventClient last = server.fineTune()) {
            Files.createFile(end);
            List<Event> all = last.rest();
            assertThat(all)
                    .extracting(Event::number)
                    .isEqualTo(IntStream.rangeClosed(1, all.size()).boxed().toList());
            assertThat(all.get(all.size() - 1).type()).isEqualTo("complete");
        }
        while (server.server().openStreams() > 0) {
            Thread.onSpinWait();
        }
    }
}
