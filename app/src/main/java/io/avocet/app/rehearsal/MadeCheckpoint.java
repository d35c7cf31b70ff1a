package io.avocet.app.rehearsal;

import io.avocet.checkpoint.SafetensorsWriter;
import io.avocet.checkpoint.TensorSpec;
import io.avocet.data.LabelSet;
import io.avocet.model.NetworkConfig;
import io.avocet.model.ParameterShapes;
import io.avocet.model.WeightSpec;
import io.avocet.pretrained.ConfigFile;
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
 * and of no use. Its tokenizer is the built-in one, whose ids, the padding's among them, are valid in each of the vocabularies.
 */
public final class MadeCheckpoint {
    private static final String CONFIG = "config.json";
    private static final int CHUNK_FLOATS = 1 << 18;
    private static final long SEED = 0;

    private MadeCheckpoint() {}

    /**
     * Writes the checkpoint.
     *
     * @param shape the name of a configuration among this program's resources
     * @param builtIn folder of the built-in model
     * @param folder which exists and is empty
     */
    public static void write(String shape, Path builtIn, Path folder) throws IOException {
        try (InputStream config = config(shape);
                Tokenizer tokenizer = Tokenizer.open(builtIn)) {
            Files.copy(config, folder.resolve(CONFIG));
            tokenizer.save(folder, ConfigFile.read(folder).config().readsSegments());
        }
        ConfigFile.read(folder).write(folder, LabelSet.CANONICAL.names());
        writeWeights(ConfigFile.read(folder).config(), folder.resolve("model.safetensors"));
    }

    private static InputStream config(String shape) {
        InputStream config = MadeCheckpoint.class.getResourceAsStream("/io/avocet/shapes/" + shape + ".json");
        if (config == null) {
            throw new IllegalStateException("The program was built without the shape of " + shape);
        }
        return config;
    }

    private static void writeWeights(NetworkConfig config, Path file) {
        List<WeightSpec> weights =
                ParameterShapes.of(config, LabelSet.CANONICAL.size()).specs();
        List<TensorSpec> tensors = weights.stream()
                .map(weight -> new TensorSpec(weight.name(), weight.shape()))
                .toList();
        SplittableRandom random = new SplittableRandom(SEED);
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK_FLOATS * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        try (SafetensorsWriter writer = SafetensorsWriter.create(file, tensors)) {
            for (WeightSpec weight : weights) {
                boolean isRandom = weight.use() != WeightSpec.Use.VECTOR;
                double constant = weight.name().endsWith(".weight") ? 1 : 0; // of a norm, of a bias
                long left = weight.elements();
                while (left > 0) {
                    chunk.clear();
                    for (; left > 0 && chunk.hasRemaining(); left--) {
                        chunk.putFloat(
                                (float) (isRandom ? random.nextGaussian() * config.initializerRange() : constant));
                    }
                    writer.append(weight.name(), chunk.flip());
                }
            }
        }
    }
}
