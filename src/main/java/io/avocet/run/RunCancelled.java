package io.avocet.run;

/** The user stopped the run; nothing of it is kept. */
public final class RunCancelled extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param updatesDone updates before the run stopped */
    public RunCancelled(int updatesDone) {
        super("Stopped after " + updatesDone
                + " updates. Nothing was saved; an earlier model of this name is as it was.");
    }
}
