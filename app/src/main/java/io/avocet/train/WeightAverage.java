package io.avocet.train;

import io.avocet.model.Parameters;
import io.avocet.tensor.NoGrad;
import io.avocet.tensor.TensorScope;
import io.avocet.tensor.Tensors;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The mean of a network's weights at several moments of its training, kept as their sum on the device; of one moment a copy. */
public final class WeightAverage implements AutoCloseable {
    private final Map<String, Tensor> sums = new LinkedHashMap<>();
    private int moments;

    /** Adds the weights as they are now. */
    public void add(Parameters weights) {
        moments++;
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            weights.byName().forEach((name, weight) -> {
                Tensor sum = sums.get(name);
                if (sum == null) {
                    sums.put(name, scope.keep(torch.zeros_like(weight).add_(weight)));
                } else {
                    sum.add_(weight);
                }
            });
        }
    }

    /** Sets the weights to the mean. There must be one moment or more. */
    public void writeInto(Parameters weights) {
        if (moments == 0) {
            throw new IllegalStateException("There is no moment to average");
        }
        try (TensorScope scope = new TensorScope();
                NoGrad noGrad = new NoGrad()) {
            sums.forEach((name, sum) -> weights.get(name).copy_(sum.div(Tensors.scalar(moments))));
        }
    }

    @Override
    public void close() {
        sums.values().forEach(Tensor::close);
        sums.clear();
    }
}
