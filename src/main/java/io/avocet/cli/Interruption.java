package io.avocet.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and SIGTERM: asks the work to stop at its next safe point and keeps the process until it has. Who waits for input
 * is not waited for. The exit code is then the signal's own, such as 130.
 */
public final class Interruption {
    private static final long PATIENCE_MILLIS = 60_000;
    private static final long LOOK_MILLIS = 50;

    private final CountDownLatch done = new CountDownLatch(1);
    private volatile boolean requested;
    private volatile boolean waitingForInput;

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

    /** The same input, on which nobody waits once a stop is asked for: a read from a pipe or a keyboard may never end. */
    InputStream watched(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                waitingForInput = true;
                try {
                    return super.read();
                } finally {
                    waitingForInput = false;
                }
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                waitingForInput = true;
                try {
                    return super.read(target, offset, length);
                } finally {
                    waitingForInput = false;
                }
            }
        };
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
        System.err.println("Stopping at the next safe point…");
        requested = true; // after that line, so that the work's last words come last
        try {
            for (long waited = 0; !done.await(LOOK_MILLIS, TimeUnit.MILLISECONDS) && !waitingForInput; ) {
                waited += LOOK_MILLIS;
                if (waited >= PATIENCE_MILLIS) {
                    Runtime.getRuntime().halt(EXIT_BY_FORCE);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final int EXIT_BY_FORCE = 130;
}
