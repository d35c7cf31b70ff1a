package io.avocet.benchmark;

import io.avocet.benchmark.BenchmarkJobs.Place;
import io.avocet.benchmark.ModelRun.Speed;
import io.avocet.data.Email;
import io.avocet.error.UserError;
import io.avocet.eval.ClassifierAdapter;
import io.avocet.eval.Prediction;
import io.avocet.eval.TokenCut;
import io.avocet.run.RunCancelled;
import io.avocet.run.RunEvent;
import io.avocet.run.RunListener;
import io.avocet.tensor.ComputeDevice;
import io.avocet.tensor.MemoryUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Loads a classifier, lets it classify all rows, and takes its time and memory. */
final class ModelTimer {
    /** Emails that are classified together at most; fewer where they would take longer than {@link #GROUP_SECONDS}. */
    private static final int LARGEST_GROUP = 64;

    /** A group is half as large after one that took longer: a large model must not be deaf to Ctrl-C for minutes. */
    private static final double GROUP_SECONDS = 4;

    private static final int WARM_UP_EMAILS = 3;

    /** Emails that are timed one by one, as far as {@link #TIMING_SECONDS} reach. */
    private static final int TIMED_EMAILS = 25;

    private static final double TIMING_SECONDS = 20;

    /** A line of progress at most this often. */
    private static final double PROGRESS_SECONDS = 2;

    private final ClassifierAdapter adapter;
    private final ComputeDevice device;
    private final Place place;
    private final RunListener listener;
    private @Nullable RuntimeException lastFailure;

    ModelTimer(ClassifierAdapter adapter, ComputeDevice device, Place place, RunListener listener) {
        this.adapter = adapter;
        this.device = device;
        this.place = place;
        this.listener = listener;
    }

    /**
     * What a classifier did.
     *
     * @param predictions one for each row, null for a failure
     * @param tokenCut null for a classifier without tokens
     */
    record Result(
            List<@Nullable Prediction> predictions,
            Speed speed,
            @Nullable TokenCut tokenCut) {}

    /**
     * Runs over all rows.
     *
     * @param rows at least one
     * @throws UserError if the classifier is not available
     * @throws RunCancelled if the listener cancels before every row is classified
     */
    Result run(List<BenchmarkRow> rows) {
        MemoryUse.resetPeak(device);
        long start = System.nanoTime();
        listener.on(new RunEvent.Note(adapter.name() + ": loading " + adapter.modelId()));
        adapter.load();
        double loadSeconds = secondsSince(start);

        List<Email> emails = rows.stream().map(BenchmarkRow::email).toList();
        for (Email email : first(WARM_UP_EMAILS, emails)) {
            goOn(0, emails.size());
            classifyOne(email);
        }
        start = System.nanoTime();
        List<@Nullable Prediction> predictions = classifyAll(emails);
        double emailsPerSecond = emails.size() / secondsSince(start);
        reportFailures(predictions);
        double latencyMs = medianMilliseconds(first(TIMED_EMAILS, emails));
        long peakBytes = MemoryUse.peakBytes(device);
        return new Result(
                predictions,
                new Speed(latencyMs, emailsPerSecond, loadSeconds, peakBytes),
                adapter.tokenCut(emails).orElse(null));
    }

    private List<@Nullable Prediction> classifyAll(List<Email> emails) {
        List<@Nullable Prediction> predictions = new ArrayList<>(emails.size());
        long start = System.nanoTime();
        double before = 0;
        double lastProgress = 0;
        int size = 1;
        while (predictions.size() < emails.size()) {
            goOn(predictions.size(), emails.size());
            int from = predictions.size();
            predictions.addAll(classifyGroup(emails.subList(from, Math.min(emails.size(), from + size))));
            double seconds = secondsSince(start);
            if (seconds - lastProgress >= PROGRESS_SECONDS || predictions.size() == emails.size()) {
                lastProgress = seconds;
                listener.on(progress(predictions.size(), emails.size(), seconds));
            }
            size = nextSize(size, seconds - before);
            before = seconds;
        }
        return predictions;
    }

    private static int nextSize(int size, double seconds) {
        if (seconds > GROUP_SECONDS) {
            return Math.max(1, size / 2);
        }
        return seconds < GROUP_SECONDS / 2 ? Math.min(LARGEST_GROUP, size * 2) : size;
    }

    private void goOn(int done, int all) {
        if (listener.isCancelled()) {
            throw new RunCancelled("Stopped during " + adapter.name() + ", after " + done + " of " + all + " emails.");
        }
    }

    private RunEvent progress(int done, int all, double seconds) {
        return new RunEvent.EmailsDone(
                adapter.name(), place.number(), place.of(), done, all, done / seconds, seconds / done * (all - done));
    }

    /** A group that fails is tried again email by email, so that only the emails at fault count as failures. */
    private List<@Nullable Prediction> classifyGroup(List<Email> emails) {
        try {
            return new ArrayList<>(adapter.classify(emails));
        } catch (RuntimeException e) {
            List<@Nullable Prediction> predictions = new ArrayList<>(emails.size());
            emails.forEach(email -> predictions.add(classifyOne(email)));
            return predictions;
        }
    }

    private @Nullable Prediction classifyOne(Email email) {
        try {
            return adapter.classify(List.of(email)).get(0);
        } catch (RuntimeException e) {
            lastFailure = e;
            return null;
        }
    }

    /** A classifier that failed on every email is not available. */
    private void reportFailures(List<@Nullable Prediction> predictions) {
        long failures = predictions.stream().filter(Objects::isNull).count();
        if (failures == predictions.size() && lastFailure != null) {
            throw lastFailure;
        }
        if (failures > 0) {
            listener.on(new RunEvent.Warning(adapter.name() + ": " + failures + " of " + predictions.size()
                    + " predictions failed, the last with: " + reason(lastFailure)));
        }
    }

    private double medianMilliseconds(List<Email> emails) {
        List<Double> milliseconds = new ArrayList<>();
        long start = System.nanoTime();
        for (Email email : emails) {
            long before = System.nanoTime();
            classifyOne(email);
            milliseconds.add(secondsSince(before) * 1000);
            if (secondsSince(start) > TIMING_SECONDS || listener.isCancelled()) {
                break;
            }
        }
        milliseconds.sort(null);
        return milliseconds.get(milliseconds.size() / 2);
    }

    private static List<Email> first(int count, List<Email> emails) {
        return emails.subList(0, Math.min(count, emails.size()));
    }

    private static String reason(@Nullable RuntimeException failure) {
        return failure instanceof UserError error ? error.getMessage() : "a bug in Avocet, " + failure;
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
