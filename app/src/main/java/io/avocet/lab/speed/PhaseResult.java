package io.avocet.lab.speed;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A phase that was measured, or why it was not. */
public final class PhaseResult {
    private final Phase phase;
    private final @Nullable Timings measured;
    private final String reason;
    private final boolean failed;

    private PhaseResult(Phase phase, @Nullable Timings measured, String reason, boolean failed) {
        this.phase = phase;
        this.measured = measured;
        this.reason = reason;
        this.failed = failed;
    }

    static PhaseResult of(Phase phase, Timings measured) {
        return new PhaseResult(phase, measured, "", false);
    }

    /** This machine does not have enough memory for it. */
    static PhaseResult tooLarge(Phase phase, String reason) {
        return new PhaseResult(phase, null, reason, false);
    }

    static PhaseResult failed(Phase phase, String reason) {
        return new PhaseResult(phase, null, reason, true);
    }

    public Phase phase() {
        return phase;
    }

    public Optional<Timings> measured() {
        return Optional.ofNullable(measured);
    }

    /** Why nothing was measured; empty if something was. */
    public String reason() {
        return reason;
    }

    /** Whether something went wrong that is not this machine's size. */
    public boolean isFailure() {
        return failed;
    }
}
