package io.avocet.app.bench;

import io.avocet.checkpoint.ConfigFile;
import io.avocet.checkpoint.ModelConfig;
import io.avocet.checkpoint.SafetensorsWriter;
import io.avocet.checkpoint.TensorSpec;
import io.avocet.data.LabelSet;
import io.avocet.model.ParameterShapes;
import io.avocet.text.Tokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A checkpoint with the shape of a published one, random weights and a head of ten labels: as fast and as large as the real one,
 * and of no use. Its tokenizer is that of the built-in model, whose ids are valid in each of the vocabularies, and whose padding
 * token it has.
 */
final class MadeCheckpoint {
    private static final String CONFIG = "config.json";
    private static final int CHUNK_FLOATS = 1 << 18;
    private static final long SEED = 0;

    private MadeCheckpoint() {}

    /**
     * Writes the checkpoint.
     *
     * @param builtIn folder of the built-in model
     * @param folder which exists and is empty
     */
    static void write(BenchModel model, Path builtIn, Path folder) throws IOException {
        try (InputStream config = config(model, builtIn);
                Tokenizer tokenizer = Tokenizer.open(builtIn)) {
            Files.copy(config, folder.resolve(CONFIG));
            tokenizer.save(folder, false);
        }
        ConfigFile.read(folder).write(folder, LabelSet.CANONICAL.names());
        writeWeights(ModelConfig.read(folder), folder.resolve("model.safetensors"));
    }

    private static InputStream config(BenchModel model, Path builtIn) throws IOException {
        if (model == BenchModel.MINI) {
            return Files.newInputStream(builtIn.resolve(CONFIG));
        }
        InputStream config = MadeCheckpoint.class.getResourceAsStream("/io/avocet/bench/" + model.key() + ".json");
        if (config == null) {
            throw new IllegalStateException("The program was built without the shape of " + model.key());
        }
        return config;
    }

    private static void writeWeights(ModelConfig config, Path file) {
        ParameterShapes shapes = ParameterShapes.of(config, LabelSet.CANONICAL.size());
        List<TensorSpec> specs = shapes.byName().entrySet().stream()
                .map(entry -> new TensorSpec(entry.getKey(), entry.getValue()))
                .toList();
        SplittableRandom random = new SplittableRandom(SEED);
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK_FLOATS * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        try (SafetensorsWriter writer = SafetensorsWriter.create(file, specs)) {
            for (TensorSpec spec : specs) {
                double mean = spec.name().endsWith("LayerNorm.weight") ? 1 : 0;
                boolean isRandom = spec.name().endsWith(".weight") && mean == 0;
                long left = spec.shape().stream().reduce(1L, Math::multiplyExact);
                while (left > 0) {
                    chunk.clear();
                    for (; left > 0 && chunk.hasRemaining(); left--) {
                        chunk.putFloat((float) (isRandom ? random.nextGaussian() * config.initializerRange() : mean));
                    }
                    writer.append(spec.name(), chunk.flip());
                }
            }
        }
    }
}
