package io.avocet.train;

import io.avocet.tensor.FusedAdamW;
import io.avocet.tensor.NoGrad;
import io.avocet.tensor.TensorScope;
import io.avocet.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * AdamW with gradient clipping: Loshchilov and Hutter 2019, "Decoupled Weight Decay Regularization". Betas 0.9 and 0.999,
 * epsilon 1e-8, no weight decay, bias correction; state in float32.
 */
final class AdamW implements AutoCloseable {
    private static final double CLIP_EPSILON = 1e-6;

    private final List<Tensor> parameters;
    private final List<Tensor> firstMoments = new ArrayList<>();
    private final List<Tensor> secondMoments = new ArrayList<>();
    private final Tensor steps;

    AdamW(List<Tensor> parameters) {
        this.parameters = List.copyOf(parameters);
        for (Tensor parameter : parameters) {
            firstMoments.add(torch.zeros_like(parameter));
            secondMoments.add(torch.zeros_like(parameter));
        }
        try (TensorScope scope = new TensorScope()) {
            steps = scope.keep(torch.zeros_like(parameters.get(0).view(-1).narrow(0, 0, 1)));
        }
    }

    /** The L2 norm over all gradients. */
    double gradientNorm() {
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            TensorVector norms = new TensorVector();
            for (Tensor gradient : gradients()) {
                norms.push_back(torch.linalg_vector_norm(gradient));
            }
            return torch.linalg_vector_norm(torch.stack(norms)).item_double();
        }
    }

    /**
     * One update with gradients clipped to a global norm.
     *
     * @param norm L2 norm of the gradients, after division by {@code scale}
     * @param scale what the gradients were multiplied by (the loss scale)
     */
    void step(double learningRate, double norm, double maxNorm, double scale) {
        double clip = Math.min(1, maxNorm / (norm + CLIP_EPSILON));
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            steps.add_(Tensors.scalar(1));
            FusedAdamW.step(parameters, gradients(), firstMoments, secondMoments, steps, learningRate, scale / clip);
        }
    }

    /** Forgets the gradients, memory included. */
    void clearGradients() {
        for (Tensor parameter : parameters) {
            parameter.mutable_grad().reset();
        }
    }

    private List<Tensor> gradients() {
        return parameters.stream().map(Tensor::grad).toList();
    }

    @Override
    public void close() {
        firstMoments.forEach(Tensor::close);
        secondMoments.forEach(Tensor::close);
        steps.close();
    }
}
