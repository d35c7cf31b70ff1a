package io.avocet.http;

import io.avocet.annotation.KnownEmail;
import io.avocet.annotation.KnownEmails;
import io.avocet.benchmark.TrainedModels.TrainedModel;
import io.avocet.data.Email;
import io.avocet.data.LabelSet;
import io.avocet.error.UserError;
import io.avocet.eval.Prediction;
import io.avocet.store.EmailState;
import io.avocet.store.MailStore;
import io.avocet.store.StoredEmail;
import io.avocet.store.UnlabelledEmails;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is to be labelled: the next emails, one email, and how far labelling has come. */
final class LabelQueueRoutes {
    private static final int MOST_EMAILS = 50;
    private static final int USUAL_EMAILS = 10;

    private final KnownEmails emails;
    private final ModelRoutes models;
    private final Guesses guesses;
    private final Failures failures;
    private final long seed;

    /** Which emails come first. */
    private enum Strategy {
        NEWEST,
        RANDOM,
        SEARCH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @param seed of the random order */
    LabelQueueRoutes(KnownEmails emails, ModelRoutes models, Guesses guesses, Failures failures, long seed) {
        this.emails = emails;
        this.models = models;
        this.guesses = guesses;
        this.failures = failures;
        this.seed = seed;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/api/labels/counts", this::counts);
        routes.get("/api/labels/next", this::next);
        routes.get("/api/labels/emails/{id}", this::email);
    }

    private void counts(Context ctx) {
        Map<String, String> labels = labels();
        Optional<MailStore> store = emails.store().get();
        Wire.answer(
                ctx,
                new LabelWire.LabelCounts(
                        perLabel(labels),
                        store.map(open -> open.unlabelled(labels.keySet()).count())
                                .orElse(0L),
                        store.map(open -> open.count(EmailState.SKIPPED)).orElse(0L),
                        store.map(open -> open.count(EmailState.DISCARDED)).orElse(0L),
                        newSinceTraining(labels.keySet()),
                        store.isPresent()));
    }

    private Map<String, String> labels() {
        emails.log().refresh();
        return emails.log().labels();
    }

    /** All labels of the set in its order, those that no email has among them, then others by name. */
    private static Map<String, Integer> perLabel(Map<String, String> labels) {
        Map<String, Integer> others = new TreeMap<>();
        labels.values().forEach(label -> others.merge(label, 1, Integer::sum));
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (String label : LabelSet.CANONICAL.names()) {
            Integer count = others.remove(label);
            counts.put(label, count == null ? 0 : count);
        }
        counts.putAll(others);
        return counts;
    }

    private int newSinceTraining(Set<String> labelled) {
        Set<String> fresh = new HashSet<>(labelled);
        models.newest().map(TrainedModel::info).ifPresent(info -> {
            info.trainingHashes().forEach(fresh::remove);
            info.validationHashes().forEach(fresh::remove);
        });
        return fresh.size();
    }

    private void next(Context ctx) {
        Query query = Query.parse(ctx.queryString(), List.of("strategy", "query", "limit", "model"));
        Strategy strategy = query.choice("strategy", Strategy.values()).orElse(Strategy.NEWEST);
        String text = query.value("query").orElse("");
        if (strategy == Strategy.SEARCH && query.value("query").isEmpty()) {
            throw new UserError(UserError.Kind.BAD_INPUT, "strategy=search needs query=TEXT, the words to search.");
        }
        int limit = query.integer("limit", 1, MOST_EMAILS).orElse(USUAL_EMAILS);
        Optional<TrainedModel> model = model(query);
        Map<String, String> labels = labels();
        Optional<UnlabelledEmails> open = emails.store().get().map(store -> store.unlabelled(labels.keySet()));
        List<StoredEmail> chosen =
                open.map(from -> choose(from, strategy, text, limit)).orElse(List.of());
        long left = open.map(from -> strategy == Strategy.SEARCH ? from.count(text) : from.count())
                .orElse(0L);
        Wire.answer(ctx, new LabelWire.NextEmails(guessed(chosen, model), left));
    }

    /** The model that guesses: the one that is named, or else the one that was trained last, if there is any. */
    private Optional<TrainedModel> model(Query query) {
        Optional<String> name = query.value("model");
        return name.isPresent() ? Optional.of(models.named(name.get())) : models.newest();
    }

    private List<StoredEmail> choose(UnlabelledEmails from, Strategy strategy, String text, int limit) {
        return switch (strategy) {
            case NEWEST -> from.newest(limit);
            case RANDOM -> from.random(seed, limit);
            case SEARCH -> from.search(text, limit);
        };
    }

    private List<LabelWire.LabelEmail> guessed(List<StoredEmail> chosen, Optional<TrainedModel> model) {
        List<Email> texts = chosen.stream().map(StoredEmail::email).toList();
        List<Optional<Prediction>> predictions = guesses.of(model, texts);
        List<LabelWire.LabelEmail> answer = new ArrayList<>();
        for (int i = 0; i < chosen.size(); i++) {
            StoredEmail email = chosen.get(i);
            KnownEmail known =
                    new KnownEmail(email.contentHash(), email.email(), email.headers(), email.source(), null);
            answer.add(LabelWire.LabelEmail.of(known, source(known), predictions.get(i)));
        }
        return answer;
    }

    private @Nullable String source(KnownEmail email) {
        return email.source() == null ? null : failures.withoutHome(email.source());
    }

    private void email(Context ctx) {
        String id = ctx.pathParam("id");
        KnownEmail email = emails.find(id).orElseThrow(() -> KnownEmails.unknown(id));
        Optional<Prediction> guess =
                guesses.of(models.newest(), List.of(email.email())).get(0);
        Wire.answer(ctx, LabelWire.LabelEmail.of(email, source(email), guess));
    }
}
