package io.avocet.model;

import io.avocet.checkpoint.SafetensorsWriter;
import io.avocet.checkpoint.TensorEntry;
import io.avocet.checkpoint.TensorSpec;
import io.avocet.checkpoint.WeightFiles;
import io.avocet.checkpoint.WeightReport;
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
    private final WeightFiles baseFiles;

    LoadedForFineTuning(
            SequenceClassifier model,
            WeightReport report,
            ParameterShapes shapes,
            CompactVocabulary vocabulary,
            WeightFiles baseFiles) {
        this.model = model;
        this.report = report;
        this.shapes = shapes;
        this.vocabulary = vocabulary;
        this.baseFiles = baseFiles;
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
        List<TensorSpec> specs = shapes.byName().entrySet().stream()
                .map(entry -> new TensorSpec(entry.getKey(), entry.getValue()))
                .toList();
        try (SafetensorsWriter writer = SafetensorsWriter.create(folder.resolve("model.safetensors"), specs)) {
            for (TensorSpec spec : specs) {
                append(writer, spec.name(), model.parameters().get(spec.name()));
            }
        }
    }

    private void append(SafetensorsWriter writer, String name, Tensor tensor) {
        if (name.equals(shapes.wordEmbeddings())) {
            TensorEntry base = baseFiles.find(name).orElseThrow();
            StoredTensors.appendTable(writer, baseFiles, base, vocabulary.ids(), tensor);
        } else {
            StoredTensors.append(writer, name, tensor);
        }
    }

    @Override
    public void close() {
        model.close();
        baseFiles.close();
    }
}
