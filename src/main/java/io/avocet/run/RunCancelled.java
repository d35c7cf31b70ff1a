package io.avocet.run;

/** The user stopped the work. */
public final class RunCancelled extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message what was stopped, and what is left of it */
    public RunCancelled(String message) {
        super(message);
    }

    /** @param updatesDone updates before the run stopped */
    public RunCancelled(int updatesDone) {
        this("Stopped after " + updatesDone
                + " updates. Nothing was saved; an earlier model of this name is as it was.");
    }
}
