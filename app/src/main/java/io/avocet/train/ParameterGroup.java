package io.avocet.train;

import io.avocet.model.Parameters;
import io.avocet.model.WeightSpec;
import io.avocet.recipe.TrainingMethod;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * Weights that share a learning rate.
 *
 * @param rateFactor what the schedule's rate is multiplied by
 */
record ParameterGroup(List<Tensor> parameters, double rateFactor) {
    ParameterGroup {
        parameters = List.copyOf(parameters);
    }

    /** The weights of a network by the rates of the method, in the order of the network. */
    static List<ParameterGroup> of(Parameters weights, int layers, TrainingMethod method) {
        Map<Double, List<Tensor>> byFactor = new LinkedHashMap<>();
        for (WeightSpec spec : weights.specs()) {
            byFactor.computeIfAbsent(rateFactor(spec, layers, method), factor -> new ArrayList<>())
                    .add(weights.get(spec.name()));
        }
        return byFactor.entrySet().stream()
                .map(group -> new ParameterGroup(group.getValue(), group.getKey()))
                .toList();
    }

    private static double rateFactor(WeightSpec spec, int layers, TrainingMethod method) {
        return spec.isHead() ? method.headRateFactor() : method.layerRateFactor(layers - 1 - spec.layer());
    }
}
