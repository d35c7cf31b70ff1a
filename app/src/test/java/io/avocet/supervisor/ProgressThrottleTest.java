package io.avocet.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.run.RunEvent;
import io.avocet.supervisor.ProgressThrottle.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressThrottleTest {
    private static final Duration INTERVAL = Duration.ofMillis(250);

    private final List<String> passed = new ArrayList<>();
    private long now;
    private final ProgressThrottle throttle =
            new ProgressThrottle(INTERVAL, () -> now, progress -> passed.add(progress.message()));

    @Test
    void updatesPassAtIntervals() {
        for (int i = 0; i < 100; i++) {
            throttle.offer(update("update " + i, 1));
            now += Duration.ofMillis(50).toNanos();
        }
        assertThat(passed).hasSize(20).startsWith("update 0", "update 5", "update 10");
    }

    @Test
    void theLastUpdateOfAnEpochPassesBeforeTheNextEpoch() {
        throttle.offer(update("first", 1));
        throttle.offer(update("between", 1));
        throttle.offer(update("last of 1", 1));
        throttle.offer(update("first of 2", 2));
        throttle.offer(update("last of 2", 2));
        throttle.flush();
        throttle.flush();
        assertThat(passed).containsExactly("first", "last of 1", "last of 2");
    }

    @Test
    void everythingElsePassesAtOnceAndInOrder() {
        throttle.offer(update("first", 1));
        throttle.offer(update("last", 1));
        throttle.offer(other("epoch 1 scored"));
        throttle.offer(other("warning"));
        throttle.offer(update("soon after", 2));
        throttle.offer(other("note"));
        assertThat(passed).containsExactly("first", "last", "epoch 1 scored", "warning", "soon after", "note");
    }

    private static Progress update(String message, int epoch) {
        return new Progress("{}", message, new RunEvent.Progress(epoch, 2, 1, 1, 0, 0, 0));
    }

    private static Progress other(String message) {
        return new Progress("{}", message, new RunEvent.Note(message));
    }
}
