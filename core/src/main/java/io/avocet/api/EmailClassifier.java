package io.avocet.api;

import io.avocet.adapter.EmailGroups;
import io.avocet.adapter.FineTunedModel;
import io.avocet.error.UserError;
import io.avocet.eval.Prediction;
import io.avocet.run.DeviceChoice;
import io.avocet.run.Precision;
import io.avocet.run.PrecisionChoice;
import io.avocet.tensor.Hardware;
import io.avocet.tensor.NativeEngine;
import io.avocet.tensor.SideBySide;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * A trained model in memory. It computes what {@code avocet classify} does: on a GPU where the CUDA build of libtorch is on the class
 * path and sees one, otherwise on the processor.
 *
 * <p>Threads may share it. Their calls take turns at the network, a group of emails at a time, and each turn has all cores, so that more
 * calls at once take no more memory for tensors and leave each other no fewer cores. Open one classifier for each model, not one for
 * each thread. A classifier must be closed, or its memory is never freed.
 */
public final class EmailClassifier implements AutoCloseable {
    private final Path folder;
    private final FineTunedModel model;
    private final EmailGroups groups; // of the one thread, but for their size

    /** The only thread that computes: libtorch keeps threads of its own for each that calls it. */
    private final ExecutorService turns;

    private final ReadWriteLock open = new ReentrantReadWriteLock(true); // read to use the model, written to close it
    private boolean closed;

    private EmailClassifier(Path folder, FineTunedModel model, EmailGroups groups, ExecutorService turns) {
        this.folder = folder;
        this.model = model;
        this.groups = groups;
        this.turns = turns;
    }

    /** As {@link #open(Path, ClassifierOptions)}, with the {@linkplain ClassifierOptions#DEFAULT default options}. */
    public static EmailClassifier open(Path modelFolder) {
        return open(modelFolder, ClassifierOptions.DEFAULT);
    }

    /**
     * Loads a model; a second for a small one. The folder is not needed any more then.
     *
     * @param modelFolder a trained model, such as {@code models/jobs} of an installation
     * @throws AvocetException if the folder is missing or holds no classifier, a file in it is damaged, the model does not fit into
     *     memory, or the native libraries do not load
     */
    public static EmailClassifier open(Path modelFolder, ClassifierOptions options) {
        ExecutorService turns = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, "avocet " + modelFolder.getFileName());
            thread.setDaemon(true);
            return thread;
        });
        try {
            FineTunedModel model = inTurn(turns, () -> load(modelFolder, options));
            return new EmailClassifier(modelFolder, model, new EmailGroups(options.batchSize()), turns);
        } catch (UserError e) {
            turns.shutdown();
            throw new AvocetException(e.getMessage(), e);
        } catch (LinkageError e) {
            turns.shutdown();
            throw new AvocetException(
                    "The native libraries do not load on " + System.getProperty("os.name") + " "
                            + System.getProperty("os.arch") + " (" + e.getMessage()
                            + "). Avocet runs on Linux x86-64 and on macOS arm64, where their jars are on the class path and the"
                            + " home folder can be written to.",
                    e);
        } catch (RuntimeException | Error e) {
            turns.shutdown();
            throw e;
        }
    }

    private static FineTunedModel load(Path folder, ClassifierOptions options) {
        if (!Files.isDirectory(folder)) {
            throw new UserError(
                    UserError.Kind.NOT_FOUND,
                    folder.toAbsolutePath()
                            + " is not a folder. Name the folder of a trained model, such as models/jobs.");
        }
        NativeEngine.start(options.threads());
        Hardware hardware = Hardware.choose(DeviceChoice.AUTO, PrecisionChoice.AUTO, Precision.FP16);
        return FineTunedModel.load(folder, hardware, options.batchSize());
    }

    /** The labels that the model tells apart, in its order; two or more. */
    public List<String> labels() {
        return model.labels().names();
    }

    /**
     * Classifies emails. Any number will do: the work goes on in groups, so only the results take more room for more emails.
     *
     * @return one for each email, in the order of the emails
     * @throws IllegalStateException if this classifier is closed
     * @throws AvocetException if memory runs out, or the model gives values that are not numbers
     */
    public List<Classification> classify(List<Email> emails) {
        open.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("The classifier of " + folder + " is closed. Open it again to use it.");
            }
            return inGroups(emails).stream().map(this::classification).toList();
        } catch (UserError e) {
            throw new AvocetException(e.getMessage(), e);
        } finally {
            open.readLock().unlock();
        }
    }

    /** While the network reads one group, this thread tokenizes the next. */
    private List<Prediction> inGroups(List<Email> emails) {
        List<Prediction> predictions = new ArrayList<>(emails.size());
        CompletableFuture<List<Prediction>> running = CompletableFuture.completedFuture(List.of());
        for (int start = 0; start < emails.size(); start += groups.size()) {
            FineTunedModel.Encoded group;
            try {
                group = encode(emails.subList(start, Math.min(emails.size(), start + groups.size())));
            } finally {
                predictions.addAll(SideBySide.join(running));
            }
            running = CompletableFuture.supplyAsync(() -> predict(group), turns);
        }
        predictions.addAll(SideBySide.join(running));
        return predictions;
    }

    private FineTunedModel.Encoded encode(List<Email> emails) {
        return model.encode(emails.stream()
                .map(email -> new io.avocet.data.Email(email.subject(), email.body()).cutForFineTuning())
                .toList());
    }

    private List<Prediction> predict(FineTunedModel.Encoded group) {
        List<Prediction> predictions = model.classify(group);
        groups.passed(predictions.size());
        return predictions;
    }

    private Classification classification(Prediction prediction) {
        Map<String, Double> probabilities = new LinkedHashMap<>();
        List<String> labels = labels();
        for (int label = 0; label < labels.size(); label++) {
            probabilities.put(labels.get(label), prediction.probability(label));
        }
        return new Classification(
                prediction.label(),
                prediction.confidence(),
                prediction.isUnsure(),
                Collections.unmodifiableMap(probabilities));
    }

    /** Frees the model's memory, once the calls that are at work have their results. Closing again does nothing. */
    @Override
    public void close() {
        open.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                inTurn(turns, () -> {
                    model.close();
                    NativeEngine.trimMemory();
                    return model;
                });
                turns.shutdown();
            }
        } finally {
            open.writeLock().unlock();
        }
    }

    private static <T> T inTurn(ExecutorService turns, Supplier<T> task) {
        return SideBySide.join(CompletableFuture.supplyAsync(task, turns));
    }
}
