package io.avocet.cli;

/** Exit codes in addition to those of {@link io.avocet.error.UserError.Kind}. */
final class ExitCodes {
    static final int OK = 0;

    /** A bug: the trace says where. */
    static final int BUG = 1;

    /** The command line itself is wrong. */
    static final int USAGE = 2;

    /** {@code avocet doctor} found something that does not run. */
    static final int PROBLEM = 9;

    /** Stopped by the user, as shells number SIGINT. */
    static final int CANCELLED = 130;

    private ExitCodes() {}
}
