package io.avocet.http;

import io.avocet.app.Guessers;
import io.avocet.benchmark.TrainedModels.TrainedModel;
import io.avocet.data.Email;
import io.avocet.data.LabelSet;
import io.avocet.eval.Prediction;
import io.avocet.store.Guesser;
import io.avocet.store.KeptPrediction;
import io.avocet.store.LazyMailStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What emails are taken for: by the predictions that are kept; where a trained model has none yet, by the classifier. */
final class Guesses {
    private final LazyMailStore store;
    private final ModelRoutes models;
    private final LabelSet labels;
    private final WorkerGuesses worker;

    Guesses(LazyMailStore store, ModelRoutes models, LabelSet labels, WorkerGuesses worker) {
        this.store = store;
        this.models = models;
        this.labels = labels;
        this.worker = worker;
    }

    /** By the model that was trained last, or by the descriptions of the labels while there is none. */
    List<Optional<Guess>> of(List<Email> emails) {
        return of(models.newest(), emails);
    }

    /** By a trained model. */
    List<Optional<Guess>> of(TrainedModel model, List<Email> emails) {
        return of(Optional.of(model), emails);
    }

    private List<Optional<Guess>> of(Optional<TrainedModel> model, List<Email> emails) {
        Map<String, Guess> known = new HashMap<>(kept(Guessers.of(model, labels), emails));
        List<Email> unknown = new ArrayList<>(emails);
        unknown.removeIf(email -> known.containsKey(email.contentHash()));
        if (model.isPresent() && !unknown.isEmpty()) {
            List<Optional<Prediction>> asked = worker.of(model.get(), unknown);
            for (int i = 0; i < unknown.size(); i++) {
                String id = unknown.get(i).contentHash();
                asked.get(i)
                        .ifPresent(guess -> known.put(id, new Guess(model.get().name(), guess)));
            }
        }
        return emails.stream()
                .map(email -> Optional.ofNullable(known.get(email.contentHash())))
                .toList();
    }

    private Map<String, Guess> kept(Guesser guesser, List<Email> emails) {
        List<String> ids = emails.stream().map(Email::contentHash).toList();
        Map<String, Guess> guesses = new HashMap<>();
        store.get()
                .flatMap(open -> open.predictions().of(ids))
                .filter(kept -> kept.guesser().equals(guesser))
                .ifPresent(kept -> {
                    for (KeptPrediction each : kept.byEmail().values()) {
                        guesses.put(each.contentHash(), new Guess(guesser.model(), Guessers.prediction(guesser, each)));
                    }
                });
        return guesses;
    }
}
