package io.avocet.app;

import io.avocet.adapter.LabelDescriptions;
import io.avocet.data.LabelSet;
import io.avocet.labelling.EmailPool;
import io.avocet.labelling.QueryStrategy;
import io.avocet.store.Guesser;
import io.avocet.store.MailStore;
import io.avocet.store.PreparedPool;
import io.avocet.store.StoredEmail;
import io.avocet.store.UnlabelledEmails;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The emails that are suggested to be labelled next. They are chosen some at a time, in the background, among those that are prepared;
 * of what is chosen, an email that is labelled, skipped or discarded is passed over, and is back in its place when that is undone.
 */
public final class Suggestions {
    /** Emails chosen at a time. */
    private static final int CHOSEN = 50;

    /** When no more are left, others are chosen. */
    private static final int FEW = 20;

    /** After so many labels, those that were chosen before are no longer the best. */
    private static final int LABELS_BETWEEN_CHOICES = 10;

    /** Between two choices while emails are being prepared. */
    private static final Duration LONGEST_WHILE_PREPARING = Duration.ofSeconds(20);

    /** Fewer prepared emails, while there are more, are no fair choice. */
    private static final int LEAST_PREPARED = 100;

    /** Of a request, for the first choice; later ones are made while there are still emails. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final LabelSet labels;
    private final long seed;
    private final Duration longestWait;
    private final ExecutorService background = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "suggestions");
        thread.setDaemon(true);
        return thread;
    });
    private @Nullable Choice choice;
    private @Nullable CompletableFuture<Choice> pending;

    /**
     * Emails that were chosen, and what was known then.
     *
     * @param emails content hashes; none if too few emails are prepared
     * @param labelled how many labels there were
     * @param isOfAll whether all emails were prepared that are to be
     * @param made {@link System#nanoTime}
     */
    private record Choice(
            MailStore store, List<String> emails, int labelled, Optional<Guesser> guesser, boolean isOfAll, long made) {
        /** Whether to choose again, with so many emails left of it. */
        boolean isStale(MailStore storeNow, int labelledNow, Optional<Guesser> guesserNow, int left) {
            boolean isUsedUp = left < FEW && left < emails.size();
            boolean isOld = !isOfAll && System.nanoTime() - made > LONGEST_WHILE_PREPARING.toNanos();
            return !store.equals(storeNow)
                    || Math.abs(labelledNow - labelled) >= LABELS_BETWEEN_CHOICES
                    || !guesser.equals(guesserNow)
                    || isUsedUp
                    || isOld;
        }
    }

    /** @param seed of all that is random in a choice */
    public Suggestions(LabelSet labels, long seed) {
        this(labels, seed, LONGEST_WAIT);
    }

    /** @param longestWait of a request, when nothing is left of what was chosen */
    Suggestions(LabelSet labels, long seed, Duration longestWait) {
        this.labels = labels;
        this.seed = seed;
        this.longestWait = longestWait;
    }

    /**
     * The emails to label next, in order.
     *
     * @param labelled the emails that have a label, by content hash
     * @return at most {@code limit} different emails; none while too little is prepared
     */
    public List<StoredEmail> next(MailStore store, Map<String, String> labelled, int limit) {
        Optional<Guesser> guesser = store.predictions().guesser();
        Choice current = current();
        if (current == null || !current.store().equals(store)) {
            current = await(choose(store, labelled, guesser));
        }
        List<StoredEmail> left = left(current, store, labelled);
        if (current != null && current.isStale(store, labelled.size(), guesser, left.size())) {
            CompletableFuture<Choice> better = choose(store, labelled, guesser);
            if (left.size() < limit) {
                left = left(await(better), store, labelled);
            }
        }
        return left.subList(0, Math.min(limit, left.size()));
    }

    private synchronized @Nullable Choice current() {
        return choice;
    }

    private static List<StoredEmail> left(@Nullable Choice choice, MailStore store, Map<String, String> labelled) {
        if (choice == null) {
            return List.of();
        }
        return store.unlabelledOf(choice.emails().stream()
                .filter(email -> !labelled.containsKey(email))
                .toList());
    }

    /** Begins a choice, unless one is being made. */
    private synchronized CompletableFuture<Choice> choose(
            MailStore store, Map<String, String> labelled, Optional<Guesser> guesser) {
        CompletableFuture<Choice> going = pending;
        if (going == null) {
            going = CompletableFuture.supplyAsync(() -> choice(store, labelled, guesser), background);
            pending = going;
            var unused = going.whenComplete(this::chosen);
        }
        return going;
    }

    private synchronized void chosen(@Nullable Choice made, @Nullable Throwable failure) {
        pending = null;
        choice = made == null ? choice : made;
    }

    private @Nullable Choice await(CompletableFuture<Choice> going) {
        try {
            return going.get(longestWait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return current();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return current();
        }
    }

    private Choice choice(MailStore store, Map<String, String> labelled, Optional<Guesser> guesser) {
        UnlabelledEmails unlabelled = store.unlabelled(labelled.keySet());
        long all = Math.min(PrepareMail.POOL, unlabelled.count());
        PreparedPool prepared = unlabelled.preparedPool(PrepareMail.POOL);
        long least = Math.min(LEAST_PREPARED, all);
        List<String> chosen = List.of();
        boolean isOfAll = prepared.contentHashes().size() >= all;
        if (prepared.contentHashes().size() >= least) {
            Candidates candidates = new Candidates(prepared, byModel(guesser), least);
            isOfAll &= candidates.isOfAll();
            EmailPool pool =
                    candidates.pool(store.vectors().of(labelled.keySet()), labelled, labels, descriptions(store));
            chosen = QueryStrategy.SUGGESTED.choose(pool, CHOSEN, seed + labelled.size()).stream()
                    .map(candidates::contentHash)
                    .toList();
        }
        return new Choice(store, chosen, labelled.size(), guesser, isOfAll, System.nanoTime());
    }

    private static boolean byModel(Optional<Guesser> guesser) {
        return guesser.filter(Guessers::isTrained).isPresent();
    }

    /** The vectors of the descriptions of the labels, in label order; null as long as one is missing. */
    private @Nullable List<float[]> descriptions(MailStore store) {
        Map<String, float[]> kept = store.vectors().descriptions();
        List<String> texts = LabelDescriptions.of(labels).withLabels();
        return kept.keySet().containsAll(texts) ? texts.stream().map(kept::get).toList() : null;
    }
}
