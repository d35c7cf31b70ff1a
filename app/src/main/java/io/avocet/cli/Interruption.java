package io.avocet.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C, SIGTERM, and to the child of a server the end of its standard input: asks the work to stop at its next safe point. A
 * signal keeps the process until the work has stopped, and the exit code is then the signal's own, such as 130; after the end of
 * input it is 130 too; work for which being stopped is normal (a server) ends with 0. A thread blocked on input is not waited for.
 * Work that does not stop in time is ended by force.
 */
public final class Interruption {
    private static final Duration SHUTDOWN_GRACE = Duration.ofSeconds(60);
    private static final long LOOK_MILLIS = 50;
    private static final int EXIT_BY_FORCE = 130;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile boolean signalled;
    private volatile boolean ordinaryEnd;
    private volatile boolean waitingForInput;

    private Interruption() {}

    /** Listens from now on. */
    public static Interruption onSignal() {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(new Thread(interruption::onShutdown, "interruption"));
        return interruption;
    }

    /** One that never comes. */
    public static Interruption never() {
        return new Interruption();
    }

    public boolean isRequested() {
        return asked.getCount() == 0;
    }

    /** Waits until a stop is asked for. */
    void await() throws InterruptedException {
        asked.await();
    }

    /** The work was stopped and has ended well: the exit code is 0, also after a signal. */
    void isOrdinaryEnd() {
        ordinaryEnd = true;
    }

    /**
     * Reads the input from now on and takes its end as a request to stop: the server that holds its other end is gone, or wants
     * no more of this process.
     */
    public void stopAtEndOf(InputStream in) {
        stopAtEndOf(in, SHUTDOWN_GRACE);
    }

    void stopAtEndOf(InputStream in, Duration grace) {
        Thread watch = new Thread(
                () -> {
                    try {
                        in.transferTo(OutputStream.nullOutputStream());
                    } catch (IOException e) {
                        // treated as its end
                    }
                    requestAndWait(grace);
                },
                "end of input");
        watch.setDaemon(true);
        watch.start();
    }

    /**
     * The same input, on which nobody waits once a stop is asked for: a read from a pipe or a keyboard may never end. Only the
     * caller's own thread counts; who reads in another can stop by itself.
     */
    InputStream watched(InputStream in) {
        Thread worker = Thread.currentThread();
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                waitingForInput = Thread.currentThread() == worker;
                try {
                    return super.read();
                } finally {
                    waitingForInput = false;
                }
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                waitingForInput = Thread.currentThread() == worker;
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
        boolean byItself = !signalled;
        done.countDown();
        return byItself;
    }

    private void onShutdown() {
        if (done.getCount() > 0) {
            signalled = true;
            requestAndWait(SHUTDOWN_GRACE);
            if (ordinaryEnd) {
                Runtime.getRuntime().halt(ExitCodes.OK); // nothing else changes the exit code that a signal gives
            }
        }
    }

    /** Asks for the stop, and waits until the work is done. */
    void requestAndWait(Duration grace) {
        if (done.getCount() == 0) {
            return;
        }
        if (!isRequested()) {
            System.err.println("Stopping at the next safe point…");
        }
        asked.countDown(); // after that line, so that the work's last words come last
        try {
            for (long waited = 0; !done.await(LOOK_MILLIS, TimeUnit.MILLISECONDS) && !waitingForInput; ) {
                waited += LOOK_MILLIS;
                if (waited >= grace.toMillis()) {
                    Runtime.getRuntime().halt(EXIT_BY_FORCE);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
