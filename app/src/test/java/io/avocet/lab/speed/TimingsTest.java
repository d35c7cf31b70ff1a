package io.avocet.lab.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.avocet.error.UserError;
import io.avocet.run.Compute;
import io.avocet.run.DeviceChoice;
import io.avocet.run.PrecisionChoice;
import io.avocet.run.RunEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TimingsTest {
    @Test
    void theMedianIsTheMiddleValueOrTheMeanOfTheTwoInTheMiddle() {
        assertThat(measured(3.0, 1.0, 100.0).median()).isEqualTo(3.0);
        assertThat(measured(4.0, 1.0, 100.0, 2.0).median()).isEqualTo(3.0);
        assertThat(measured(4.0, 1.0, 100.0).least()).isEqualTo(1.0);
        assertThat(measured(4.0, 1.0, 100.0).most()).isEqualTo(100.0);
        assertThatThrownBy(TimingsTest::measured).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatAProcessPrintsIsWhatTheOtherReads() throws IOException {
        Timings measured = measured(1.5, 2.5);
        assertThat(Timings.ofJson(measured.toJson())).isEqualTo(measured);
        assertThat(measured.toJson()).doesNotContain("\n");
    }

    @Test
    void theFirstUpdatesAndTheTimeBetweenEpochsAreNotMeasured() {
        long[] now = {0};
        UpdateClock clock = new UpdateClock(() -> now[0], () -> false);
        // Two epochs of five updates, 40 emails each. The first two updates are slow; validation takes a minute.
        long[] secondsOfUpdate = {50, 50, 1, 1, 1, 60 + 2, 2, 2, 2, 2};
        for (int i = 0; i < secondsOfUpdate.length; i++) {
            now[0] += secondsOfUpdate[i] * 1_000_000_000L;
            clock.on(new RunEvent.Progress(1 + i / 5, 2, 1 + i, 10, 1.0, 1e-5, 0));
        }
        // Eight emails an update, one second each after the third; then two seconds each after the sixth.
        assertThat(clock.rates(40)).containsExactly(8.0, 4.0);
    }

    @Test
    void anEpochWithOneUpdateGivesNoRate() {
        UpdateClock clock = new UpdateClock(System::nanoTime, () -> false);
        clock.on(new RunEvent.Progress(1, 1, 1, 1, 1.0, 1e-5, 0));
        assertThat(clock.rates(8)).isEmpty();
    }

    @Test
    void aGivenCheckpointGoesWithOneModel() {
        assertThatThrownBy(() -> new SpeedRequest(
                        List.of(ModelShape.of("minilm"), ModelShape.of("bge-m3")),
                        List.of(Phase.TRAIN),
                        true,
                        Optional.of("folder"),
                        Optional.empty(),
                        new Compute(PrecisionChoice.AUTO, DeviceChoice.AUTO, 0)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("--base-model folder goes with one --model");
    }

    @Test
    void aProcessIsToldTheThreadsOnlyIfTheUserNamesThem() {
        assertThat(request(0).arguments()).noneMatch(argument -> argument.startsWith("--threads"));
        assertThat(request(2).arguments()).contains("--threads=2", "--phase=train", "--precision=bf16");
    }

    private static PhaseRequest request(int threads) {
        Path folder = Path.of("folder");
        return new PhaseRequest(
                Phase.TRAIN,
                ModelShape.of("minilm"),
                folder,
                folder,
                folder,
                2,
                32,
                8,
                new Compute(PrecisionChoice.BF16, DeviceChoice.CPU, threads));
    }

    private static Timings measured(Double... values) {
        return new Timings(List.of(values), 85, "cpu", "fp32", 2, 1_000_000);
    }
}
