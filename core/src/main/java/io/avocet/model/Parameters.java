package io.avocet.model;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** The weights of one network under their published names, in the order of the forward pass. Owns them. */
public final class Parameters implements AutoCloseable {
    private final Map<String, Tensor> byName;
    private final List<WeightSpec> specs;

    /** @param byName a tensor for each of the specs; the word embeddings may have fewer rows */
    public Parameters(List<WeightSpec> specs, Map<String, Tensor> byName) {
        this.specs = List.copyOf(specs);
        this.byName = new LinkedHashMap<>(byName);
    }

    public Tensor get(String name) {
        Tensor tensor = byName.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("No parameter is called " + name);
        }
        return tensor;
    }

    public Map<String, Tensor> byName() {
        return Collections.unmodifiableMap(byName);
    }

    /** What each weight is, in the order of {@link #tensors}. */
    public List<WeightSpec> specs() {
        return specs;
    }

    public Collection<Tensor> tensors() {
        return byName().values();
    }

    /** The number of weights. */
    public long count() {
        return byName.values().stream().mapToLong(Tensor::numel).sum();
    }

    /** From here on every backward pass accumulates a gradient in each parameter. */
    public void requireGradients() {
        byName.values().forEach(tensor -> tensor.set_requires_grad(true));
    }

    @Override
    public void close() {
        byName.values().forEach(Tensor::close);
        byName.clear();
    }
}
