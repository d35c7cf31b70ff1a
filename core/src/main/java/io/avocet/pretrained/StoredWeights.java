package io.avocet.pretrained;

import io.avocet.checkpoint.SafetensorsWriter;
import io.avocet.checkpoint.TensorEntry;
import io.avocet.checkpoint.WeightFiles;
import io.avocet.checkpoint.WeightReport;
import io.avocet.model.NetworkConfig;
import io.avocet.model.ParameterShapes;
import io.avocet.model.WeightSpec;
import io.avocet.tensor.ComputeDevice;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The weights of a checkpoint folder under the names that the network gives them. A checkpoint of a bare encoder leaves out
 * the network's prefix ({@code embeddings…} in place of {@code bert.embeddings…}).
 */
final class StoredWeights implements AutoCloseable {
    private final WeightFiles files;
    private final NetworkConfig config;
    private final Map<String, TensorEntry> byName = new LinkedHashMap<>();

    private StoredWeights(WeightFiles files, NetworkConfig config) {
        this.files = files;
        this.config = config;
        String prefix = config.prefix() + ".";
        List<TensorEntry> entries = files.entries();
        boolean bare = entries.stream().noneMatch(entry -> entry.name().startsWith(prefix));
        Set<String> names = ParameterShapes.of(config, 1).specs().stream()
                .map(WeightSpec::name)
                .collect(Collectors.toUnmodifiableSet());
        for (TensorEntry entry : entries) {
            String prefixed = prefix + entry.name();
            boolean takesPrefix = bare && (names.contains(prefixed) || config.isIgnored(prefixed));
            byName.put(takesPrefix ? prefixed : entry.name(), entry);
        }
    }

    /** Opens and checks the files; see {@link WeightFiles#open}. */
    static StoredWeights open(Path folder, NetworkConfig config) {
        return new StoredWeights(WeightFiles.open(folder), config);
    }

    WeightReport compare(ParameterShapes shapes) {
        Map<String, List<Long>> expected = new LinkedHashMap<>();
        shapes.specs().forEach(spec -> expected.put(spec.name(), spec.shape()));
        return WeightReport.compare(
                expected,
                byName,
                shapes.specs().stream()
                        .filter(WeightSpec::isHead)
                        .map(WeightSpec::name)
                        .collect(Collectors.toUnmodifiableSet()),
                config::isIgnored);
    }

    Tensor read(WeightSpec spec, ComputeDevice device, ScalarType type) {
        return StoredTensors.read(files, entry(spec), device, type);
    }

    /** Some rows of a table, as (rows, E) in float32. */
    Tensor readRows(WeightSpec spec, int[] rows, ComputeDevice device) {
        return StoredTensors.readRows(files, entry(spec), rows, device);
    }

    /**
     * Writes a table in float32: the given rows as they are now, all others as they are stored.
     *
     * @param rows which rows {@code values} holds, ascending
     */
    void appendTable(SafetensorsWriter writer, WeightSpec spec, int[] rows, Tensor values) {
        StoredTensors.appendTable(writer, spec.name(), files, entry(spec), rows, values);
    }

    private TensorEntry entry(WeightSpec spec) {
        TensorEntry entry = byName.get(spec.name());
        if (entry == null) {
            throw new IllegalStateException(spec.name() + " was found complete before");
        }
        return entry;
    }

    @Override
    public void close() {
        files.close();
    }
}
