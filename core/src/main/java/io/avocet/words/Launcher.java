package io.avocet.words;

/** The commands of Avocet as this user types them. */
public final class Launcher {
    private Launcher() {}

    /** By what name Avocet was called, such as {@code ./avocet}; the launcher says it in the system property {@code avocet.command}. */
    public static String name() {
        return System.getProperty("avocet.command", "avocet");
    }

    /**
     * A command to run, for a message.
     *
     * @param arguments such as {@code models pull minilm}
     */
    public static String command(String arguments) {
        return name() + " " + arguments;
    }
}
