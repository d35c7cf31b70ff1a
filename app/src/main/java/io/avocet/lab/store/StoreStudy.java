package io.avocet.lab.store;

import io.avocet.adapter.LabelDescriptions;
import io.avocet.app.Guessers;
import io.avocet.app.ImportEmails;
import io.avocet.app.ImportRequest;
import io.avocet.app.ImportTarget;
import io.avocet.app.PrepareMail;
import io.avocet.data.LabelSet;
import io.avocet.error.UserError;
import io.avocet.file.FileTree;
import io.avocet.hub.BaseModels;
import io.avocet.run.RunEvent;
import io.avocet.run.RunListener;
import io.avocet.store.Guesser;
import io.avocet.store.KeptPrediction;
import io.avocet.store.MailStore;
import io.avocet.store.StoredEmail;
import io.avocet.supervisor.ChildJvm;
import io.avocet.words.ByteSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Makes a mailbox in a temporary folder, imports it, keeps made vectors and predictions of all emails, and asks a server what the page
 * asks. The folder is deleted.
 */
public final class StoreStudy {
    private static final int DIMENSIONS = 384;
    private static final long SEED = 7;

    private final BaseModels baseModels;

    public StoreStudy(BaseModels baseModels) {
        this.baseModels = baseModels;
    }

    /**
     * Measures.
     *
     * @throws UserError if the temporary folder cannot be written
     */
    public StoreReport run(StoreRequest request, RunListener listener) {
        try {
            Path home = Files.createTempDirectory("avocet-store-");
            try {
                return measure(request, home, listener);
            } finally {
                FileTree.delete(home);
            }
        } catch (IOException e) {
            throw new UserError(UserError.Kind.SYSTEM, "The measurement failed: " + e.getMessage(), e);
        }
    }

    private StoreReport measure(StoreRequest request, Path home, RunListener listener) throws IOException {
        StoreReport report = new StoreReport();
        Path mbox = home.resolve("made.mbox");
        note(listener, "Making " + request.emails() + " emails…");
        Path tokenizer =
                baseModels.resolve(BaseModels.ALL_MINILM_L6_V2).folder().resolve("tokenizer.json");
        MadeMailbox.write(mbox, request.emails(), tokenizer);
        report.add("mbox", ByteSize.inWords(Files.size(mbox)));
        Path store = home.resolve("data").resolve("mail.db");
        report.add("import", importAll(mbox, store, listener) + " emails a second");
        report.add("store", ByteSize.inWords(Files.size(store)));
        note(listener, "Keeping made vectors and predictions…");
        try (MailStore open = MailStore.open(store)) {
            prepare(open);
        }
        report.add("store, all prepared", ByteSize.inWords(Files.size(store)));
        note(listener, "Asking a server…");
        try (ServedStore served = ServedStore.start(ChildJvm.ofThisProcess(), home)) {
            ask(served, request, report);
        }
        return report;
    }

    /** Emails a second, as {@code avocet import} takes them. */
    private static long importAll(Path mbox, Path file, RunListener listener) {
        long start = System.nanoTime();
        try (MailStore store = MailStore.openOrCreate(file)) {
            long emails = new ImportEmails()
                    .run(new ImportRequest(List.of(mbox)), ImportTarget.store(store), listener)
                    .fresh();
            store.optimize();
            return Math.round(emails / ((System.nanoTime() - start) / 1e9));
        }
    }

    /** As a preparation leaves it, but for what the numbers are. */
    private static void prepare(MailStore store) {
        Random random = new Random(SEED);
        LabelDescriptions descriptions = LabelDescriptions.of(LabelSet.CANONICAL);
        Map<String, float[]> ofLabels = new HashMap<>();
        descriptions.withLabels().forEach(text -> ofLabels.put(text, vector(random)));
        store.vectors().keepDescriptions(ofLabels);
        Guesser guesser = Guessers.of(Optional.empty(), LabelSet.CANONICAL);
        store.predictions().begin(guesser);
        List<Long> pool = store.unlabelled(List.of()).poolWithoutVector(PrepareMail.POOL);
        for (int from = 0; from < pool.size(); from += 500) {
            Map<String, float[]> vectors = new LinkedHashMap<>();
            for (StoredEmail email : store.find(pool.subList(from, Math.min(pool.size(), from + 500)))) {
                vectors.put(email.contentHash(), vector(random));
            }
            store.vectors().keep(vectors, false);
        }
        List<KeptPrediction> batch = new ArrayList<>();
        store.forEach(email -> {
            batch.add(prediction(email.contentHash(), random));
            if (batch.size() == 500) {
                store.predictions().keep(guesser, batch, false);
                batch.clear();
            }
        });
        store.predictions().keep(guesser, batch, false);
    }

    private static KeptPrediction prediction(String contentHash, Random random) {
        int label = random.nextInt(LabelSet.CANONICAL.size());
        double confidence = 0.1 + 0.9 * random.nextDouble();
        List<Double> probabilities = new ArrayList<>(
                Collections.nCopies(LabelSet.CANONICAL.size(), (1 - confidence) / (LabelSet.CANONICAL.size() - 1)));
        probabilities.set(label, confidence);
        return new KeptPrediction(contentHash, LabelSet.CANONICAL.name(label), confidence, probabilities);
    }

    private static float[] vector(Random random) {
        float[] vector = new float[DIMENSIONS];
        double squares = 0;
        for (int i = 0; i < DIMENSIONS; i++) {
            vector[i] = (float) random.nextGaussian();
            squares += vector[i] * vector[i];
        }
        for (int i = 0; i < DIMENSIONS; i++) {
            vector[i] /= (float) Math.sqrt(squares);
        }
        return vector;
    }

    private static void ask(ServedStore served, StoreRequest request, StoreReport report) throws IOException {
        String next = "/api/labels/next?limit=10&strategy=";
        Map<String, String> questions = new LinkedHashMap<>();
        questions.put("next, newest", next + "newest");
        questions.put("next, suggested", next + "suggested");
        questions.put("next, random", next + "random");
        questions.put("next, sure", next + "sure&label=digest");
        questions.put("counts", "/api/labels/counts");
        questions.put("search, one email", next + "search&query=" + MadeMailbox.word(request.emails() / 2));
        questions.put("search, a common word", next + "search&query=time");
        questions.put("search, two common words", next + "search&query=time+year");
        questions.put("search, the beginning of a word", next + "search&query=com");
        for (Map.Entry<String, String> question : questions.entrySet()) {
            report.add(question.getKey(), served.millis(question.getValue(), request.repeats()));
        }
    }

    private static void note(RunListener listener, String text) {
        listener.on(new RunEvent.Note(text));
    }
}
