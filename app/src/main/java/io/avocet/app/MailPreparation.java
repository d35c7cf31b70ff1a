package io.avocet.app;

import io.avocet.adapter.EmailVectors;
import io.avocet.adapter.EmbeddingAdapter;
import io.avocet.adapter.LabelDescriptions;
import io.avocet.benchmark.TrainedModels.TrainedModel;
import io.avocet.data.Email;
import io.avocet.data.LabelSet;
import io.avocet.eval.Prediction;
import io.avocet.run.RunCancelled;
import io.avocet.run.RunListener;
import io.avocet.store.Guesser;
import io.avocet.store.KeptPrediction;
import io.avocet.store.MailStore;
import io.avocet.store.UnlabelledEmails;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The work of {@link PrepareMail} on one store, what is asked for first coming first. */
final class MailPreparation {
    /** Emails between two commits: a few seconds. */
    private static final int GROUP = 64;

    /** Emails on which the page shows a guess first. */
    private static final int NEWEST = 2_000;

    private final MailStore store;
    private final LabelDescriptions descriptions;
    private final Guesser guesser;
    private final Optional<TrainedModel> model;
    private final EmailVectors encoder;
    private final WarmClassifier classifier;
    private final RunListener listener;

    /** @param model that guesses; empty for the descriptions of the labels */
    MailPreparation(
            MailStore store,
            LabelSet labels,
            Optional<TrainedModel> model,
            EmailVectors encoder,
            WarmClassifier classifier,
            RunListener listener) {
        this.store = store;
        this.descriptions = LabelDescriptions.of(labels);
        this.guesser = Guessers.of(model, labels);
        this.model = model;
        this.encoder = encoder;
        this.classifier = classifier;
        this.listener = listener;
    }

    void run(List<PreparedText> labelled) {
        Set<String> ids = labelled.stream().map(PreparedText::id).collect(Collectors.toSet());
        UnlabelledEmails unlabelled = store.unlabelled(ids);
        store.removeStalePreparations(ids);
        store.predictions().begin(guesser);
        if (model.isEmpty()) {
            embedDescriptions();
            guess(labelled, true);
            guess(unlabelled.poolWithoutPrediction(PrepareMail.POOL));
            return;
        }
        guess(labelled, true);
        List<Long> missing = unlabelled.withoutPrediction();
        guess(missing.subList(0, Math.min(NEWEST, missing.size())));
        embedDescriptions();
        inGroups(labelled, group -> vectors(group, true));
        inGroups(unlabelled.poolWithoutVector(PrepareMail.POOL), group -> vectors(stored(group), false));
        guess(unlabelled.poolWithoutPrediction(PrepareMail.POOL));
        guess(unlabelled.withoutPrediction());
    }

    private void embedDescriptions() {
        List<String> texts = descriptions.withLabels();
        if (!store.vectors().descriptions().keySet().containsAll(texts)) {
            List<float[]> vectors = encoder.of(descriptions);
            store.vectors()
                    .keepDescriptions(IntStream.range(0, texts.size())
                            .boxed()
                            .collect(Collectors.toMap(texts::get, vectors::get, (first, same) -> first)));
        }
    }

    private void guess(List<Long> storedIds) {
        inGroups(storedIds, group -> guessGroup(stored(group), false));
    }

    private void guess(List<PreparedText> emails, boolean areLabelled) {
        inGroups(emails, group -> guessGroup(group, areLabelled));
    }

    private <T> void inGroups(List<T> all, Consumer<List<T>> work) {
        for (int from = 0; from < all.size(); from += GROUP) {
            if (listener.isCancelled()) {
                throw new RunCancelled("Stopped. What was prepared is kept.");
            }
            work.accept(all.subList(from, Math.min(all.size(), from + GROUP)));
        }
    }

    private List<PreparedText> stored(List<Long> ids) {
        return store.find(ids).stream()
                .map(email -> new PreparedText(email.contentHash(), email.email()))
                .toList();
    }

    /** Predicts and keeps, but for those that have a prediction. */
    private void guessGroup(List<PreparedText> group, boolean areLabelled) {
        Set<String> known = store.predictions()
                .of(ids(group))
                .map(kept -> kept.byEmail().keySet())
                .orElse(Set.of());
        List<PreparedText> unknown =
                group.stream().filter(email -> !known.contains(email.id())).toList();
        if (unknown.isEmpty()) {
            return;
        }
        List<Prediction> predictions = predictions(unknown, areLabelled);
        List<KeptPrediction> kept = new ArrayList<>();
        for (int i = 0; i < predictions.size(); i++) {
            Prediction prediction = predictions.get(i);
            kept.add(new KeptPrediction(
                    unknown.get(i).id(),
                    prediction.label(),
                    prediction.confidence(),
                    DoubleStream.of(prediction.probabilities()).boxed().toList()));
        }
        if (!store.predictions().keep(guesser, kept, areLabelled)) {
            throw new RunCancelled("Stopped: another process has begun to predict with another model.");
        }
    }

    private List<Prediction> predictions(List<PreparedText> emails, boolean areLabelled) {
        if (model.isPresent()) {
            Path folder = Path.of(model.get().entry().modelId());
            return classifier.classify(folder, emailsOf(emails), listener::isCancelled);
        }
        Map<String, float[]> ofDescriptions = store.vectors().descriptions();
        List<float[]> labels =
                descriptions.withLabels().stream().map(ofDescriptions::get).toList();
        return vectors(emails, areLabelled).stream()
                .map(vector -> new Prediction(descriptions.labels(), EmbeddingAdapter.probabilities(vector, labels)))
                .toList();
    }

    /** The kept vectors, in order; those that are missing are computed and kept. */
    private List<float[]> vectors(List<PreparedText> group, boolean areLabelled) {
        Map<String, float[]> vectors = new HashMap<>(store.vectors().of(ids(group)));
        List<PreparedText> unknown =
                group.stream().filter(email -> !vectors.containsKey(email.id())).toList();
        if (!unknown.isEmpty()) {
            List<float[]> computed = encoder.of(emailsOf(unknown));
            Map<String, float[]> fresh = new HashMap<>();
            for (int i = 0; i < unknown.size(); i++) {
                fresh.put(unknown.get(i).id(), computed.get(i));
            }
            store.vectors().keep(fresh, areLabelled);
            vectors.putAll(fresh);
        }
        return group.stream().map(email -> vectors.get(email.id())).toList();
    }

    private static List<String> ids(List<PreparedText> emails) {
        return emails.stream().map(PreparedText::id).toList();
    }

    private static List<Email> emailsOf(List<PreparedText> emails) {
        return emails.stream().map(PreparedText::email).toList();
    }
}
