package io.avocet.http;

import io.avocet.benchmark.TrainedModels.TrainedModel;
import io.avocet.data.Email;
import io.avocet.error.UserError;
import io.avocet.eval.Prediction;
import io.avocet.supervisor.ClassificationWorker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * What a trained model takes emails for, as far as that can be said at once: labelling never waits long for a model. What comes too
 * late for one request is kept for the next.
 */
final class WorkerGuesses {
    /** Well above a few emails by a model that is loaded, well below the start of a process. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private static final int MOST_KEPT = 2_000;

    private final ClassificationWorker worker;
    private final Consumer<String> log;
    private final AtomicBoolean isAsking = new AtomicBoolean();
    private volatile String lastTrouble = "";
    private final Map<Key, Prediction> kept = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Prediction> eldest) {
            return size() > MOST_KEPT;
        }
    });

    /**
     * Names a guess.
     *
     * @param trained when the model was
     */
    private record Key(String model, String trained, String id) {
        static Key of(TrainedModel model, Email email) {
            return new Key(model.name(), model.info().timestamp(), email.contentHash());
        }
    }

    /** @param log warnings, for the person who started the server */
    WorkerGuesses(ClassificationWorker worker, Consumer<String> log) {
        this.worker = worker;
        this.log = log;
    }

    /** A guess for each email, in order; empty while the classifier is busy or out of order. */
    List<Optional<Prediction>> of(TrainedModel model, List<Email> emails) {
        askFor(model, emails);
        return emails.stream()
                .map(email -> Optional.ofNullable(kept.get(Key.of(model, email))))
                .toList();
    }

    private void askFor(TrainedModel model, List<Email> emails) {
        List<Email> unknown = new ArrayList<>();
        for (Email email : emails) {
            if (!kept.containsKey(Key.of(model, email))) {
                unknown.add(email.cutForFineTuning());
            }
        }
        if (unknown.isEmpty() || !isAsking.compareAndSet(false, true)) {
            return;
        }
        Thread asking = new Thread(() -> ask(model, unknown), "guesses");
        asking.setDaemon(true);
        asking.start();
        try {
            asking.join(LONGEST_WAIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask(TrainedModel model, List<Email> emails) {
        try {
            List<Prediction> predictions = worker.classify(Path.of(model.entry().modelId()), emails);
            for (int i = 0; i < emails.size(); i++) {
                kept.put(Key.of(model, emails.get(i)), predictions.get(i));
            }
        } catch (UserError e) {
            tell("Warning: no guesses by the model " + model.name() + ": " + e.getMessage());
        } catch (RuntimeException e) {
            tell(Failures.trace(e));
        } finally {
            isAsking.set(false);
        }
    }

    /** Once, though each request asks again. */
    private void tell(String trouble) {
        if (!trouble.equals(lastTrouble)) {
            lastTrouble = trouble;
            log.accept(trouble);
        }
    }
}
