package io.avocet.run;

import java.util.Locale;

/** What a run tells while it goes: a sentence for a person, numbers for a page. No event holds an email's text. */
public sealed interface RunEvent {
    /** One line for a person. */
    String message();

    /** What was decided or is being done. */
    record Note(String message) implements RunEvent {}

    /** Something that the user may want to change. */
    record Warning(String message) implements RunEvent {}

    /**
     * One update is done.
     *
     * @param update updates done, over all epochs
     * @param updates updates of all epochs
     * @param loss training loss of this update
     * @param etaSeconds time left if no epoch is saved
     */
    record Progress(int epoch, int epochs, int update, int updates, double loss, double learningRate, double etaSeconds)
            implements RunEvent {
        @Override
        public String message() {
            return String.format(
                    Locale.ROOT,
                    "Epoch %d/%d  update %d/%d  loss %.4f  learning rate %.2e  %s left",
                    epoch,
                    epochs,
                    update,
                    updates,
                    loss,
                    learningRate,
                    duration(etaSeconds));
        }
    }

    /**
     * One epoch is done and scored on the validation rows.
     *
     * @param best whether this is the best epoch so far
     */
    record EpochScored(EpochRecord epoch, int epochs, boolean best) implements RunEvent {
        @Override
        public String message() {
            return String.format(
                    Locale.ROOT,
                    "Epoch %d/%d  loss %.4f  validation macro-F1 %.3f  accuracy %.3f  (%s)%s",
                    epoch.epoch(),
                    epochs,
                    epoch.loss(),
                    epoch.macroF1(),
                    epoch.accuracy(),
                    duration(epoch.seconds()),
                    best ? "  best so far" : "");
        }
    }

    /**
     * One model of a benchmark has classified some emails.
     *
     * @param modelNumber its place among the models that run, from 1
     * @param etaSeconds time left for this model
     */
    record EmailsDone(
            String model,
            int modelNumber,
            int models,
            int emailsDone,
            int emails,
            double emailsPerSecond,
            double etaSeconds)
            implements RunEvent {
        @Override
        public String message() {
            return String.format(
                    Locale.ROOT,
                    "%s: %d of %d emails, %s a second, %s left",
                    model,
                    emailsDone,
                    emails,
                    rate(emailsPerSecond),
                    duration(etaSeconds));
        }
    }

    /** A rate for a person: nobody needs to know hundreds to a tenth. */
    static String rate(double perSecond) {
        return String.format(Locale.ROOT, perSecond < 100 ? "%.1f" : "%.0f", perSecond);
    }

    /** Seconds as a person says them, such as {@code 2 min 05 s}. */
    static String duration(double seconds) {
        long rounded = Math.round(seconds);
        if (rounded < 60) {
            return rounded + " s";
        }
        if (rounded < 3600) {
            return String.format(Locale.ROOT, "%d min %02d s", rounded / 60, rounded % 60);
        }
        return String.format(Locale.ROOT, "%d h %02d min", rounded / 3600, rounded % 3600 / 60);
    }
}
