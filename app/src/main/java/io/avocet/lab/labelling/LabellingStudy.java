package io.avocet.lab.labelling;

import io.avocet.adapter.EmailEncoder;
import io.avocet.adapter.EmailVectors;
import io.avocet.adapter.LabelDescriptions;
import io.avocet.baseline.Embedding;
import io.avocet.baseline.EmbeddingCache;
import io.avocet.data.LabelSet;
import io.avocet.data.LabelledEmail;
import io.avocet.data.PreparedData;
import io.avocet.data.SplitMethod;
import io.avocet.hub.BaseModels;
import io.avocet.hub.DownloadNotes;
import io.avocet.lab.ResultLines;
import io.avocet.lab.quality.StudySet;
import io.avocet.run.Compute;
import io.avocet.run.Precision;
import io.avocet.run.RunCancelled;
import io.avocet.run.RunEvent;
import io.avocet.run.RunListener;
import io.avocet.tensor.Hardware;
import io.avocet.tensor.NativeEngine;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Simulates labelling on every set with every seed; what is in the results file already is not run again. */
public final class LabellingStudy {
    /** Emails that the built-in encoder reads at once. */
    private static final int ENCODER_BATCH = 32;

    private final BaseModels baseModels;

    public LabellingStudy(BaseModels baseModels) {
        this.baseModels = baseModels;
    }

    /**
     * Runs what is missing.
     *
     * @throws RunCancelled if the listener cancels; what was finished is in the file
     */
    public void run(LabellingRequest request, ResultLines<Curve> file, RunListener listener) {
        try (EmailVectors vectors = new EmailVectors(() -> encoder(request.compute(), listener), listener)) {
            Embedding embedding = new EmbeddingCache(vectors::ofMany);
            try (Learner learner = learner(request, embedding, listener)) {
                run(request, new Simulator(vectors, embedding, learner), file, listener);
            }
        }
    }

    private static void run(
            LabellingRequest request, Simulator simulator, ResultLines<Curve> file, RunListener listener) {
        for (StudySet set : request.sets()) {
            for (Curve.Run run : request.runs(set)) {
                if (listener.isCancelled()) {
                    throw new RunCancelled("Stopped. The curves that are finished are kept in " + file.file()
                            + "; the same command goes on from there.");
                }
                if (file.all().stream().noneMatch(curve -> curve.run().equals(run))) {
                    Curve curve = simulator.simulate(set, run);
                    file.append(curve);
                    listener.on(new RunEvent.Note(describe(curve)));
                }
            }
        }
    }

    /**
     * What all simulations share.
     *
     * @param encoder gives the vectors of descriptions
     * @param embedding gives the vectors of emails, each computed once
     */
    private record Simulator(EmailVectors encoder, Embedding embedding, Learner learner) {
        Curve simulate(StudySet set, Curve.Run run) {
            long started = System.nanoTime();
            PreparedData data = set.read(run.seed(), SplitMethod.GROUPED).data();
            List<LabelledEmail> pool = data.training();
            // The names of other labels say less than a description, so such a set counts as one without.
            boolean isDescribed = data.labels().equals(LabelSet.CANONICAL);
            Simulation simulation = new Simulation(
                    data,
                    embedding.vectors(pool.stream().map(LabelledEmail::email).toList()),
                    isDescribed ? encoder.of(LabelDescriptions.of(data.labels())) : null,
                    learner,
                    run.seed());
            List<Integer> sizes =
                    run.sizes().stream().filter(size -> size <= pool.size()).toList();
            List<Curve.Point> points = run.choice()
                    .strategy()
                    .map(strategy -> simulation.curve(strategy, sizes))
                    .orElseGet(simulation::whole);
            return new Curve(run, pool.size(), data.validation().size(), points, (System.nanoTime() - started) / 1e9);
        }
    }

    private EmailEncoder encoder(Compute compute, RunListener listener) {
        NativeEngine.start(compute.threads());
        Hardware hardware = Hardware.choose(compute.device(), compute.precision(), Precision.FP32);
        Path folder = baseModels
                .resolve(BaseModels.ALL_MINILM_L6_V2, new DownloadNotes(listener))
                .folder();
        return EmailEncoder.load(folder, hardware, ENCODER_BATCH);
    }

    private Learner learner(LabellingRequest request, Embedding embedding, RunListener listener) {
        return request.model().equals(LabellingRequest.LOGISTIC)
                ? new LogisticLearner(embedding)
                : FineTunedLearner.open(request.model(), request.compute(), baseModels, listener);
    }

    private static String describe(Curve curve) {
        Curve.Run run = curve.run();
        return curve.points().stream()
                .map(point -> String.format(Locale.ROOT, "%d: %.3f", point.labels(), point.macroF1()))
                .collect(Collectors.joining(
                        ", ",
                        run.set() + ", " + run.model() + ", " + run.choice().name() + ", seed " + run.seed()
                                + ", macro-F1 by labels ",
                        ""));
    }
}
