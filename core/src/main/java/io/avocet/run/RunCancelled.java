package io.avocet.run;

/** The user stopped the run. */
public final class RunCancelled extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message what was stopped, and what is kept */
    public RunCancelled(String message) {
        super(message);
    }

    /** @param updatesDone updates of a training before it stopped; nothing of it is kept */
    public RunCancelled(int updatesDone) {
        this("Stopped after " + updatesDone + (updatesDone == 1 ? " update" : " updates")
                + ". Nothing was saved; an earlier model of this name is as it was.");
    }
}
