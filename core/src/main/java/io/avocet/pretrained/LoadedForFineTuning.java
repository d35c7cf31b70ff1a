package io.avocet.pretrained;

import io.avocet.checkpoint.SafetensorsWriter;
import io.avocet.checkpoint.TensorSpec;
import io.avocet.checkpoint.WeightReport;
import io.avocet.model.CompactVocabulary;
import io.avocet.model.ParameterShapes;
import io.avocet.model.SequenceClassifier;
import io.avocet.model.WeightSpec;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * A network that is ready to train. Of the word embeddings it holds only the rows of a {@link CompactVocabulary}; the
 * base's weight files stay open, since a saved checkpoint takes all other rows from them.
 */
public final class LoadedForFineTuning implements AutoCloseable {
    private final SequenceClassifier model;
    private final WeightReport report;
    private final ParameterShapes shapes;
    private final CompactVocabulary vocabulary;
    private final StoredWeights base;

    LoadedForFineTuning(
            SequenceClassifier model,
            WeightReport report,
            ParameterShapes shapes,
            CompactVocabulary vocabulary,
            StoredWeights base) {
        this.model = model;
        this.report = report;
        this.shapes = shapes;
        this.vocabulary = vocabulary;
        this.base = base;
    }

    public SequenceClassifier model() {
        return model;
    }

    /** Which weights started afresh, and which of the checkpoint's were ignored. */
    public WeightReport report() {
        return report;
    }

    /** The number of weights, those that are not held here included. */
    public long parameterCount() {
        return shapes.count();
    }

    /** The number of weights that are held and trained. */
    public long trainedCount() {
        return model.parameters().count();
    }

    /** Writes {@code model.safetensors} in float32 under the published names, with the whole table of word embeddings. */
    public void saveWeights(Path folder) {
        List<TensorSpec> tensors = shapes.specs().stream()
                .map(spec -> new TensorSpec(spec.name(), spec.shape()))
                .toList();
        try (SafetensorsWriter writer = SafetensorsWriter.create(folder.resolve("model.safetensors"), tensors)) {
            for (WeightSpec spec : shapes.specs()) {
                Tensor tensor = model.parameters().get(spec.name());
                if (spec.use() == WeightSpec.Use.WORD_EMBEDDINGS) {
                    base.appendTable(writer, spec, vocabulary.ids(), tensor);
                } else {
                    StoredTensors.append(writer, spec.name(), tensor);
                }
            }
        }
    }

    @Override
    public void close() {
        model.close();
        base.close();
    }
}
