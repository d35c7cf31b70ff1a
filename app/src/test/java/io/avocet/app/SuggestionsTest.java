package io.avocet.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.adapter.LabelDescriptions;
import io.avocet.data.Email;
import io.avocet.data.LabelSet;
import io.avocet.data.MailHeaders;
import io.avocet.store.EmailState;
import io.avocet.store.Guesser;
import io.avocet.store.KeptPrediction;
import io.avocet.store.MailStore;
import io.avocet.store.NewEmail;
import io.avocet.store.StoredEmail;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SuggestionsTest {
    private static final LabelSet LABELS = new LabelSet(List.of("left", "right"));

    private static final int EMAILS = 120;

    @TempDir
    Path folder;

    private final Suggestions suggestions = suggestions();
    private final Map<String, String> labelled = new LinkedHashMap<>();
    private MailStore store;

    @BeforeEach
    void fillAStore() {
        store = MailStore.openOrCreate(folder.resolve("mail.db"));
        store.add(IntStream.range(0, EMAILS)
                .mapToObj(i -> new NewEmail(email(i), new MailHeaders(null, null, null), "box"))
                .toList());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void nothingIsSuggestedWhileTooLittleIsPrepared() {
        assertThat(next(5)).isEmpty();
        prepare(99);
        assertThat(suggestions().next(store, labelled, 5)).isEmpty();
        prepare(100);
        assertThat(suggestions().next(store, labelled, 5)).hasSize(5);
    }

    @Test
    void theLabelsAreLookedForInTurnAndNoEmailComesTwice() {
        prepare(EMAILS);
        List<Integer> chosen = next(20);
        assertThat(chosen).hasSize(20).doesNotHaveDuplicates();
        assertThat(chosen.subList(0, 2)).as("the most typical of both labels").containsExactlyInAnyOrder(0, 1);
    }

    @Test
    void whatIsLabelledSkippedOrDiscardedIsPassedOverAndBackInItsPlaceWhenThatIsUndone() {
        prepare(EMAILS);
        List<Integer> before = next(8);
        labelled.put(id(before.get(0)), "left");
        mark(before.get(1), EmailState.SKIPPED);
        mark(before.get(2), EmailState.DISCARDED);
        assertThat(next(5)).isEqualTo(before.subList(3, 8));
        labelled.clear();
        mark(before.get(1), EmailState.UNLABELLED);
        mark(before.get(2), EmailState.UNLABELLED);
        assertThat(next(8)).isEqualTo(before);
    }

    @Test
    void allEmailsComeOneDayAndEachOnce() {
        prepare(EMAILS);
        List<Integer> seen = new ArrayList<>();
        while (seen.size() < EMAILS) {
            List<Integer> chosen = next(3);
            assertThat(chosen).isNotEmpty();
            seen.addAll(chosen);
            chosen.forEach(email -> labelled.put(id(email), email % 2 == 0 ? "left" : "right"));
        }
        assertThat(new HashSet<>(seen)).hasSize(EMAILS);
        assertThat(next(3)).isEmpty();
    }

    @Test
    void aTrainedModelIsAskedWhereItIsLeastSure() {
        prepare(EMAILS);
        Guesser guesser = new Guesser("mine", "today", LABELS.names(), 0.9);
        store.predictions().begin(guesser);
        List<KeptPrediction> predictions = new ArrayList<>();
        for (int i = 0; i < EMAILS; i++) {
            double confidence = i == 77 ? 0.51 : 0.95;
            predictions.add(new KeptPrediction(id(i), "left", confidence, List.of(confidence, 1 - confidence)));
        }
        store.predictions().keep(guesser, predictions.subList(0, 99), false);
        assertThat(suggestions().next(store, labelled, 2).get(1).contentHash())
                .as("too few have a prediction, so the descriptions choose")
                .isNotEqualTo(id(77));
        store.predictions().keep(guesser, predictions, false);
        assertThat(suggestions().next(store, labelled, 2).get(1).contentHash())
                .as("the second turn is the margin's")
                .isEqualTo(id(77));
    }

    @Test
    void aLabelThatIsNotInTheSetAnyMoreIsNotSuggestedAgain() {
        prepare(EMAILS);
        int first = next(1).get(0);
        labelled.put(id(first), "retired");
        assertThat(suggestions().next(store, labelled, 20))
                .extracting(StoredEmail::contentHash)
                .doesNotContain(id(first));
    }

    private static Suggestions suggestions() {
        return new Suggestions(LABELS, 7, Duration.ofMinutes(1));
    }

    private List<Integer> next(int limit) {
        return suggestions.next(store, labelled, limit).stream()
                .map(email -> Integer.valueOf(email.email().subject()))
                .toList();
    }

    /** Even emails point to the left, odd ones to the right; the later, the less. */
    private void prepare(int emails) {
        Guesser guesser = Guessers.of(Optional.empty(), LABELS);
        store.predictions().begin(guesser);
        List<String> texts = LabelDescriptions.of(LABELS).withLabels();
        store.vectors().keepDescriptions(Map.of(texts.get(0), vector(0, 0), texts.get(1), vector(1, 0)));
        Map<String, float[]> vectors = new HashMap<>();
        for (int i = 0; i < emails; i++) {
            vectors.put(id(i), vector(i % 2, i));
        }
        store.vectors().keep(vectors, false);
    }

    /** In a direction of its own, away from the description's by an angle that grows with the number. */
    private static float[] vector(int axis, int number) {
        float[] vector = new float[2 + EMAILS];
        double angle = number * Math.PI / 2 / EMAILS;
        vector[axis] = (float) Math.cos(angle);
        vector[2 + number] = (float) Math.sin(angle);
        return vector;
    }

    private void mark(int email, EmailState state) {
        store.mark(store.findByContent(id(email)).orElseThrow().id(), state);
    }

    private static String id(int number) {
        return email(number).contentHash();
    }

    private static Email email(int number) {
        return new Email(String.valueOf(number), "Body");
    }
}
