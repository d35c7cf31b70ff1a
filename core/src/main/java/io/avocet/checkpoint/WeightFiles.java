package io.avocet.checkpoint;

import io.avocet.error.FetchAgain;
import io.avocet.error.UserError;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The weights of a checkpoint folder: {@code model.safetensors}, or the shards that {@code
 * model.safetensors.index.json} names. Every header is checked when the folder is opened; the weights stay on disk
 * until they are read. Threads may read at the same time.
 */
public final class WeightFiles implements AutoCloseable {
    static final String SINGLE = "model.safetensors";

    private final Map<Path, SafetensorsFile> files = new LinkedHashMap<>();
    private final Map<String, TensorEntry> entries = new LinkedHashMap<>();

    private WeightFiles() {}

    /** Opens and checks the weights; a damaged file, a pickle or a folder without weights is a {@link UserError}. */
    public static WeightFiles open(Path folder) {
        Path single = folder.resolve(SINGLE);
        Path index = folder.resolve(ShardIndex.NAME);
        WeightFiles files = new WeightFiles();
        try {
            if (Files.exists(single)) {
                files.add(single);
            } else if (Files.exists(index)) {
                ShardIndex shards = ShardIndex.read(index);
                for (Path shard : shards.files()) {
                    files.add(shard).forEach(shards::requireMapped);
                }
                shards.requireAll(files.entries.keySet());
            } else {
                throw withoutSafetensors(folder);
            }
            return files;
        } catch (Throwable e) {
            files.close();
            throw e;
        }
    }

    /** Whether the weights of a folder are as long as their headers say. */
    public static boolean areWhole(Path folder) {
        try (WeightFiles files = open(folder)) {
            return true;
        } catch (UserError e) {
            return false;
        }
    }

    /** The plain file names of the shards that a {@code model.safetensors.index.json} names. */
    public static List<String> shardNames(Path index) {
        return ShardIndex.read(index).files().stream()
                .map(shard -> String.valueOf(shard.getFileName()))
                .toList();
    }

    private List<TensorEntry> add(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new UserError(
                    UserError.Kind.NOT_FOUND, file + " is missing, or not a file. " + FetchAgain.advice(file) + ".");
        }
        SafetensorsFile opened = SafetensorsFile.open(file);
        files.put(file, opened);
        opened.tensors().forEach(entry -> entries.put(entry.name(), entry));
        return opened.tensors();
    }

    private static UserError withoutSafetensors(Path folder) {
        boolean pickle = Files.exists(folder.resolve("pytorch_model.bin"))
                || Files.exists(folder.resolve("pytorch_model.bin.index.json"));
        return pickle
                ? new UserError(
                        UserError.Kind.BAD_INPUT,
                        folder + " has its weights only in pytorch_model.bin, which is refused because it is a pickle,"
                                + " and a pickle can run code when it is read: use a version of the checkpoint that has "
                                + SINGLE + ", or convert it.")
                : new UserError(
                        UserError.Kind.NOT_FOUND,
                        folder + " has neither " + SINGLE + " nor " + ShardIndex.NAME
                                + ". Name the folder of a complete checkpoint.");
    }

    /** All tensors, file by file, in the order of their bytes. */
    public List<TensorEntry> entries() {
        return List.copyOf(entries.values());
    }

    public Optional<TensorEntry> find(String name) {
        return Optional.ofNullable(entries.get(name));
    }

    /**
     * Fills the target's remaining space with a tensor's raw little-endian bytes.
     *
     * @param position the first byte wanted, counted from the tensor's first
     */
    public void read(TensorEntry entry, long position, ByteBuffer target) {
        SafetensorsFile file = files.get(entry.file());
        if (file == null) {
            throw new IllegalStateException(entry.file() + " is not open");
        }
        file.read(entry, position, target);
    }

    @Override
    public void close() {
        files.values().forEach(SafetensorsFile::close);
    }
}
