package io.avocet.train;

import io.avocet.tensor.FusedAdamW;
import io.avocet.tensor.NoGrad;
import io.avocet.tensor.TensorScope;
import io.avocet.tensor.Tensors;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * AdamW with gradient clipping: Loshchilov and Hutter 2019, "Decoupled Weight Decay Regularization". Betas 0.9 and 0.999,
 * epsilon 1e-8, no weight decay, bias correction; state in float32.
 */
final class AdamW implements AutoCloseable {
    private static final double CLIP_EPSILON = 1e-6;

    private final List<GroupState> groups;
    private final List<Tensor> parameters; // of all groups
    private final Tensor steps;

    /** Parameters with one learning rate, and the moments of their gradients. */
    private record GroupState(ParameterGroup group, List<Tensor> firstMoments, List<Tensor> secondMoments) {
        static GroupState of(ParameterGroup group) {
            return new GroupState(group, zeros(group.parameters()), zeros(group.parameters()));
        }

        private static List<Tensor> zeros(List<Tensor> parameters) {
            return parameters.stream().map(torch::zeros_like).toList();
        }
    }

    AdamW(List<ParameterGroup> groups) {
        this.groups = groups.stream().map(GroupState::of).toList();
        parameters =
                groups.stream().flatMap(group -> group.parameters().stream()).toList();
        try (TensorScope scope = new TensorScope()) {
            steps = scope.keep(torch.zeros_like(parameters.get(0).view(-1).narrow(0, 0, 1)));
        }
    }

    /**
     * One update with gradients clipped to a global norm. Nothing waits for the device. If the norm is infinite or not a
     * number, nothing is changed.
     *
     * @param learningRate of a group with the factor 1
     * @param scale what the gradients were multiplied by (the loss scale)
     * @return the L2 norm of all gradients, divided by {@code scale}, before clipping: a scalar on the device
     */
    Tensor step(double learningRate, double maxNorm, double scale) {
        return TensorScope.resultOf(() -> {
            try (NoGrad noGrad = new NoGrad()) {
                Tensor norm = norm(gradients(parameters)).div(Tensors.scalar(scale));
                Tensor overflow = Tensors.to(norm.isfinite().logical_not(), ScalarType.Float); // 0 or 1
                Tensor clip = norm.add(Tensors.scalar(CLIP_EPSILON))
                        .div(Tensors.scalar(maxNorm))
                        .clamp_min(Tensors.scalar(1)); // what clipping divides by
                Tensor divisor = clip.mul(Tensors.scalar(scale));
                steps.add_(Tensors.scalar(1)).sub_(overflow);
                for (GroupState state : groups) {
                    FusedAdamW.step(
                            state.group().parameters(),
                            gradients(state.group().parameters()),
                            state.firstMoments(),
                            state.secondMoments(),
                            steps,
                            learningRate * state.group().rateFactor(),
                            divisor,
                            overflow);
                }
                return norm;
            }
        });
    }

    private static List<Tensor> gradients(List<Tensor> parameters) {
        return parameters.stream().map(Tensor::grad).toList();
    }

    /** The L2 norm over all tensors. A dot product uses every core, {@code linalg_vector_norm} one. */
    private static Tensor norm(List<Tensor> tensors) {
        TensorVector squares = new TensorVector();
        tensors.stream().map(tensor -> tensor.reshape(-1)).forEach(flat -> squares.push_back(torch.dot(flat, flat)));
        return torch.stack(squares).sum().sqrt();
    }

    /** Forgets the gradients, memory included. */
    void clearGradients() {
        for (Tensor parameter : parameters) {
            parameter.mutable_grad().reset();
        }
    }

    @Override
    public void close() {
        for (GroupState state : groups) {
            state.firstMoments().forEach(Tensor::close);
            state.secondMoments().forEach(Tensor::close);
        }
        steps.close();
    }
}
