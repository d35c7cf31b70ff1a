package io.avocet.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.avocet.golden.Golden;
import io.avocet.model.ForwardMode;
import io.avocet.model.NetworkConfig;
import io.avocet.model.SequenceClassifier;
import io.avocet.model.TokenBatch;
import io.avocet.pretrained.Checkpoints;
import io.avocet.pretrained.ConfigFile;
import io.avocet.run.Precision;
import io.avocet.tensor.ComputeDevice;
import io.avocet.tensor.TensorScope;
import io.avocet.tensor.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class GradientCheckpointingTest {
    /** What one network or another calls its dropout rates. */
    private static final List<String> DROPOUTS = List.of(
            "hidden_dropout_prob",
            "attention_probs_dropout_prob",
            "pooler_dropout",
            "dropout",
            "attention_dropout",
            "seq_classif_dropout",
            "embedding_dropout",
            "mlp_dropout");

    @TempDir
    Path folder;

    @ParameterizedTest
    @FieldSource("io.avocet.golden.Golden#CLASSIFIERS")
    void gradientsWithDropoutAreTheSameWithAndWithoutCheckpointing(String name) throws IOException {
        withDropout(name);
        Map<String, float[]> plain = gradients(false, 7);
        Map<String, float[]> checkpointed = gradients(true, 7);
        Map<String, float[]> otherMasks = gradients(false, 8);

        plain.forEach((parameter, gradient) ->
                assertThat(checkpointed.get(parameter)).as(parameter).containsExactly(gradient));
        String classifier = name.contains("roberta") ? "classifier.out_proj.weight" : "classifier.weight";
        assertThat(otherMasks.get(classifier))
                .as("another seed drops other elements")
                .isNotEqualTo(plain.get(classifier));
    }

    /** Copies a golden checkpoint and turns dropout on. */
    private void withDropout(String name) throws IOException {
        for (String file : List.of("model.safetensors", "config.json")) {
            Files.copy(Golden.folder(name).resolve(file), folder.resolve(file));
        }
        ObjectNode config = (ObjectNode) Golden.read(name, "config.json");
        DROPOUTS.forEach(key -> config.put(key, 0.2));
        Files.writeString(folder.resolve("config.json"), config.toString());
    }

    private Map<String, float[]> gradients(boolean checkpointing, long dropoutSeed) {
        NetworkConfig config = ConfigFile.read(folder).config();
        try (TensorScope scope = new TensorScope();
                SequenceClassifier model =
                        Checkpoints.loadForClassifying(folder, config, ComputeDevice.CPU, Precision.FP32)) {
            model.parameters().requireGradients();
            TokenBatch batch = TokenBatch.of(
                    List.of(new int[] {0, 17, 200, 33, 401, 9, 2}, new int[] {0, 99, 2}),
                    config.padding(),
                    ComputeDevice.CPU);
            ForwardMode mode = ForwardMode.training(Precision.FP32, ComputeDevice.CPU, dropoutSeed);
            Tensor labels = Tensors.longs(new long[] {3, 5}, ComputeDevice.CPU, 2);
            Tensor weights = Tensors.floats(new float[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, ComputeDevice.CPU, 10);
            UnaryOperator<Tensor> loss = logits -> WeightedTrainer.computeLoss(logits, labels, weights);
            if (checkpointing) {
                GradientCheckpointing.backward(model.begin(batch, mode), model.layers(), loss);
            } else {
                loss.apply(model.logits(batch, mode)).backward();
            }
            Map<String, float[]> gradients = new HashMap<>();
            model.parameters().byName().forEach((name, tensor) -> gradients.put(name, Tensors.toFloats(tensor.grad())));
            return gradients;
        }
    }
}
