package io.avocet.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and SIGTERM: asks the work to stop at its next safe point and keeps the process until it has. The exit code is
 * then the signal's own, such as 130.
 */
public final class Interruption {
    private static final long PATIENCE_SECONDS = 60;

    private final CountDownLatch done = new CountDownLatch(1);
    private volatile boolean requested;

    private Interruption() {}

    /** Listens from now on. */
    public static Interruption onSignal() {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(new Thread(interruption::requestAndWait, "interruption"));
        return interruption;
    }

    /** One that never comes. */
    public static Interruption never() {
        return new Interruption();
    }

    public boolean isRequested() {
        return requested;
    }

    /** Called once at the end of all work; says whether the process may end with an exit code of its own. */
    public boolean finished() {
        boolean byItself = !requested;
        done.countDown();
        return byItself;
    }

    private void requestAndWait() {
        if (done.getCount() == 0) {
            return;
        }
        requested = true;
        System.err.println("Stopping at the next safe point…");
        try {
            if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(EXIT_BY_FORCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final int EXIT_BY_FORCE = 130;
}
