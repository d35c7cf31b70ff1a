package io.avocet.http;

import io.avocet.annotation.KnownEmail;
import io.avocet.annotation.KnownEmails;
import io.avocet.annotation.LabelTally;
import io.avocet.app.Suggestions;
import io.avocet.benchmark.TrainedModels.TrainedModel;
import io.avocet.data.Email;
import io.avocet.data.LabelSet;
import io.avocet.error.UserError;
import io.avocet.store.EmailState;
import io.avocet.store.MailStore;
import io.avocet.store.StoredEmail;
import io.avocet.store.UnlabelledEmails;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is to be labelled: the next emails, one email, and how far labelling has come. */
final class LabelQueueRoutes {
    private static final int MOST_EMAILS = 50;
    private static final int USUAL_EMAILS = 10;

    private final KnownEmails emails;
    private final ModelRoutes models;
    private final LabelSet labels;
    private final Guesses guesses;
    private final PreparedMail prepared;
    private final Suggestions suggestions;
    private final Failures failures;
    private final long seed;

    /** Which emails come first. */
    private enum Strategy {
        SUGGESTED,
        NEWEST,
        RANDOM,
        SEARCH,
        SURE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @param seed of all that is random */
    LabelQueueRoutes(
            KnownEmails emails,
            ModelRoutes models,
            LabelSet labels,
            Guesses guesses,
            PreparedMail prepared,
            Failures failures,
            long seed) {
        this.emails = emails;
        this.models = models;
        this.labels = labels;
        this.guesses = guesses;
        this.prepared = prepared;
        this.suggestions = new Suggestions(labels, seed);
        this.failures = failures;
        this.seed = seed;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/api/labels/counts", this::counts);
        routes.get("/api/labels/next", this::next);
        routes.get("/api/labels/emails/{id}", this::email);
    }

    private void counts(Context ctx) {
        Map<String, String> labelled = labelled();
        LabelTally tally = LabelTally.of(labelled, labels);
        Optional<MailStore> store = emails.store().get();
        Optional<UnlabelledEmails> open = store.map(there -> there.unlabelled(labelled.keySet()));
        long unlabelled = open.map(UnlabelledEmails::count).orElse(0L);
        PreparedMail.State state = prepared(store, open, unlabelled);
        Wire.answer(
                ctx,
                new LabelWire.LabelCounts(
                        tally.ofSet(),
                        tally.others(),
                        unlabelled,
                        store.map(there -> there.count(EmailState.SKIPPED)).orElse(0L),
                        store.map(there -> there.count(EmailState.DISCARDED)).orElse(0L),
                        newSinceTraining(labelled.keySet()),
                        store.filter(there -> !there.isEmpty()).isPresent(),
                        state.sure(),
                        state.prepared()));
    }

    private PreparedMail.State prepared(Optional<MailStore> store, Optional<UnlabelledEmails> open, long unlabelled) {
        return store.isPresent() && open.isPresent()
                ? prepared.of(store.get(), open.get(), unlabelled)
                : prepared.ofNothing();
    }

    private Map<String, String> labelled() {
        emails.log().refresh();
        return emails.log().labels();
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
        Asked asked = asked(Query.parse(ctx.queryString(), List.of("strategy", "query", "label", "limit", "model")));
        Map<String, String> labelled = labelled();
        Wire.answer(
                ctx,
                emails.store()
                        .get()
                        .map(store -> next(asked, store, labelled))
                        .orElseGet(() -> new LabelWire.NextEmails(
                                List.of(),
                                0,
                                asked.strategy().toString(),
                                prepared.ofNothing().prepared())));
    }

    /**
     * Which emails a client asks for.
     *
     * @param text to search; empty with another strategy
     * @param label that predictions are to be sure of; empty with another strategy
     * @param model that is to guess, if the client names one
     */
    private record Asked(Strategy strategy, String text, String label, int limit, Optional<TrainedModel> model) {}

    private Asked asked(Query query) {
        Strategy strategy = query.choice("strategy", Strategy.values()).orElse(Strategy.SUGGESTED);
        String text = required(query, "query", strategy, Strategy.SEARCH, "the words to search");
        String label = required(query, "label", strategy, Strategy.SURE, "the label");
        if (strategy == Strategy.SURE) {
            labels.require(label);
        }
        int limit = query.integer("limit", 1, MOST_EMAILS).orElse(USUAL_EMAILS);
        return new Asked(
                strategy,
                text,
                label,
                limit,
                query.value("model").map(models::named).filter(models::canGuess));
    }

    private LabelWire.NextEmails next(Asked asked, MailStore store, Map<String, String> labelled) {
        UnlabelledEmails open = store.unlabelled(labelled.keySet());
        long unlabelled = open.count();
        PreparedMail.State state = prepared.of(store, open, unlabelled);
        long left = switch (asked.strategy()) {
            case SEARCH -> open.count(asked.text());
            case SURE -> state.sure().getOrDefault(asked.label(), 0L);
            default -> unlabelled;
        };
        List<StoredEmail> chosen = switch (asked.strategy()) {
            case SUGGESTED -> suggestions.next(store, labelled, asked.limit());
            case NEWEST -> open.newest(asked.limit());
            case RANDOM -> open.random(seed, asked.limit());
            case SEARCH -> open.search(asked.text(), asked.limit());
            case SURE -> left == 0 ? List.of() : open.sure(asked.label(), asked.limit());
        };
        boolean isTooEarly = asked.strategy() == Strategy.SUGGESTED && chosen.isEmpty();
        return new LabelWire.NextEmails(
                guessed(isTooEarly ? open.newest(asked.limit()) : chosen, asked.model()),
                left,
                (isTooEarly ? Strategy.NEWEST : asked.strategy()).toString(),
                state.prepared());
    }

    /** The value of a parameter that one strategy needs and no other has; empty with another. */
    private static String required(Query query, String name, Strategy asked, Strategy needing, String meaning) {
        Optional<String> value = query.value(name);
        if (value.isPresent() != (asked == needing)) {
            throw new UserError(
                    UserError.Kind.BAD_INPUT,
                    asked == needing
                            ? "strategy=" + needing + " needs " + name + "=…, " + meaning + "."
                            : name + " goes with strategy=" + needing
                                    + " alone. Leave it out, or ask for that strategy.");
        }
        return value.orElse("");
    }

    private List<LabelWire.LabelEmail> guessed(List<StoredEmail> chosen, Optional<TrainedModel> model) {
        List<Email> texts = chosen.stream().map(StoredEmail::email).toList();
        List<Optional<Guess>> all = model.map(named -> guesses.of(named, texts)).orElseGet(() -> guesses.of(texts));
        List<LabelWire.LabelEmail> answer = new ArrayList<>();
        for (int i = 0; i < chosen.size(); i++) {
            StoredEmail email = chosen.get(i);
            KnownEmail known =
                    new KnownEmail(email.contentHash(), email.email(), email.headers(), email.source(), null);
            answer.add(LabelWire.LabelEmail.of(known, source(known), all.get(i)));
        }
        return answer;
    }

    private @Nullable String source(KnownEmail email) {
        return email.source() == null ? null : failures.withoutHome(email.source());
    }

    private void email(Context ctx) {
        String id = ctx.pathParam("id");
        KnownEmail email = emails.find(id).orElseThrow(() -> KnownEmails.unknown(id));
        Optional<Guess> guess = guesses.of(List.of(email.email())).get(0);
        Wire.answer(ctx, LabelWire.LabelEmail.of(email, source(email), guess));
    }
}
