package io.avocet.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.data.Email;
import io.avocet.data.MailHeaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreparedMailTest {
    private static final Guesser GUESSER = new Guesser("mine", "2026-01-01", List.of("hired", "digest"), 0.8);
    private static final byte[] MARKER = Floats.bytes(new float[] {1.2345678f, -7.654321e-8f});

    @TempDir
    Path folder;

    private MailStore store;

    @BeforeEach
    void fillAStore() {
        store = MailStore.openOrCreate(folder.resolve("mail.db"));
        store.add(List.of(mail("one", 1), mail("two", 2), mail("three", 3), mail("four", 4)));
        store.predictions().begin(GUESSER);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aPredictionComesBackAsItWasKeptAndALaterOneReplacesIt() {
        keep("one", 0.25f, 0.75f);
        keep("one", 0.9f, 0.1f);
        KeptPredictions kept = store.predictions().of(hashes("one", "two")).orElseThrow();
        assertThat(kept.guesser()).isEqualTo(GUESSER);
        assertThat(kept.byEmail()).containsOnlyKeys(hash("one"));
        KeptPrediction one = kept.byEmail().values().iterator().next();
        assertThat(one.label()).isEqualTo("hired");
        assertThat(one.confidence()).isEqualTo(0.9f);
        assertThat(one.probabilities()).containsExactly((double) 0.9f, (double) 0.1f);
    }

    @Test
    void onlyThoseOfTheNewestGuesserAreKept() {
        keep("one", 0.25f, 0.75f);
        store.predictions().begin(GUESSER);
        assertThat(predicted("one")).as("the same begins again").hasSize(1);
        Guesser retrained = new Guesser("mine", "2026-02-02", GUESSER.labels(), 0.8);
        store.predictions().begin(retrained);
        assertThat(predicted("one")).isEmpty();
        assertThat(store.predictions().guesser()).contains(retrained);
        assertThat(store.predictions().keep(GUESSER, List.of(prediction("one", 1, 0)), false))
                .as("a process that has not noticed")
                .isFalse();
        assertThat(predicted("one")).isEmpty();
    }

    @Test
    void noGuesserHasBegunInANewStore() {
        try (MailStore empty = MailStore.openOrCreate(folder.resolve("other.db"))) {
            assertThat(empty.predictions().guesser()).isEmpty();
            assertThat(empty.predictions().of(List.of())).isEmpty();
            assertThat(empty.unlabelled(List.of()).predicted()).isEqualTo(new PredictionCounts(0, Map.of()));
        }
    }

    @Test
    void whatTheStoreDoesNotHaveIsKeptOnlyIfItIsLabelled() {
        store.predictions().keep(GUESSER, List.of(prediction("elsewhere", 1, 0)), false);
        store.vectors().keep(vector("elsewhere", 1), false);
        assertThat(predicted("elsewhere")).isEmpty();
        assertThat(store.vectors().of(hashes("elsewhere"))).isEmpty();

        store.predictions().keep(GUESSER, List.of(prediction("elsewhere", 1, 0)), true);
        store.vectors().keep(vector("elsewhere", 1), true);
        store.removeStalePreparations(hashes("elsewhere"));
        assertThat(predicted("elsewhere")).hasSize(1);
        assertThat(store.vectors().of(hashes("elsewhere"))).hasSize(1);
        keep("one", 1, 0);
        store.removeStalePreparations(List.of());
        assertThat(predicted("elsewhere")).as("its label was taken back").isEmpty();
        assertThat(store.vectors().of(hashes("elsewhere"))).isEmpty();
        assertThat(predicted("one")).hasSize(1);
    }

    @Test
    void sureEmailsAreThoseNotBelowTheThresholdAndStillToBeLabelledTheSurestFirst() {
        keep("one", 0.8125f, 0.1875f);
        keep("two", 0.75f, 0.25f);
        keep("three", 1, 0);
        keep("four", 0, 1);
        assertThat(subjects(unlabelled().sure("hired", 9))).containsExactly("three", "one");
        assertThat(subjects(unlabelled().sure("hired", 1))).containsExactly("three");
        assertThat(unlabelled().predicted()).isEqualTo(new PredictionCounts(4, Map.of("hired", 2L, "digest", 1L)));

        store.mark(id("four"), EmailState.DISCARDED);
        UnlabelledEmails left = unlabelled("three");
        assertThat(subjects(left.sure("hired", 9))).containsExactly("one");
        assertThat(left.sure("digest", 9)).isEmpty();
        assertThat(left.predicted()).isEqualTo(new PredictionCounts(2, Map.of("hired", 1L)));
    }

    @Test
    void whatLacksAPredictionComesNewestFirst() {
        keep("three", 1, 0);
        store.mark(id("one"), EmailState.SKIPPED);
        assertThat(subjects(store.find(unlabelled().withoutPrediction()))).containsExactly("four", "two");
        assertThat(subjects(store.find(unlabelled("four").withoutPrediction()))).containsExactly("two");
        assertThat(store.find(List.of(99L))).isEmpty();
    }

    @Test
    void thePoolIsTheSameSampleEachTime() {
        List<Long> all = unlabelled().poolWithoutVector(10);
        assertThat(all).hasSize(4);
        assertThat(unlabelled().poolWithoutVector(2)).isEqualTo(all.subList(0, 2));
        store.mark(all.get(0), EmailState.DISCARDED);
        assertThat(unlabelled().poolWithoutPrediction(2)).isEqualTo(all.subList(1, 3));
        String second = store.find(all.get(1)).orElseThrow().contentHash();
        store.vectors().keep(Map.of(second, new float[] {1}), false);
        assertThat(unlabelled().poolWithoutVector(2))
                .as("the pool itself stays")
                .isEqualTo(all.subList(2, 3));
        assertThat(unlabelled().poolWithoutPrediction(2)).isEqualTo(all.subList(1, 3));
    }

    @Test
    void ofThePoolThereIsWhatWasPrepared() {
        store.vectors().keep(vector("one", 1), false);
        store.vectors().keep(vector("two", 2), false);
        store.vectors().keep(vector("three", 3), false);
        keep("two", 0.25f, 0.75f);
        PreparedPool prepared = unlabelled("three").preparedPool(10);
        assertThat(prepared.contentHashes()).containsExactly(hash("one"), hash("two"));
        assertThat(prepared.probabilities().get(0)).isEmpty();
        assertThat(prepared.vectors().get(1)).containsExactly(2, 0);
        assertThat(prepared.probabilities().get(1).orElseThrow()).containsExactly(0.25f, 0.75f);
    }

    @Test
    void descriptionsReplaceThoseOfBefore() {
        store.vectors().keepDescriptions(Map.of("hired: welcome", new float[] {1}, "digest: jobs", new float[] {2}));
        store.vectors().keepDescriptions(Map.of("spam: \"x\"", new float[] {3}));
        assertThat(store.vectors().descriptions()).containsOnlyKeys("spam: \"x\"");
        assertThat(store.vectors().descriptions().get("spam: \"x\"")).containsExactly(3);
    }

    @Test
    void forgettingTakesWhatWasPreparedOfTheSourceAndLeavesTheRest() throws IOException {
        for (String subject : List.of("one", "two")) {
            store.vectors().keep(Map.of(hash(subject), Floats.of(MARKER)), false);
            keep(subject, 1, 0);
        }
        assertThat(store.forget("box-2")).isEqualTo(1);
        assertThat(store.vectors().of(hashes("one", "two"))).containsOnlyKeys(hash("one"));
        assertThat(predicted("one")).hasSize(1);
        assertThat(predicted("two")).isEmpty();
        assertThat(filesHave(MARKER)).isTrue();

        assertThat(store.forgetAll()).isEqualTo(3);
        assertThat(predicted("one")).isEmpty();
        assertThat(filesHave(MARKER)).as("for good").isFalse();
        assertThat(filesHave(hash("one").getBytes(StandardCharsets.UTF_8))).isFalse();
    }

    private boolean filesHave(byte[] bytes) throws IOException {
        String wanted = new String(bytes, StandardCharsets.ISO_8859_1);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(wanted)) {
                    return true;
                }
            }
        }
        return false;
    }

    private void keep(String subject, float hired, float digest) {
        assertThat(store.predictions().keep(GUESSER, List.of(prediction(subject, hired, digest)), false))
                .isTrue();
    }

    private Map<String, KeptPrediction> predicted(String subject) {
        return store.predictions().of(hashes(subject)).orElseThrow().byEmail();
    }

    private UnlabelledEmails unlabelled(String... labelled) {
        return store.unlabelled(hashes(labelled));
    }

    private long id(String subject) {
        return store.findByContent(hash(subject)).orElseThrow().id();
    }

    private static List<String> subjects(List<StoredEmail> emails) {
        return emails.stream().map(email -> email.email().subject()).toList();
    }

    private static KeptPrediction prediction(String subject, float hired, float digest) {
        return new KeptPrediction(
                hash(subject),
                hired >= digest ? "hired" : "digest",
                Math.max(hired, digest),
                List.of((double) hired, (double) digest));
    }

    private static Map<String, float[]> vector(String subject, float first) {
        return Map.of(hash(subject), new float[] {first, 0});
    }

    private static List<String> hashes(String... subjects) {
        return Arrays.stream(subjects).map(PreparedMailTest::hash).toList();
    }

    private static String hash(String subject) {
        return new Email(subject, "Body of " + subject).contentHash();
    }

    private static NewEmail mail(String subject, int day) {
        MailHeaders headers = MailHeaders.of("r@example.com", "Sun, " + (day + 10) + " Jan 2026 10:30:00 +0100", null);
        return new NewEmail(new Email(subject, "Body of " + subject), headers, "box-" + day);
    }
}
