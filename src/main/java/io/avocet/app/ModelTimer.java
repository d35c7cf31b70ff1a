package io.avocet.app;

import io.avocet.benchmark.BenchmarkRow;
import io.avocet.benchmark.ModelRun.Speed;
import io.avocet.data.Email;
import io.avocet.error.UserError;
import io.avocet.eval.ClassifierAdapter;
import io.avocet.eval.Prediction;
import io.avocet.run.RunCancelled;
import io.avocet.run.RunEvent;
import io.avocet.run.RunListener;
import io.avocet.tensor.ComputeDevice;
import io.avocet.tensor.MemoryUse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Loads a classifier, lets it classify all rows, and takes its time and memory. */
final class ModelTimer {
    private static final int BATCH = 64;
    private static final int WARM_UP_EMAILS = 3;
    private static final int TIMED_EMAILS = 25;

    /** A line of progress at most this often. */
    private static final double PROGRESS_SECONDS = 2;

    private final ClassifierAdapter adapter;
    private final ComputeDevice device;
    private final RunListener listener;
    private @Nullable RuntimeException lastFailure;

    ModelTimer(ClassifierAdapter adapter, ComputeDevice device, RunListener listener) {
        this.adapter = adapter;
        this.device = device;
        this.listener = listener;
    }

    /**
     * What a classifier did.
     *
     * @param predictions one for each row, null for a failure
     */
    record Result(List<@Nullable Prediction> predictions, Speed speed) {}

    /**
     * Runs over all rows.
     *
     * @throws UserError if the classifier cannot be had
     * @throws io.avocet.run.RunCancelled if the listener cancels
     */
    Result run(List<BenchmarkRow> rows) {
        MemoryUse.resetPeak(device);
        long start = System.nanoTime();
        listener.on(new RunEvent.Note(adapter.name() + ": loading " + adapter.modelId()));
        adapter.load();
        double loadSeconds = secondsSince(start);

        List<Email> emails = rows.stream().map(BenchmarkRow::email).toList();
        classifyEach(emails.subList(0, Math.min(WARM_UP_EMAILS, emails.size())));
        start = System.nanoTime();
        List<@Nullable Prediction> predictions = classifyAll(emails);
        reportFailures(predictions);
        double emailsPerSecond = emails.size() / secondsSince(start);
        double latencyMs = medianMilliseconds(emails.subList(0, Math.min(TIMED_EMAILS, emails.size())));
        return new Result(predictions, new Speed(latencyMs, emailsPerSecond, loadSeconds, MemoryUse.peakBytes(device)));
    }

    private void reportFailures(List<@Nullable Prediction> predictions) {
        long failures = predictions.stream().filter(Objects::isNull).count();
        if (failures == predictions.size() && lastFailure instanceof UserError error) {
            throw error;
        }
        if (failures > 0) {
            listener.on(new RunEvent.Warning(adapter.name() + ": " + failures + " of " + predictions.size()
                    + " predictions failed, the last with: " + lastFailure));
        }
    }

    private List<@Nullable Prediction> classifyAll(List<Email> emails) {
        List<@Nullable Prediction> predictions = new ArrayList<>(emails.size());
        long start = System.nanoTime();
        double lastProgress = 0;
        for (int from = 0; from < emails.size(); from += BATCH) {
            predictions.addAll(classifyBatch(emails.subList(from, Math.min(emails.size(), from + BATCH))));
            double seconds = secondsSince(start);
            if (seconds - lastProgress >= PROGRESS_SECONDS || predictions.size() == emails.size()) {
                lastProgress = seconds;
                listener.on(progress(predictions.size(), emails.size(), seconds));
            }
            if (listener.isCancelled()) {
                throw new RunCancelled(predictions.size());
            }
        }
        return predictions;
    }

    private RunEvent progress(int done, int all, double seconds) {
        return new RunEvent.Note(String.format(
                Locale.ROOT,
                "%s: %d of %d emails, %.1f a second, %s left",
                adapter.name(),
                done,
                all,
                done / seconds,
                RunEvent.duration(seconds / done * (all - done))));
    }

    /** A batch that fails is tried again email by email, so that only the emails at fault count as failures. */
    private List<@Nullable Prediction> classifyBatch(List<Email> emails) {
        try {
            return new ArrayList<>(adapter.classify(emails));
        } catch (RuntimeException e) {
            return classifyEach(emails);
        }
    }

    private List<@Nullable Prediction> classifyEach(List<Email> emails) {
        List<@Nullable Prediction> predictions = new ArrayList<>(emails.size());
        for (Email email : emails) {
            predictions.add(classifyOne(email));
        }
        return predictions;
    }

    private @Nullable Prediction classifyOne(Email email) {
        try {
            return adapter.classify(List.of(email)).get(0);
        } catch (RuntimeException e) {
            lastFailure = e;
            return null;
        }
    }

    private double medianMilliseconds(List<Email> emails) {
        double[] milliseconds = emails.stream()
                .mapToDouble(email -> {
                    long start = System.nanoTime();
                    classifyOne(email);
                    return secondsSince(start) * 1000;
                })
                .toArray();
        Arrays.sort(milliseconds);
        return milliseconds[milliseconds.length / 2];
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
