package io.avocet.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLogTest {
    private static final int EVENTS = 200; // more than three of its strides

    @TempDir
    Path folder;

    @Test
    void whateverIsAskedForIsReadWhetherTheLogWasWrittenHereOrFound() throws IOException {
        List<String> written = new ArrayList<>();
        try (EventLog log = EventLog.open(file())) {
            for (int i = 1; i <= EVENTS; i++) {
                written.add("{\"message\":\"Größe " + "x".repeat(i % 7) + i + "\"}");
                log.append(written.get(i - 1));
            }
            for (EventLog each : List.of(log, EventLog.open(file()))) {
                assertThat(each.count()).isEqualTo(EVENTS);
                for (int after = 0; after <= EVENTS; after++) {
                    assertThat(each.read(after, 10))
                            .as("after %d", after)
                            .isEqualTo(written.subList(after, Math.min(EVENTS, after + 10)));
                }
                assertThat(each.read(0, EVENTS + 1)).isEqualTo(written);
                assertThat(each.last()).containsExactly(written.get(EVENTS - 1));
            }
        }
    }

    @Test
    void aLineThatWasTornIsNoEventAndIsWrittenOver() throws IOException {
        Files.writeString(file(), "{}\n{\"a long torn line\":");
        try (EventLog log = EventLog.open(file())) {
            assertThat(log.count()).isEqualTo(1);
            log.append("[]");
            assertThat(log.read(0, 9)).containsExactly("{}", "[]");
        }
        assertThat(file()).hasContent("{}\n[]\n");
    }

    @Test
    void aLogThatBecameShorterGivesWhatIsLeft() throws IOException {
        try (EventLog log = EventLog.open(file())) {
            log.append("1");
            log.append("2");
            Files.writeString(file(), "1\n");
            assertThat(log.read(0, 2)).containsExactly("1");
        }
    }

    private Path file() {
        return folder.resolve("events.jsonl");
    }
}
