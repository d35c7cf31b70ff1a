package io.avocet.http;

import io.avocet.app.Guessers;
import io.avocet.app.PrepareMail;
import io.avocet.data.LabelSet;
import io.avocet.store.Guesser;
import io.avocet.store.MailStore;
import io.avocet.store.PredictionCounts;
import io.avocet.store.UnlabelledEmails;
import io.avocet.supervisor.Preparation;
import java.util.Map;
import java.util.Optional;

/** How far the emails to label are prepared. Whoever asks sees to it that the work goes on. */
final class PreparedMail {
    private final ModelRoutes models;
    private final LabelSet labels;
    private final Preparation preparation;

    PreparedMail(ModelRoutes models, LabelSet labels, Preparation preparation) {
        this.models = models;
        this.labels = labels;
        this.preparation = preparation;
    }

    /**
     * What is prepared.
     *
     * @param sure how many unlabelled emails the kept predictions are sure of, by label
     */
    record State(LabelWire.Prepared prepared, Map<String, Long> sure) {}

    /** @param unlabelled of the store */
    State of(MailStore store, UnlabelledEmails unlabelled, long unlabelledCount) {
        Guesser guesser = Guessers.of(models.newest(), labels);
        boolean isOfAll = Guessers.isTrained(guesser);
        long all = isOfAll ? unlabelledCount : Math.min(PrepareMail.POOL, unlabelledCount);
        boolean hasBegun = store.predictions().guesser().equals(Optional.of(guesser));
        PredictionCounts counts = hasBegun ? unlabelled.predicted() : PredictionCounts.NONE;
        if (counts.emails() < all) {
            preparation.ensure();
        }
        return new State(
                new LabelWire.Prepared(Math.min(counts.emails(), all), all, guesser.model(), preparation.isWorking()),
                counts.sure());
    }

    /** Without a store: what is at work then makes predictions of labelled emails. */
    State ofNothing() {
        return new State(new LabelWire.Prepared(0, 0, null, preparation.isWorking()), Map.of());
    }
}
