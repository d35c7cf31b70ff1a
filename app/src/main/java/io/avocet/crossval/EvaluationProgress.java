package io.avocet.crossval;

import io.avocet.run.RunEvent;
import io.avocet.run.RunListener;
import java.io.InputStream;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Passes on what trainings tell, with the updates counted over all trainings and the time that is left for all of them. Work is
 * counted in forward passes of a row; one to train on costs three, since a backward pass costs two.
 */
final class EvaluationProgress implements RunListener {
    private static final int PASSES_OF_A_TRAINING_ROW = 3;

    /** Updates that are not measured: the first are slow. */
    private static final int WARM_UP = 2;

    /** Updates after which the time is said. */
    private static final int MEASURED = 12;

    private final RunListener listener;
    private final LongSupplier nanoTime;
    private final int trainings;
    private final int updatesOfAll;
    private final double workOfAll;
    private double workBefore; // of the trainings before this one
    private double passedOver; // work that was not needed
    private int updatesBefore;
    private Training current = new Training(0, 0, 0, 0);
    private long start;
    private double workAtStart = -1;
    private double workDone;
    private boolean said;

    /**
     * One training.
     *
     * @param trainingRows that it trains on
     * @param otherRows that it predicts after each epoch
     */
    record Training(int trainingRows, int otherRows, int epochs, int updates) {
        double work() {
            return (double) epochs * (PASSES_OF_A_TRAINING_ROW * trainingRows + otherRows);
        }
    }

    /** @param trainings that are still to be done */
    EvaluationProgress(List<Training> trainings, RunListener listener, LongSupplier nanoTime) {
        this.listener = listener;
        this.nanoTime = nanoTime;
        this.trainings = trainings.size();
        this.updatesOfAll = trainings.stream().mapToInt(Training::updates).sum();
        this.workOfAll = trainings.stream().mapToDouble(Training::work).sum();
    }

    /** The next training begins. */
    void begin(Training training) {
        current = training;
    }

    /** The training has ended, perhaps early. */
    void end() {
        workBefore += current.work();
        updatesBefore += current.updates();
        passedOver = workBefore - workDone;
    }

    @Override
    public void on(RunEvent event) {
        if (!(event instanceof RunEvent.Progress update)) {
            listener.on(event);
            return;
        }
        workDone = workBefore - passedOver + current.work() * update.update() / update.updates();
        if (workAtStart < 0 && update.update() >= WARM_UP) {
            workAtStart = workDone;
            start = nanoTime.getAsLong();
        }
        double left = secondsLeft(update.etaSeconds());
        sayOnce(update, left);
        listener.on(new RunEvent.Progress(
                update.epoch(),
                update.epochs(),
                updatesBefore + update.update(),
                updatesOfAll,
                update.loss(),
                update.learningRate(),
                left));
    }

    /** @param unmeasured what is said before anything is measured */
    private double secondsLeft(double unmeasured) {
        double measured = workDone - workAtStart;
        if (workAtStart < 0 || measured <= 0) {
            return unmeasured;
        }
        double seconds = (nanoTime.getAsLong() - start) / 1e9;
        return seconds / measured * (workOfAll - passedOver - workDone);
    }

    private void sayOnce(RunEvent.Progress update, double left) {
        if (!said && update.update() >= Math.min(MEASURED, update.updates())) {
            said = true;
            listener.on(new RunEvent.Note("As measured on the first updates, "
                    + (trainings == 1 ? "the training takes" : "the " + trainings + " trainings take") + " about "
                    + RunEvent.duration(left) + "."));
        }
    }

    @Override
    public boolean isCancelled() {
        return listener.isCancelled();
    }

    @Override
    public InputStream watched(InputStream in) {
        return listener.watched(in);
    }
}
