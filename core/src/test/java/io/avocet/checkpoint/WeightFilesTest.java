package io.avocet.checkpoint;

import static io.avocet.testing.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.avocet.error.UserError;
import io.avocet.golden.Golden;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeightFilesTest {
    @TempDir
    Path folder;

    @Test
    void everyGoldenCheckpointOpens() {
        for (String golden : Golden.ALL) {
            try (WeightFiles files = WeightFiles.open(Golden.folder(golden))) {
                assertThat(files.entries()).hasSizeGreaterThan(20).allMatch(entry -> entry.type() == StoredType.F32);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPartOfATensorIsReadIntoTheTargetsRemainingSpace(boolean direct) throws IOException {
        RawSafetensors.write(
                folder.resolve("model.safetensors"),
                "{'a': {'dtype': 'F32', 'shape': [1], 'data_offsets': [0, 4]},"
                        + " 'b': {'dtype': 'BF16', 'shape': [4], 'data_offsets': [4, 12]}}",
                12);
        ByteBuffer target = direct ? ByteBuffer.allocateDirect(5) : ByteBuffer.allocate(5);
        target.position(1).limit(4);
        try (WeightFiles files = WeightFiles.open(folder)) {
            files.read(files.find("b").orElseThrow(), 2, target);
        }
        assertThat(target.hasRemaining()).isFalse();
        target.clear();
        byte[] bytes = new byte[5];
        target.get(bytes);
        assertThat(bytes).containsExactly(0, 6, 7, 8, 0);
    }

    @Test
    void nothingBeyondATensorIsRead() throws IOException {
        RawSafetensors.write(folder.resolve("model.safetensors"), oneFloat("a"), 4);
        try (WeightFiles files = WeightFiles.open(folder)) {
            TensorEntry entry = files.find("a").orElseThrow();
            assertThatThrownBy(() -> files.read(entry, 1, ByteBuffer.allocate(4)))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> files.read(entry, -1, ByteBuffer.allocate(1)))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            files.close();
            assertThatThrownBy(() -> files.read(entry, 0, ByteBuffer.allocate(4)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("is not open");
        }
    }

    @Test
    void aFileThatIsCutWhileItIsReadIsCalledDamaged() throws IOException {
        Path file = folder.resolve("model.safetensors");
        RawSafetensors.write(file, oneFloat("a"), 4);
        try (WeightFiles files = WeightFiles.open(folder)) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(channel.size() - 2);
            }
            assertRefused(
                            UserError.Kind.BAD_INPUT,
                            () -> files.read(files.find("a").orElseThrow(), 0, ByteBuffer.allocate(4)))
                    .hasMessageContaining("it became shorter while it was read");
        }
    }

    @Test
    void tensorsBeyondTwoGibibytesAreReadWhereTheyLie() throws IOException {
        long big = 3_000_000_000L;
        String json = "{\"big\": {\"dtype\": \"F32\", \"shape\": [750000000], \"data_offsets\": [0, " + big + "]},"
                + " \"after\": {\"dtype\": \"F32\", \"shape\": [1], \"data_offsets\": [" + big + ", " + (big + 4)
                + "]}}";
        Path file = folder.resolve("model.safetensors");
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            byte[] header = json.getBytes(StandardCharsets.UTF_8);
            channel.write(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(header.length)
                    .flip());
            channel.write(ByteBuffer.wrap(header));
            channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}), Long.BYTES + header.length + big - 4);
        }
        try (WeightFiles files = WeightFiles.open(folder)) {
            ByteBuffer end = ByteBuffer.allocate(4);
            files.read(files.find("big").orElseThrow(), big - 4, end);
            assertThat(end.array()).containsExactly(1, 2, 3, 4);
            ByteBuffer after = ByteBuffer.allocate(4);
            files.read(files.find("after").orElseThrow(), 0, after);
            assertThat(after.array()).containsExactly(5, 6, 7, 8);
        }
    }

    @Test
    void shardsAreReadAsOneCheckpoint() throws IOException {
        shards(
                "{'weight_map': {'a': 'model-1.safetensors', 'b': 'model-2.safetensors'}, 'metadata': {'total_size': 8}}");
        try (WeightFiles files = WeightFiles.open(folder)) {
            assertThat(files.entries()).extracting(TensorEntry::name).containsExactly("a", "b");
            assertThat(files.find("b").orElseThrow().file()).isEqualTo(folder.resolve("model-2.safetensors"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{'weight_map': {'a': 'model-2.safetensors', 'b': 'model-2.safetensors', 'c': 'model-1.safetensors'}}; tensor a is in model-1.safetensors, but weight_map sends it to model-2.safetensors",
                "{'weight_map': {'a': 'model-1.safetensors', 'c': 'model-2.safetensors'}}; tensor b is in model-2.safetensors, but weight_map does not name it",
                "{'weight_map': {'a': 'model-1.safetensors', 'c': 'model-1.safetensors'}}; weight_map sends c to model-1.safetensors, which lacks it",
                "{'weight_map': {'a': '../model-1.safetensors'}}; weight_map sends a to \"../model-1.safetensors\"; allowed is the plain name",
                "{'weight_map': {'a': '/model-1.safetensors'}}; allowed is the plain name",
                "{'weight_map': {'a': '.hidden.safetensors'}}; allowed is the plain name",
                "{'weight_map': {'a': 'pytorch_model.bin'}}; weight_map sends a to \"pytorch_model.bin\"",
                "{'weight_map': {'a': 3}}; weight_map sends a to 3",
                "{'weight_map': {}}; weight_map names 0 shards; allowed are 1 to 500",
                "{'weight_map': []}; it has no object weight_map",
                "{}; it has no object weight_map",
                "{'weight_map': {'a': 'x.safetensors', 'a': 'y.safetensors'}}; Duplicate",
            })
    void anIndexThatLiesIsRefused(String json, String message) throws IOException {
        shards(json);
        assertRefused(UserError.Kind.BAD_INPUT, () -> WeightFiles.open(folder))
                .hasMessageStartingWith(folder.resolve("model.safetensors.index.json") + " is damaged: ")
                .hasMessageContaining(message);
    }

    @Test
    void aTensorThatLiesInTwoShardsIsRefused() throws IOException {
        shards("{'weight_map': {'a': 'model-1.safetensors', 'b': 'model-2.safetensors'}}");
        RawSafetensors.write(
                folder.resolve("model-2.safetensors"),
                "{'a': {'dtype': 'F32', 'shape': [1], 'data_offsets': [0, 4]},"
                        + " 'b': {'dtype': 'F32', 'shape': [1], 'data_offsets': [4, 8]}}",
                8);
        assertRefused(UserError.Kind.BAD_INPUT, () -> WeightFiles.open(folder))
                .hasMessageContaining("tensor a is in model-2.safetensors, but weight_map sends it to");
    }

    @Test
    void aShardThatIsMissingIsNamed() throws IOException {
        shards("{'weight_map': {'a': 'model-1.safetensors', 'b': 'model-3.safetensors'}}");
        assertRefused(UserError.Kind.NOT_FOUND, () -> WeightFiles.open(folder))
                .hasMessageContaining(folder.resolve("model-3.safetensors") + " is missing");
    }

    @Test
    void anIndexNamesFiveHundredShardsAtMost() throws IOException {
        Path index = folder.resolve("model.safetensors.index.json");
        Files.writeString(index, indexOf(500));
        assertThat(WeightFiles.shardNames(index)).hasSize(500).contains("model-1.safetensors", "model-500.safetensors");
        Files.writeString(index, indexOf(501));
        assertRefused(UserError.Kind.BAD_INPUT, () -> WeightFiles.shardNames(index))
                .hasMessageContaining("weight_map names 501 shards; allowed are 1 to 500");
    }

    private static String indexOf(int shards) {
        return IntStream.rangeClosed(1, shards)
                .mapToObj(shard -> "\"t" + shard + "\": \"model-" + shard + ".safetensors\"")
                .collect(Collectors.joining(", ", "{\"weight_map\": {", "}}"));
    }

    @Test
    void weightsAreWholeIfTheyAreAsLongAsTheirHeaderSays() throws IOException {
        Path file = folder.resolve("model.safetensors");
        assertThat(WeightFiles.areWhole(folder)).isFalse();
        RawSafetensors.write(file, oneFloat("a"), 3);
        assertThat(WeightFiles.areWhole(folder)).isFalse();
        RawSafetensors.write(file, oneFloat("a"), 4);
        assertThat(WeightFiles.areWhole(folder)).isTrue();
    }

    @Test
    void theStoredTypesHaveTheirSizes() {
        assertThat(StoredType.F32.bytes()).isEqualTo(4);
        assertThat(StoredType.F16.bytes()).isEqualTo(2);
        assertThat(StoredType.BF16.bytes()).isEqualTo(2);
    }

    @Test
    void aPickleIsRefusedWithTheReasonAndTheWayOut() throws IOException {
        Files.createFile(folder.resolve("pytorch_model.bin"));
        assertRefused(UserError.Kind.BAD_INPUT, () -> WeightFiles.open(folder))
                .hasMessage(folder + " has its weights only in pytorch_model.bin, which is refused because it is a"
                        + " pickle, and a pickle can run code when it is read: use a version of the checkpoint that has"
                        + " model.safetensors, or convert it.");
    }

    @Test
    void aFolderWithoutWeightsIsNamed() {
        assertRefused(UserError.Kind.NOT_FOUND, () -> WeightFiles.open(folder))
                .hasMessageContaining(folder + " has neither model.safetensors nor model.safetensors.index.json");
    }

    @Test
    void aFolderInTheFilesPlaceIsRefused() throws IOException {
        Files.createDirectory(folder.resolve("model.safetensors"));
        assertRefused(UserError.Kind.NOT_FOUND, () -> WeightFiles.open(folder))
                .hasMessageContaining("model.safetensors is missing, or not a file");
    }

    private static String oneFloat(String name) {
        return "{'" + name + "': {'dtype': 'F32', 'shape': [1], 'data_offsets': [0, 4]}}";
    }

    /** Two shards with one tensor each, a and b, and this index. */
    private void shards(String index) throws IOException {
        RawSafetensors.write(folder.resolve("model-1.safetensors"), oneFloat("a"), 4);
        RawSafetensors.write(folder.resolve("model-2.safetensors"), oneFloat("b"), 4);
        Files.writeString(folder.resolve("model.safetensors.index.json"), index.replace('\'', '"'));
    }
}
