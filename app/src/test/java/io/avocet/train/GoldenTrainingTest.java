package io.avocet.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.avocet.data.LabelSet;
import io.avocet.golden.Golden;
import io.avocet.model.CompactVocabulary;
import io.avocet.model.ForwardMode;
import io.avocet.model.NetworkConfig;
import io.avocet.model.Padding;
import io.avocet.model.SequenceClassifier;
import io.avocet.model.TokenBatch;
import io.avocet.pretrained.Checkpoints;
import io.avocet.pretrained.ConfigFile;
import io.avocet.pretrained.LoadedForFineTuning;
import io.avocet.recipe.TrainingMethod;
import io.avocet.recipe.TrainingSettings;
import io.avocet.run.Precision;
import io.avocet.tensor.ComputeDevice;
import io.avocet.tensor.NoGrad;
import io.avocet.tensor.TensorScope;
import io.avocet.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole fine-tuning runs against the reference's: loss, gradient norm and rate of each update, and what was learned. */
@Tag("slow")
class GoldenTrainingTest {
    /** Of the reference's figure, over the whole run. */
    private static final double RELATIVE_TOLERANCE = 1e-3;

    /** Absolute: float32 rounding after some 15 optimizer steps at 100 times the usual rate. */
    private static final double LOGIT_TOLERANCE = 5e-3;

    private static final double RATE_TOLERANCE = 1e-12;

    /**
     * Of the reference's float32 loss, for 16-bit matrix products: bfloat16 keeps 8 bits of a product, float16 11; over a
     * run of 9 to 15 updates at 100 times the usual rate the paths part by a few roundings.
     */
    private static final double REDUCED_LOSS_TOLERANCE = 3e-2;

    @ParameterizedTest
    @CsvSource({
        "deberta-v2-tiny, BF16, false",
        "deberta-v2-tiny, FP16, true",
        "xlm-roberta-tiny, BF16, true",
        "xlm-roberta-tiny, FP16, false",
        "bert-tiny, BF16, false",
        "distilbert-tiny, BF16, true",
        "modernbert-tiny, BF16, false",
        "modernbert-tiny, FP16, true",
        "roberta-tiny, FP16, true"
    })
    void reducedPrecisionFollowsTheReferenceLosses(String name, Precision precision, boolean checkpointing) {
        JsonNode run = Golden.read(name, "golden.json").get("training");
        List<UpdateRecord> updates = train(name, precision, checkpointing, model -> {});

        assertThat(updates).hasSize(run.get("total_updates").intValue());
        for (int i = 0; i < updates.size(); i++) {
            double expected = run.at("/steps/" + i + "/loss").doubleValue();
            assertThat(updates.get(i).skipped()).isFalse();
            assertThat(updates.get(i).loss())
                    .as("loss of update %d", i)
                    .isCloseTo(expected, within(REDUCED_LOSS_TOLERANCE * expected));
        }
    }

    @ParameterizedTest
    @MethodSource("io.avocet.golden.Golden#checkpointings")
    void everyUpdateEqualsTheReference(String name, boolean checkpointing) {
        JsonNode golden = Golden.read(name, "golden.json");
        List<UpdateRecord> updates =
                train(name, Precision.FP32, checkpointing, model -> compareLogitsAfter(name, golden, model));

        JsonNode expected = golden.at("/training/steps");
        assertThat(updates)
                .hasSize(golden.at("/training/total_updates").intValue())
                .hasSize(expected.size());
        for (int i = 0; i < updates.size(); i++) {
            UpdateRecord update = updates.get(i);
            JsonNode step = expected.get(i);
            assertThat(update.learningRate())
                    .as("rate of update %d", i)
                    .isCloseTo(step.get("lr").doubleValue(), within(RATE_TOLERANCE));
            assertThat(update.loss())
                    .as("loss of update %d", i)
                    .isCloseTo(step.get("loss").doubleValue(), relativeTo(step.get("loss")));
            assertThat(update.gradientNorm())
                    .as("gradient norm of update %d", i)
                    .isCloseTo(step.get("grad_norm").doubleValue(), relativeTo(step.get("grad_norm")));
        }
    }

    /** The reference's run: rows in their fixed order, its own settings. */
    private static List<UpdateRecord> train(
            String name, Precision precision, boolean checkpointing, Consumer<SequenceClassifier> after) {
        JsonNode golden = Golden.read(name, "golden.json");
        JsonNode run = golden.get("training");
        NetworkConfig config = ConfigFile.read(Golden.folder(name)).config();
        List<int[]> sequences = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        run.get("sequences").forEach(ids -> sequences.add(Golden.ints(ids)));
        run.get("labels").forEach(label -> labels.add(label.intValue()));
        EncodedTexts texts = new EncodedTexts(sequences, labels, config.padding());
        TrainingSettings settings = new TrainingSettings(
                run.at("/config/epochs").intValue(),
                run.at("/config/batch_size").intValue(),
                run.at("/config/grad_accum").intValue(),
                run.at("/config/lr").doubleValue(),
                precision,
                checkpointing,
                512,
                42,
                TrainingMethod.STANDARD);

        try (TensorScope scope = new TensorScope();
                LoadedForFineTuning loaded = Checkpoints.loadForFineTuning(
                        Golden.folder(name),
                        config,
                        10,
                        CompactVocabulary.whole(config.vocabularySize()),
                        ComputeDevice.CPU,
                        42);
                WeightedTrainer trainer = new WeightedTrainer(
                        loaded.model(),
                        ComputeDevice.CPU,
                        settings,
                        LabelSet.CANONICAL,
                        Golden.doubles(golden.get("class_weights")),
                        event -> {})) {
            BatchOrder order = BatchOrder.sequential(texts.size(), settings.batchSize());
            List<UpdateRecord> updates =
                    trainer.train(texts, texts, order, () -> {}).updates();
            after.accept(loaded.model());
            return updates;
        }
    }

    private static void compareLogitsAfter(String name, JsonNode golden, SequenceClassifier model) {
        Padding padding = ConfigFile.read(Golden.folder(name)).config().padding();
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            TokenBatch batch = TokenBatch.of(batchAfter(name, golden), padding, ComputeDevice.CPU);
            float[][] logits = Tensors.toRows(model.logits(batch, ForwardMode.inference(Precision.FP32)));
            for (int row = 0; row < logits.length; row++) {
                for (int label = 0; label < logits[row].length; label++) {
                    double expected = golden.at("/training/logits_after/" + row + "/" + label)
                            .doubleValue();
                    assertThat((double) logits[row][label]).isCloseTo(expected, within(LOGIT_TOLERANCE));
                }
            }
        }
    }

    /** The first two networks were asked about the golden batch, the others about their first batch of training texts. */
    private static List<int[]> batchAfter(String name, JsonNode golden) {
        if (List.of(Golden.DEBERTA, Golden.XLM_ROBERTA).contains(name)) {
            return Golden.sequences(golden.get("input_ids"), golden.get("attention_mask"));
        }
        int batchSize = golden.at("/training/config/batch_size").intValue();
        return IntStream.range(0, batchSize)
                .mapToObj(row -> Golden.ints(golden.at("/training/sequences/" + row)))
                .toList();
    }

    private static org.assertj.core.data.Offset<Double> relativeTo(JsonNode figure) {
        return within(RELATIVE_TOLERANCE * Math.abs(figure.doubleValue()));
    }
}
