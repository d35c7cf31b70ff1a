package io.avocet.hub;

import io.avocet.error.UserError;
import io.avocet.run.RunCancelled;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLException;

/** Repeats what the network failed, after pauses that grow and that differ from one process to the next. */
final class Retries {
    static final int ATTEMPTS = 5;

    /** Where there is no network, more would only keep the user waiting. */
    private static final int ATTEMPTS_TO_CONNECT = 2;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final Random jitter;
    private final Pause pause;
    private final HubTrouble trouble;
    private final DownloadListener listener;

    /** @param jitter makes each pause up to a half longer */
    Retries(Random jitter, Pause pause, HubTrouble trouble, DownloadListener listener) {
        this.jitter = jitter;
        this.pause = pause;
        this.trouble = trouble;
        this.listener = listener;
    }

    <T> T run(Attempt<T> attempt) {
        return run(() -> 0, attempt);
    }

    /**
     * Gives up after {@value #ATTEMPTS} failures in a row that brought nothing.
     *
     * @param bytesReceived grows as long as attempts bring something
     */
    <T> T run(LongSupplier bytesReceived, Attempt<T> attempt) {
        int failures = 0;
        while (true) {
            long before = bytesReceived.getAsLong();
            try {
                return attempt.run();
            } catch (IOException e) {
                failures = bytesReceived.getAsLong() > before ? 1 : failures + 1;
                Duration wait = pauseAfter(failures, e);
                if (failures >= (e instanceof NoConnection ? ATTEMPTS_TO_CONNECT : ATTEMPTS)
                        || e instanceof SSLException
                        || wait.compareTo(LONGEST_PAUSE) > 0) {
                    throw trouble.unreachable(e);
                }
                listener.note(HubTrouble.reason(e) + "; trying again in " + Math.max(1, wait.toSeconds()) + " s.");
                rest(wait);
            }
        }
    }

    private Duration pauseAfter(int failures, IOException failure) {
        Duration own = FIRST_PAUSE.multipliedBy(1L << (failures - 1));
        own = own.plusMillis((long) (own.toMillis() * jitter.nextDouble() / 2));
        Duration asked =
                failure instanceof HttpFailure answered ? answered.retryAfter().orElse(Duration.ZERO) : Duration.ZERO;
        return asked.compareTo(own) > 0 ? asked : own;
    }

    /** Waits, but not on if the download is no longer wanted. */
    void rest(Duration wait) {
        Duration slice = Duration.ofMillis(500);
        for (Duration left = wait; left.compareTo(Duration.ZERO) > 0; left = left.minus(slice)) {
            requireWanted(listener);
            try {
                pause.sleep(left.compareTo(slice) < 0 ? left : slice);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RunCancelled("Stopped while it was downloading.");
            }
        }
    }

    /** Stops a download that is no longer wanted. */
    static void requireWanted(DownloadListener listener) {
        if (listener.isCancelled()) {
            throw new RunCancelled("Stopped. What was downloaded is kept: the next download resumes there.");
        }
    }

    /** One attempt; an {@link IOException} asks for another, a {@link UserError} does not. */
    interface Attempt<T> {
        T run() throws IOException;
    }

    /** Waits; a test only notes how long. */
    interface Pause {
        void sleep(Duration duration) throws InterruptedException;
    }
}
