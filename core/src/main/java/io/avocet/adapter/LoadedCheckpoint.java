package io.avocet.adapter;

import io.avocet.error.Setting;
import io.avocet.error.UserError;
import io.avocet.eval.TokenCut;
import io.avocet.model.ForwardMode;
import io.avocet.model.Network;
import io.avocet.model.NetworkConfig;
import io.avocet.model.TokenBatch;
import io.avocet.model.TokenLimits;
import io.avocet.pretrained.Checkpoints;
import io.avocet.run.Precision;
import io.avocet.tensor.ComputeDevice;
import io.avocet.tensor.Hardware;
import io.avocet.tensor.MemoryUse;
import io.avocet.tensor.NativeEngine;
import io.avocet.tensor.NoGrad;
import io.avocet.tensor.SideBySide;
import io.avocet.tensor.TensorScope;
import io.avocet.tensor.Tensors;
import io.avocet.text.TokenSequence;
import io.avocet.text.Tokenizer;
import io.avocet.words.ByteSize;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A checkpoint folder in memory: configuration, tokenizer and network. */
final class LoadedCheckpoint implements AutoCloseable {
    private static final int UNCUT = Integer.MAX_VALUE;

    /** Texts of a pass that are enough to keep a core busy. */
    private static final int BUSY = 8;

    private final Path folder;
    private final NetworkConfig config;
    private final Tokenizer tokenizer;
    private final Network network;
    private final Hardware hardware;
    private final int passSize;
    private final SideBySide sideBySide;

    private LoadedCheckpoint(
            Path folder, NetworkConfig config, Tokenizer tokenizer, Network network, Hardware hardware, int batchSize) {
        this.folder = folder;
        this.config = config;
        this.tokenizer = tokenizer;
        this.network = network;
        this.hardware = hardware;
        int cores = hardware.device() == ComputeDevice.CPU ? NativeEngine.threads() : 1;
        passSize = Math.min(batchSize, Math.max(BUSY, batchSize / cores));
        sideBySide = new SideBySide(cores);
    }

    /**
     * Loads a checkpoint with its own head; its {@link #outputs} are logits.
     *
     * @param batchSize texts in work at once; on a CPU they are shared out to passes side by side, of {@value #BUSY} at least
     * @throws io.avocet.error.UserError if the folder holds no classifier that this engine runs
     */
    static LoadedCheckpoint load(Path folder, NetworkConfig config, Hardware hardware, int batchSize) {
        return load(Checkpoints::loadForClassifying, folder, config, hardware, batchSize);
    }

    /**
     * Loads the encoder of a checkpoint; its {@link #outputs} are vectors of length 1.
     *
     * @param batchSize as for {@link #load}
     * @throws io.avocet.error.UserError if the folder holds no encoder that this engine runs
     */
    static LoadedCheckpoint loadEncoder(Path folder, NetworkConfig config, Hardware hardware, int batchSize) {
        return load(Checkpoints::loadEncoder, folder, config, hardware, batchSize);
    }

    private interface Loader {
        Network load(Path folder, NetworkConfig config, ComputeDevice device, Precision precision);
    }

    private static LoadedCheckpoint load(
            Loader loader, Path folder, NetworkConfig config, Hardware hardware, int batchSize) {
        CompletableFuture<Tokenizer> opening = CompletableFuture.supplyAsync(() -> Tokenizer.open(folder));
        Network network;
        try {
            network = loader.load(folder, config, hardware.device(), hardware.precision());
            network.freeze(hardware.precision());
        } catch (RuntimeException | OutOfMemoryError e) {
            SideBySide.join(opening).close(); // problems with the tokenizer are reported first
            throw asUserError(e, folder, hardware);
        }
        try {
            return new LoadedCheckpoint(folder, config, SideBySide.join(opening), network, hardware, batchSize);
        } catch (RuntimeException | Error e) {
            network.close();
            throw e;
        }
    }

    /** An allocation that failed as the user can read it; anything else as it is. */
    private static RuntimeException asUserError(Throwable failure, Path folder, Hardware hardware) {
        if (NativeEngine.isOutOfMemory(failure)) {
            return new UserError(
                    UserError.Kind.OUT_OF_MEMORY,
                    folder + " does not fit into the memory of "
                            + hardware.device().id() + ", where "
                            + ByteSize.inWords(MemoryUse.freeBytes(hardware.device()))
                            + " are free now. Stop other programs that hold it, or choose a smaller model.",
                    failure);
        }
        if (failure instanceof Error error) {
            throw error;
        }
        return (RuntimeException) failure;
    }

    List<TokenSequence> encode(List<String> texts) {
        return tokenizer.encodeAll(texts, config.maxTokens()).stream()
                .map(TokenSequence::of)
                .toList();
    }

    /**
     * What the network makes of each first text with each second one: the pairs of the first of them come first. Of a pair only
     * the first text is cut, and all pairs share the forward passes.
     */
    List<float[]> outputsOfPairs(List<String> firsts, List<String> seconds) {
        int maxTokens = config.maxTokens();
        return outputs(firsts.stream()
                .flatMap(first -> seconds.stream().map(second -> tokenizer.encodePair(first, second, maxTokens)))
                .toList());
    }

    /** How many of the texts have more tokens than the network reads. */
    TokenCut tokenCut(List<String> texts) {
        return tokenCut(tokenizer.encodeAll(texts, UNCUT).stream());
    }

    /** For how many of the first texts their pair with the longest of the second texts has more tokens than it reads. */
    TokenCut tokenCut(List<String> firsts, List<String> seconds) {
        String longest = seconds.stream()
                .max(Comparator.comparingInt(second -> tokenizer.encode(second, UNCUT).length))
                .orElseThrow();
        return tokenCut(firsts.stream()
                .map(first -> tokenizer.encodePair(first, longest, UNCUT).ids()));
    }

    private TokenCut tokenCut(Stream<int[]> sequences) {
        int maxTokens = config.maxTokens();
        return new TokenCut(
                maxTokens, (int) sequences.filter(ids -> ids.length > maxTokens).count());
    }

    /** What the network makes of each sequence, in the order of the sequences; similar lengths share a forward pass. */
    List<float[]> outputs(List<TokenSequence> sequences) {
        TokenLimits.requireInVocabulary(ids(sequences), config, folder);
        List<float[]> outputs = new ArrayList<>(Collections.nCopies(sequences.size(), new float[0]));
        List<Integer> longestFirst = IntStream.range(0, sequences.size())
                .boxed()
                .sorted((a, b) -> sequences.get(b).length() - sequences.get(a).length())
                .toList();
        List<Runnable> passes = new ArrayList<>();
        for (int start = 0; start < sequences.size(); start += passSize) {
            List<Integer> rows = longestFirst.subList(start, Math.min(sequences.size(), start + passSize));
            passes.add(() -> {
                float[][] batch = forward(rows.stream().map(sequences::get).toList());
                for (int i = 0; i < rows.size(); i++) {
                    outputs.set(rows.get(i), batch[i]); // each row is one pass's own
                }
            });
        }
        sideBySide.run(passes);
        return outputs;
    }

    /** B texts to (B, N). */
    private float[][] forward(List<TokenSequence> sequences) {
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            TokenBatch batch = TokenBatch.of(ids(sequences), config.padding(), hardware.device())
                    .withSegments(sequences.stream().map(TokenSequence::types).toList());
            float[][] rows = Tensors.toRows(network.apply(batch, ForwardMode.inference(hardware.precision())));
            for (float[] row : rows) {
                requireNumbers(row);
            }
            return rows;
        } catch (RuntimeException | OutOfMemoryError e) {
            throw asUserError(e, folder, hardware);
        }
    }

    private static List<int[]> ids(List<TokenSequence> sequences) {
        return sequences.stream().map(TokenSequence::ids).toList();
    }

    private void requireNumbers(float[] output) {
        for (float value : output) {
            if (!Float.isFinite(value)) {
                throw new UserError(
                        UserError.Kind.BAD_INPUT,
                        folder + " gives probabilities that are not numbers. "
                                + (hardware.precision() == Precision.FP32
                                        ? "Its weights are damaged: train or fetch it again."
                                        : "Try " + Setting.PRECISION + " fp32 (now "
                                                + hardware.precision().id()
                                                + "); if that gives the same, its weights are damaged."));
            }
        }
    }

    @Override
    public void close() {
        sideBySide.close();
        tokenizer.close();
        network.close();
    }
}
