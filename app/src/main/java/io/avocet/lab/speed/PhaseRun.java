package io.avocet.lab.speed;

import io.avocet.adapter.TextClassifier;
import io.avocet.app.ClassifyEmails;
import io.avocet.app.ClassifyRequest;
import io.avocet.app.FineTuneEmails;
import io.avocet.app.FineTuneRequest;
import io.avocet.app.FineTuneResult;
import io.avocet.data.Email;
import io.avocet.data.LabelSet;
import io.avocet.data.LabelledEmail;
import io.avocet.data.ScoreFile;
import io.avocet.data.SplitMethod;
import io.avocet.preflight.MemoryPreflight;
import io.avocet.pretrained.ConfigFile;
import io.avocet.recipe.TrainingPlan;
import io.avocet.recipe.TrainingSettings;
import io.avocet.run.Precision;
import io.avocet.run.RunCancelled;
import io.avocet.tensor.ComputeDevice;
import io.avocet.tensor.Hardware;
import io.avocet.tensor.MatrixProducts;
import io.avocet.tensor.MemoryUse;
import io.avocet.tensor.NativeEngine;
import io.avocet.text.Tokenizer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** Measures one phase in this process, which does nothing else: so its peak memory is the phase's. */
public final class PhaseRun {
    private static final int UNCUT = Integer.MAX_VALUE;
    private static final int SINGLE_TOKENS = 90;
    private static final int SINGLE_EMAILS = 20;
    private static final int SINGLE_WARM_UPS = 5;
    private static final int TOKENIZED_EMAILS = 2000;
    private static final int MATRIX_PRODUCTS_PER_REPEAT = 5;
    private static final long SEED = 42;

    private final FineTuneEmails fineTuneEmails;
    private final ClassifyEmails classifyEmails;

    public PhaseRun(FineTuneEmails fineTuneEmails, ClassifyEmails classifyEmails) {
        this.fineTuneEmails = fineTuneEmails;
        this.classifyEmails = classifyEmails;
    }

    public Timings run(PhaseRequest request, BooleanSupplier cancelled) throws IOException {
        return switch (request.phase()) {
            case MATRIX_FP32 -> matrix(request, Precision.FP32);
            case MATRIX_BF16 -> matrix(request, Precision.BF16);
            case TRAIN -> train(request, cancelled);
            case SINGLE -> single(request);
            case BATCH -> batch(request, cancelled);
            case TOKENIZE -> tokenize(request);
            case LOAD -> load(request);
            case START_UP -> throw new IllegalArgumentException("A process cannot measure its own start");
        };
    }

    private static Timings matrix(PhaseRequest request, Precision precision) {
        NativeEngine.start(request.compute().threads());
        List<Double> rates = MatrixProducts.gigaflops(precision, MATRIX_PRODUCTS_PER_REPEAT * request.repeats());
        return measured(rates, 0, new Hardware(ComputeDevice.CPU, precision));
    }

    /** The whole use case, so that all that a user waits for is in its memory, and all that trains is in its rate. */
    private Timings train(PhaseRequest request, BooleanSupplier cancelled) throws IOException {
        // One more epoch than patience always runs, however the scores go.
        int epochs = Math.min(request.repeats(), TrainingSettings.PATIENCE + 1);
        UpdateClock clock = new UpdateClock(System::nanoTime, cancelled);
        FineTuneResult result = fineTuneEmails.run(
                new FineTuneRequest(
                        new TrainingPlan(
                                request.model().recipe(),
                                new TrainingPlan.Overrides(
                                        Optional.of(request.checkpoint().toString()),
                                        OptionalInt.of(epochs),
                                        OptionalInt.empty(),
                                        OptionalDouble.empty(),
                                        Optional.empty()),
                                SEED),
                        new FineTuneRequest.Data(List.of(request.emails()), Optional.empty(), SplitMethod.STRATIFIED),
                        new FineTuneRequest.Place(request.folder().resolve("models"), Optional.of("speed")),
                        request.compute()),
                clock);
        List<Double> rates = clock.rates(result.info().sampleCount());
        return new Timings(
                rates.isEmpty() ? List.of(result.samplesPerSecond()) : rates,
                meanTokens(request),
                result.info().device(),
                result.info().precision(),
                NativeEngine.threads(),
                result.peakMemoryBytes());
    }

    private static Timings single(PhaseRequest request) {
        Hardware hardware = hardware(request);
        List<String> texts = new ArrayList<>();
        double tokens = 0;
        try (Tokenizer tokenizer = Tokenizer.open(request.checkpoint())) {
            List<String> all = texts(request);
            List<int[]> ids = tokenizer.encodeAll(all, UNCUT);
            List<Integer> nearest = IntStream.range(0, all.size())
                    .boxed()
                    .sorted(Comparator.comparingInt(i -> Math.abs(ids.get(i).length - SINGLE_TOKENS)))
                    .limit(SINGLE_EMAILS)
                    .toList();
            for (int i : nearest) {
                texts.add(all.get(i));
                tokens += (double) ids.get(i).length / nearest.size();
            }
        }
        List<Double> millis = new ArrayList<>();
        try (TextClassifier model = TextClassifier.load(request.checkpoint(), hardware, 1)) {
            for (int i = 0; i < SINGLE_WARM_UPS; i++) {
                model.probabilities(texts.subList(0, 1));
            }
            for (int repeat = 0; repeat < request.repeats(); repeat++) {
                for (String text : texts) {
                    long start = System.nanoTime();
                    model.probabilities(List.of(text));
                    millis.add((System.nanoTime() - start) / 1e6);
                }
            }
            return measured(millis, tokens, hardware);
        }
    }

    /** The whole use case on a stream, from the first email that it asks for; the first stream warms up. */
    private Timings batch(PhaseRequest request, BooleanSupplier cancelled) throws IOException {
        Hardware hardware = hardware(request);
        List<Email> emails = emails(request);
        List<Double> rates = new ArrayList<>();
        for (int repeat = -1; repeat < request.repeats(); repeat++) {
            RepeatedEmails source = new RepeatedEmails(emails, request.streamedEmails());
            long classified = classifyEmails.run(
                    new ClassifyRequest(
                            request.checkpoint().toString(), request.folder(), request.batchSize(), request.compute()),
                    source,
                    (email, prediction) -> {},
                    cancelled);
            double seconds = (System.nanoTime() - source.firstAsked()) / 1e9;
            if (cancelled.getAsBoolean()) {
                throw new RunCancelled("Stopped.");
            }
            if (repeat >= 0) {
                rates.add(classified / seconds);
            }
        }
        return measured(rates, meanTokens(request), hardware);
    }

    private static Timings tokenize(PhaseRequest request) {
        List<String> some = texts(request);
        List<String> texts = IntStream.range(0, TOKENIZED_EMAILS)
                .mapToObj(i -> some.get(i % some.size()))
                .toList();
        List<Double> rates = new ArrayList<>();
        double tokens = 0;
        try (Tokenizer tokenizer = Tokenizer.open(request.checkpoint())) {
            for (int repeat = -1; repeat < request.repeats(); repeat++) { // the first warms up
                long start = System.nanoTime();
                List<int[]> ids = tokenizer.encodeAll(texts, UNCUT);
                double seconds = (System.nanoTime() - start) / 1e9;
                tokens = ids.stream().mapToInt(row -> row.length).average().orElse(0);
                if (repeat >= 0) {
                    rates.add(texts.size() / seconds);
                }
            }
        }
        return new Timings(
                rates,
                tokens,
                ComputeDevice.CPU.id(),
                "none",
                Runtime.getRuntime().availableProcessors(),
                MemoryUse.peakBytes(ComputeDevice.CPU));
    }

    private static Timings load(PhaseRequest request) {
        Hardware hardware = hardware(request);
        List<Double> millis = new ArrayList<>();
        for (int repeat = -1; repeat < request.repeats(); repeat++) { // the first fills the page cache
            long start = System.nanoTime();
            TextClassifier model = TextClassifier.load(request.checkpoint(), hardware, request.batchSize());
            double passed = (System.nanoTime() - start) / 1e6;
            model.close();
            if (repeat >= 0) {
                millis.add(passed);
            }
        }
        return measured(millis, 0, hardware);
    }

    private static Timings measured(List<Double> values, double tokens, Hardware hardware) {
        return new Timings(
                values,
                tokens,
                hardware.device().id(),
                hardware.precision().id(),
                NativeEngine.threads(),
                MemoryUse.peakBytes(hardware.device()));
    }

    /** Where to compute; refuses a checkpoint that would not fit there. */
    private static Hardware hardware(PhaseRequest request) {
        NativeEngine.start(request.compute().threads());
        Hardware hardware =
                Hardware.choose(request.compute().device(), request.compute().precision(), Precision.FP16);
        MemoryPreflight.checkLoading(ConfigFile.read(request.checkpoint()).config(), hardware, request.batchSize());
        return hardware;
    }

    private static double meanTokens(PhaseRequest request) {
        try (Tokenizer tokenizer = Tokenizer.open(request.checkpoint())) {
            return tokenizer.encodeAll(texts(request), UNCUT).stream()
                    .mapToInt(ids -> ids.length)
                    .average()
                    .orElse(0);
        }
    }

    private static List<Email> emails(PhaseRequest request) {
        return ScoreFile.read(request.emails(), LabelSet.CANONICAL).rows().stream()
                .map(LabelledEmail::email)
                .toList();
    }

    private static List<String> texts(PhaseRequest request) {
        return emails(request).stream().map(Email::fineTuneText).toList();
    }
}
