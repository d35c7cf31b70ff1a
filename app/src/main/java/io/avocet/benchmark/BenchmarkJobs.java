package io.avocet.benchmark;

import io.avocet.error.UserError;
import io.avocet.run.RunCancelled;
import io.avocet.run.RunEvent;
import io.avocet.run.RunListener;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Runs the classifiers of a benchmark one after the other; whatever becomes of one, the others have their turn. */
final class BenchmarkJobs {
    private static final String NOT_RUN = "not run: the benchmark was stopped before its end";

    private final RunListener listener;

    BenchmarkJobs(RunListener listener) {
        this.listener = listener;
    }

    /**
     * A classifier that is to run.
     *
     * @param work what gives its row, for its place among the jobs
     */
    record Job(String name, String modelId, Function<Place, ModelRun> work) {}

    /** Which of the jobs it is, from 1. */
    record Place(int number, int of) {}

    /**
     * What came of the jobs.
     *
     * @param runs one for each job
     * @param stopped whether some did not run because the listener cancelled
     */
    record Outcome(List<ModelRun> runs, boolean stopped) {}

    Outcome run(List<Job> jobs) {
        List<ModelRun> runs = new ArrayList<>();
        boolean stopped = false;
        for (int i = 0; i < jobs.size(); i++) {
            Job job = jobs.get(i);
            if (!stopped && listener.isCancelled()) {
                stopped = true;
                warn("Stopped before " + job.name() + ". What is finished follows.");
            }
            try {
                runs.add(stopped ? failed(job, NOT_RUN) : run(job, new Place(i + 1, jobs.size())));
            } catch (RunCancelled e) {
                stopped = true;
                warn(e.getMessage() + " What is finished follows.");
                runs.add(failed(job, "not finished: the benchmark was stopped"));
            }
        }
        return new Outcome(runs, stopped);
    }

    private ModelRun run(Job job, Place place) {
        try {
            return job.work().apply(place);
        } catch (RunCancelled e) {
            throw e;
        } catch (UserError e) {
            warn(job.name() + ": cannot be scored: " + e.getMessage());
            return failed(job, e.getMessage());
        } catch (OutOfMemoryError e) {
            warn(job.name() + ": cannot be scored: it needs more memory than Java may use.");
            return failed(job, "it needs more memory than Java may use; allow more with AVOCET_JAVA_OPTS=-Xmx8g");
        } catch (RuntimeException e) {
            warn(job.name() + ": this is a bug in Avocet. Please report it with these lines.\n" + trace(e));
            return failed(job, "a bug in Avocet (" + e.getClass().getSimpleName() + "); please report it");
        }
    }

    private static ModelRun failed(Job job, String reason) {
        return ModelRun.failed(job.name(), job.modelId(), reason);
    }

    private static String trace(RuntimeException failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        return trace.toString().strip();
    }

    private void warn(String message) {
        listener.on(new RunEvent.Warning(message));
    }
}
