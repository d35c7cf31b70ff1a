package io.avocet.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.avocet.golden.Golden;
import io.avocet.pretrained.Checkpoints;
import io.avocet.pretrained.ConfigFile;
import io.avocet.run.Precision;
import io.avocet.tensor.ComputeDevice;
import io.avocet.tensor.NoGrad;
import io.avocet.tensor.TensorScope;
import io.avocet.tensor.Tensors;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class MeanPooledNetworkTest {
    private static final String BERT = Golden.BERT;
    private static final ForwardMode MODE = ForwardMode.inference(Precision.FP32);
    private static final int[] SHORT = {2, 40, 41, 3};
    private static final int[] LONG = {2, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 3};

    /** Float32 rounding of another order of summation. */
    private static final double TOLERANCE = 1e-5;

    /** The head of BERT, computed here on the mean of the encoder's output. */
    @Test
    void theHeadReadsTheMeanOfTheTokensThatAreNoPadding() {
        NetworkConfig config =
                new MeanPooledNetwork(ConfigFile.read(Golden.folder(BERT)).config());
        try (SequenceClassifier model = load(config);
                TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            TokenBatch batch = TokenBatch.of(List.of(SHORT, LONG), config.padding(), ComputeDevice.CPU);
            SequenceClassifier.Pass pass = model.begin(batch, MODE);
            Tensor hidden = pass.embed();
            for (int layer = 0; layer < model.layers(); layer++) {
                hidden = pass.layer(layer, hidden, pass.shared());
            }
            Tensor mean = hidden.select(0, 0).narrow(0, 0, SHORT.length).mean(0); // (E)
            Tensor pooled = torch.matmul(weight(model, "bert.pooler.dense.weight"), mean)
                    .add(weight(model, "bert.pooler.dense.bias"))
                    .tanh();
            float[] expected = Tensors.toFloats(
                    torch.matmul(weight(model, "classifier.weight"), pooled).add(weight(model, "classifier.bias")));
            float[] found = Tensors.toRows(model.logits(batch, MODE))[0];
            for (int label = 0; label < expected.length; label++) {
                assertThat((double) found[label]).isEqualTo(expected[label], within(TOLERANCE));
            }
        }
    }

    @Test
    void aTextHasTheSameLogitsNextToALongerOne() {
        NetworkConfig config =
                new MeanPooledNetwork(ConfigFile.read(Golden.folder(BERT)).config());
        try (SequenceClassifier model = load(config);
                TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            float[] alone = logits(model, config, List.of(SHORT));
            float[] padded = logits(model, config, List.of(SHORT, LONG));
            for (int label = 0; label < alone.length; label++) {
                assertThat((double) padded[label]).isEqualTo(alone[label], within(TOLERANCE));
            }
        }
    }

    private static SequenceClassifier load(NetworkConfig config) {
        return Checkpoints.loadForClassifying(Golden.folder(BERT), config, ComputeDevice.CPU, Precision.FP32);
    }

    private static float[] logits(SequenceClassifier model, NetworkConfig config, List<int[]> texts) {
        return Tensors.toRows(model.logits(TokenBatch.of(texts, config.padding(), ComputeDevice.CPU), MODE))[0];
    }

    private static Tensor weight(SequenceClassifier model, String name) {
        return model.parameters().get(name);
    }
}
