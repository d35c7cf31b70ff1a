package io.avocet.model;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.avocet.onnx.graph.ElementType;
import io.avocet.onnx.graph.GraphBuilder;
import io.avocet.onnx.graph.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

class GraphLayersTest {
    private static final List<WeightSpec> SPECS = List.of(
            new WeightSpec("dense.weight", List.of(2L, 3L), WeightSpec.Use.MATRIX, 0),
            new WeightSpec("dense.bias", List.of(2L), WeightSpec.Use.VECTOR, 0),
            new WeightSpec("norm.weight", List.of(2L), WeightSpec.Use.VECTOR, 0));

    private final GraphBuilder graph = new GraphBuilder();
    private final Value ids = graph.input("input_ids", ElementType.INT64, "batch", "tokens");
    private final GraphLayers layers = new GraphLayers(graph, ids, ids, SPECS, spec -> new float[0], false);

    @Test
    void aWeightThatIsLeftOutIsNamed() {
        layers.linear(ids, "dense");
        assertThatThrownBy(layers::requireAllTaken)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The graph leaves out [norm.weight]");
    }

    @Test
    void aWeightIsInTheGraphOnce() {
        layers.linear(ids, "dense");
        assertThatThrownBy(() -> layers.linear(ids, "dense"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("dense.weight is no weight of this network, or is used twice");
    }

    @Test
    void aWeightOfAnotherNetworkIsNamed() {
        assertThatThrownBy(() -> layers.norm(ids, "other", 1e-5)).hasMessageContaining("other.weight");
    }
}
