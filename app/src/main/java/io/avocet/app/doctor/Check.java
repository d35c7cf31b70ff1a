package io.avocet.app.doctor;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One thing that was looked at: what was found, and what to do if that is not as it should be. */
public final class Check {
    /** How a check went. */
    public enum State {
        OK,
        /** Avocet runs, but worse than it could. */
        WARNING,
        /** Something does not run. */
        PROBLEM
    }

    private final String name;
    private final State state;
    private final String found;
    private final @Nullable String advice;

    private Check(String name, State state, String found, @Nullable String advice) {
        this.name = name;
        this.state = state;
        this.found = found;
        this.advice = advice;
    }

    static Check ok(String name, String found) {
        return new Check(name, State.OK, found, null);
    }

    static Check warning(String name, String found, String advice) {
        return new Check(name, State.WARNING, found, advice);
    }

    static Check problem(String name, String found, String advice) {
        return new Check(name, State.PROBLEM, found, advice);
    }

    public String name() {
        return name;
    }

    public State state() {
        return state;
    }

    public String found() {
        return found;
    }

    /** What to do; empty if all is well. */
    public Optional<String> advice() {
        return Optional.ofNullable(advice);
    }
}
