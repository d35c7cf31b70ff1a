package io.avocet.train;

/** Seconds that passed while it ran. It starts running. */
final class Stopwatch {
    private long started = System.nanoTime();
    private long nanos;
    private boolean running = true;

    void pause() {
        nanos += running ? System.nanoTime() - started : 0;
        running = false;
    }

    void resume() {
        if (!running) {
            started = System.nanoTime();
            running = true;
        }
    }

    double seconds() {
        return (nanos + (running ? System.nanoTime() - started : 0)) / 1e9;
    }
}
