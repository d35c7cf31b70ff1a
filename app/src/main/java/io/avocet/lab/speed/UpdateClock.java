package io.avocet.lab.speed;

import io.avocet.run.RunEvent;
import io.avocet.run.RunListener;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Notes when each update of a training was done. */
final class UpdateClock implements RunListener {
    /** The first updates of a run allocate memory and wake code; they are not measured. */
    static final int WARM_UP_UPDATES = 3;

    private record Tick(int update, long nanos) {}

    private final Map<Integer, List<Tick>> byEpoch = new LinkedHashMap<>();
    private final LongSupplier nanoTime;
    private final BooleanSupplier cancelled;
    private int updatesPerEpoch;

    UpdateClock(LongSupplier nanoTime, BooleanSupplier cancelled) {
        this.nanoTime = nanoTime;
        this.cancelled = cancelled;
    }

    @Override
    public void on(RunEvent event) {
        if (event instanceof RunEvent.Progress progress) {
            byEpoch.computeIfAbsent(progress.epoch(), epoch -> new ArrayList<>())
                    .add(new Tick(progress.update(), nanoTime.getAsLong()));
            updatesPerEpoch = progress.updates() / progress.epochs();
        }
    }

    @Override
    public boolean isCancelled() {
        return cancelled.getAsBoolean();
    }

    /**
     * Emails a second in each epoch, from the end of its first update to the end of its last: what lies between epochs does not
     * count. An epoch with no update to measure gives none.
     *
     * @param emailsPerEpoch training rows
     */
    List<Double> rates(int emailsPerEpoch) {
        List<Double> rates = new ArrayList<>();
        byEpoch.forEach((epoch, ticks) -> {
            List<Tick> measured = ticks.stream()
                    .filter(tick -> tick.update() >= WARM_UP_UPDATES)
                    .toList();
            if (measured.size() > 1) {
                Tick first = measured.get(0);
                Tick last = measured.get(measured.size() - 1);
                double emails = (last.update() - first.update()) * (double) emailsPerEpoch / updatesPerEpoch;
                rates.add(emails / ((last.nanos() - first.nanos()) / 1e9));
            }
        });
        return rates;
    }
}
