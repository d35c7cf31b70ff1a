package io.avocet.adapter;

import io.avocet.checkpoint.ModelConfig;
import io.avocet.data.LabelSet;
import io.avocet.error.UserError;
import io.avocet.model.Checkpoints;
import io.avocet.model.ForwardMode;
import io.avocet.model.SequenceClassifier;
import io.avocet.model.TokenBatch;
import io.avocet.model.TokenLimits;
import io.avocet.run.Precision;
import io.avocet.tensor.Hardware;
import io.avocet.tensor.NoGrad;
import io.avocet.tensor.TensorScope;
import io.avocet.tensor.Tensors;
import io.avocet.text.Tokenizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** A checkpoint folder with {@code id2label}, its network and its tokenizer. */
public final class CheckpointTextClassifier implements TextClassifier {
    private final Path folder;
    private final ModelConfig config;
    private final LabelSet labels;
    private final Tokenizer tokenizer;
    private final SequenceClassifier model;
    private final Hardware hardware;
    private final int batchSize;

    private CheckpointTextClassifier(
            Path folder,
            ModelConfig config,
            LabelSet labels,
            Tokenizer tokenizer,
            SequenceClassifier model,
            Hardware hardware,
            int batchSize) {
        this.folder = folder;
        this.config = config;
        this.labels = labels;
        this.tokenizer = tokenizer;
        this.model = model;
        this.hardware = hardware;
        this.batchSize = batchSize;
    }

    /**
     * Loads a checkpoint.
     *
     * @param batchSize texts of one forward pass at most
     * @throws UserError if the folder holds no classifier that this engine runs
     */
    public static CheckpointTextClassifier load(Path folder, Hardware hardware, int batchSize) {
        ModelConfig config = ModelConfig.read(folder);
        LabelSet labels = labels(folder, config);
        Tokenizer tokenizer = Tokenizer.open(folder);
        try {
            SequenceClassifier model =
                    Checkpoints.loadForClassifying(folder, config, hardware.device(), hardware.precision());
            return new CheckpointTextClassifier(folder, config, labels, tokenizer, model, hardware, batchSize);
        } catch (RuntimeException e) {
            tokenizer.close();
            throw e;
        }
    }

    private static LabelSet labels(Path folder, ModelConfig config) {
        try {
            return new LabelSet(config.labels());
        } catch (IllegalArgumentException e) {
            throw new UserError(
                    UserError.Kind.BAD_INPUT,
                    folder.resolve("config.json") + ": id2label names "
                            + config.labels().size()
                            + " labels; a classifier has two or more, all different, none blank or with a control"
                            + " character. Fine-tune the checkpoint first: avocet finetune --model MODEL --base-model "
                            + folder + ".",
                    e);
        }
    }

    @Override
    public LabelSet labels() {
        return labels;
    }

    @Override
    public List<double[]> probabilities(List<String> texts) {
        List<int[]> sequences = tokenizer.encodeAll(texts, TokenLimits.maxTokens(config));
        TokenLimits.requireInVocabulary(sequences, config, folder);
        List<double[]> probabilities = new ArrayList<>(Collections.nCopies(texts.size(), new double[0]));
        List<Integer> longestFirst = IntStream.range(0, texts.size())
                .boxed()
                .sorted((a, b) -> sequences.get(b).length - sequences.get(a).length)
                .toList();
        for (int start = 0; start < texts.size(); start += batchSize) {
            List<Integer> rows = longestFirst.subList(start, Math.min(texts.size(), start + batchSize));
            float[][] batch = forward(rows.stream().map(sequences::get).toList());
            for (int i = 0; i < rows.size(); i++) {
                probabilities.set(rows.get(i), toDoubles(batch[i]));
            }
        }
        return probabilities;
    }

    /** Token ids of B texts to probabilities (B, L). */
    private float[][] forward(List<int[]> sequences) {
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            TokenBatch batch = TokenBatch.of(sequences, config.padTokenId(), hardware.device());
            Tensor logits = model.logits(batch, ForwardMode.inference(hardware.precision())); // (B, L)
            float[][] probabilities = Tensors.toRows(torch.softmax(logits, -1));
            requireNumbers(probabilities);
            return probabilities;
        }
    }

    private void requireNumbers(float[][] probabilities) {
        for (float[] row : probabilities) {
            for (float probability : row) {
                if (!Float.isFinite(probability)) {
                    throw new UserError(
                            UserError.Kind.BAD_INPUT,
                            folder + " gives probabilities that are not numbers. "
                                    + (hardware.precision() == Precision.FP32
                                            ? "Its weights are damaged: train or fetch it again."
                                            : "Try --precision fp32 (now "
                                                    + hardware.precision().id()
                                                    + "); if that gives the same, its weights are damaged."));
                }
            }
        }
    }

    private static double[] toDoubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }

    @Override
    public void close() {
        tokenizer.close();
        model.close();
    }
}
