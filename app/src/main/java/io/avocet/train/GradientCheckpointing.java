package io.avocet.train;

import io.avocet.model.SequenceClassifier;
import io.avocet.tensor.NoGrad;
import io.avocet.tensor.TensorScope;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorArrayRefOptional;

/**
 * Backward passes that keep only the input of each layer and compute the rest again, layer by layer: Chen et al. 2016,
 * "Training Deep Nets with Sublinear Memory Cost". Memory for activations falls from all layers to one; each layer runs
 * forward twice, with equal dropout masks, since a segment of a pass draws from a generator of its own.
 */
final class GradientCheckpointing {
    private GradientCheckpointing() {}

    /**
     * Accumulates the gradients of {@code loss(logits)} in the parameters, the same as a plain backward pass.
     *
     * @param loss from logits (B, L) to the scalar to differentiate
     * @return the loss
     */
    static Tensor backward(SequenceClassifier.Pass pass, int layers, UnaryOperator<Tensor> loss) {
        Tensor embedded = pass.embed(); // (B, T, E)
        List<Tensor> shared = pass.shared();
        List<Tensor> sharedLeaves =
                shared.stream().map(GradientCheckpointing::leaf).toList();
        List<Tensor> inputs = new ArrayList<>(); // of each layer, and of the head; (B, T, E)
        inputs.add(leaf(embedded));
        for (int i = 0; i < layers; i++) {
            int layer = i;
            inputs.add(TensorScope.resultOf(() -> leaf(runForward(pass, layer, inputs.get(layer), sharedLeaves))));
        }

        Tensor value = loss.apply(pass.logits(inputs.get(layers)));
        value.backward();
        for (int layer = layers - 1; layer >= 0; layer--) {
            Tensor output = inputs.get(layer + 1); // what the next layer read, now with its gradient
            try (TensorScope scope = new TensorScope()) {
                int index = layer;
                Tensor again = TensorScope.resultOf(() -> pass.layer(index, inputs.get(index), sharedLeaves));
                backward(again, output.grad());
            }
            output.close();
        }
        backward(embedded, inputs.get(0).grad());
        for (int i = 0; i < shared.size(); i++) {
            backward(shared.get(i), sharedLeaves.get(i).grad());
        }
        return value;
    }

    private static Tensor runForward(SequenceClassifier.Pass pass, int layer, Tensor input, List<Tensor> shared) {
        try (NoGrad noGrad = new NoGrad()) {
            return pass.layer(layer, input, shared);
        }
    }

    private static Tensor leaf(Tensor tensor) {
        return tensor.detach().set_requires_grad(true);
    }

    private static void backward(Tensor output, Tensor gradient) {
        output.backward(gradient, new BoolOptional(), false, new TensorArrayRefOptional());
    }
}
