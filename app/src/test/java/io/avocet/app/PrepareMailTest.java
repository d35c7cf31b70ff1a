package io.avocet.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.avocet.Avocet;
import io.avocet.data.Email;
import io.avocet.data.LabelSet;
import io.avocet.data.MailHeaders;
import io.avocet.eval.Prediction;
import io.avocet.golden.Golden;
import io.avocet.hub.BaseModels;
import io.avocet.run.RunCancelled;
import io.avocet.run.RunEvent;
import io.avocet.run.RunListener;
import io.avocet.store.Guesser;
import io.avocet.store.KeptPrediction;
import io.avocet.store.KeptPredictions;
import io.avocet.store.MailStore;
import io.avocet.store.NewEmail;
import io.avocet.testing.ChildProcess;
import io.avocet.testing.ChildProcesses;
import io.avocet.trained.SampleTrainingInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** With the built-in encoder, and a tiny trained model. */
@Tag("slow")
@Timeout(value = 300, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PrepareMailTest {
    private static final Email INVITATION = new Email(
            "Invitation to an interview", "We would like to invite you to a job interview on Tuesday at 10 am.");
    private static final Email ALERT =
            new Email("12 new jobs for you", "Your daily job alert: a list of twelve new job openings in your area.");
    private static final Email ELSEWHERE = new Email("Welcome", "Your contract is signed. Your first day is Monday.");

    @RegisterExtension
    final ChildProcesses processes = new ChildProcesses();

    @TempDir
    Path home;

    @Test
    void withoutATrainedModelTheDescriptionsGuess() throws IOException {
        fill(Stream.of(INVITATION, ALERT));
        label(ELSEWHERE);
        run(() -> false);
        try (MailStore store = open()) {
            KeptPredictions kept = kept(store, INVITATION, ALERT, ELSEWHERE);
            assertThat(kept.guesser().model()).isEqualTo("minilm-zeroshot");
            assertThat(labels(kept, INVITATION, ALERT, ELSEWHERE))
                    .containsExactly("interview_scheduled", "digest", "hired");
            assertThat(store.vectors().of(hashes(INVITATION, ALERT, ELSEWHERE))).hasSize(3);
            assertThat(store.vectors().descriptions()).hasSize(LabelSet.CANONICAL.size());
            assertThat(store.unlabelled(List.of()).predicted().sure())
                    .as("never sure")
                    .isEmpty();
        }
    }

    @Test
    void theModelTrainedLastGuessesAsTheClassifierDoes() throws IOException {
        fill(Stream.of(INVITATION, ALERT));
        label(ELSEWHERE);
        run(() -> false);
        Path model = train("2026-05-05T00:00:00Z");
        run(() -> false);
        List<Prediction> expected;
        try (WarmClassifier classifier = new WarmClassifier(1)) {
            expected = classifier.classify(model, List.of(INVITATION, ALERT, ELSEWHERE), () -> false);
        }
        try (MailStore store = open()) {
            KeptPredictions kept = kept(store, INVITATION, ALERT, ELSEWHERE);
            assertThat(kept.guesser().model()).isEqualTo("tiny");
            assertThat(kept.guesser().version()).isEqualTo("2026-05-05T00:00:00Z");
            assertThat(labels(kept, INVITATION, ALERT, ELSEWHERE))
                    .isEqualTo(expected.stream().map(Prediction::label).toList());
        }
        train("2026-06-06T00:00:00Z");
        run(() -> false);
        try (MailStore store = open()) {
            assertThat(store.predictions().guesser().map(Guesser::version)).contains("2026-06-06T00:00:00Z");
            assertThat(kept(store, INVITATION, ALERT, ELSEWHERE).byEmail()).hasSize(3);
        }
    }

    @Test
    void whatIsDoneBeforeItIsStoppedIsKeptAndNotDoneAgain() throws IOException {
        train("2026-05-05T00:00:00Z");
        fill(IntStream.range(0, 150).mapToObj(PrepareMailTest::email));
        int[] asked = {0};
        assertThatThrownBy(() -> run(() -> asked[0]++ > 2)).isInstanceOf(RunCancelled.class);
        try (MailStore store = open()) {
            assertThat(store.unlabelled(List.of()).predicted().emails()).isBetween(1L, 149L);
        }
        run(() -> false);
        try (MailStore store = open()) {
            assertThat(store.unlabelled(List.of()).predicted().emails()).isEqualTo(150);
        }
        run(() -> true); // nothing is left that could be stopped
    }

    @Test
    void aProcessThatIsKilledLosesNothingThatItHasKept() throws Exception {
        train("2026-05-05T00:00:00Z");
        fill(IntStream.range(0, 3_000).mapToObj(PrepareMailTest::email));
        ProcessBuilder child = ChildProcesses.javaCommand(
                List.of("-Davocet.home=" + home), Avocet.class, "prepare-mail", "--threads", "1");
        try (MailStore store = open()) {
            for (int kill = 0; kill < 3; kill++) {
                long before = store.unlabelled(List.of()).predicted().emails();
                ChildProcess process = processes.start(child);
                while (store.unlabelled(List.of()).predicted().emails() == before
                        && process.process().isAlive()) {
                    Thread.sleep(5);
                }
                process.signal("KILL");
                process.process().waitFor();
                assertThat(store.unlabelled(List.of()).predicted().emails()).isGreaterThan(before);
            }
        }
        run(() -> false);
        try (MailStore store = open()) {
            assertThat(store.unlabelled(List.of()).predicted().emails()).isEqualTo(3_000);
        }
    }

    @Test
    void withoutMailATrainedModelIsAskedAboutTheLabelledEmails() throws IOException {
        label(ELSEWHERE);
        run(() -> false);
        assertThat(home.resolve("data/mail.db")).as("nothing is to be kept").doesNotExist();
        train("2026-05-05T00:00:00Z");
        run(() -> false);
        try (MailStore store = open()) {
            assertThat(kept(store, ELSEWHERE).guesser().model()).isEqualTo("tiny");
            assertThat(store.isEmpty()).isTrue();
        }
    }

    private void run(BooleanSupplier cancelled) {
        PrepareRequest request = new PrepareRequest(
                home.resolve("data/mail.db"),
                home.resolve("data/email_score.jsonl"),
                home.resolve("models"),
                LabelSet.CANONICAL,
                1);
        new PrepareMail(new BaseModels(System.getenv())).run(request, new RunListener() {
            @Override
            public void on(RunEvent event) {
                // nobody reads it
            }

            @Override
            public boolean isCancelled() {
                return cancelled.getAsBoolean();
            }
        });
    }

    private Path train(String timestamp) throws IOException {
        Path model = home.resolve("models/tiny");
        if (!Files.exists(model)) {
            Golden.copy(
                    Golden.folder(Golden.BERT),
                    Files.createDirectories(model),
                    "config.json",
                    "model.safetensors",
                    "tokenizer.json",
                    "tokenizer_config.json");
        }
        SampleTrainingInfo.write(model, Map.of("timestamp", timestamp, "labels", LabelSet.CANONICAL.names()));
        return model;
    }

    private void fill(Stream<Email> emails) {
        try (MailStore store = MailStore.openOrCreate(home.resolve("data/mail.db"))) {
            store.add(emails.map(email -> new NewEmail(email, new MailHeaders(null, null, null), "box"))
                    .toList());
        }
    }

    private void label(Email email) throws IOException {
        Files.writeString(
                Files.createDirectories(home.resolve("data")).resolve("email_score.jsonl"),
                "{\"subject\":\"" + email.subject() + "\",\"body\":\"" + email.body() + "\",\"label\":\"hired\"}\n");
    }

    private MailStore open() {
        return MailStore.open(home.resolve("data/mail.db"));
    }

    private static KeptPredictions kept(MailStore store, Email... emails) {
        return store.predictions().of(hashes(emails)).orElseThrow();
    }

    private static List<String> labels(KeptPredictions kept, Email... emails) {
        return hashes(emails).stream()
                .map(hash -> kept.byEmail().get(hash))
                .map(KeptPrediction::label)
                .toList();
    }

    private static List<String> hashes(Email... emails) {
        return Stream.of(emails).map(Email::contentHash).toList();
    }

    private static Email email(int number) {
        return new Email("Number " + number, "Body");
    }
}
