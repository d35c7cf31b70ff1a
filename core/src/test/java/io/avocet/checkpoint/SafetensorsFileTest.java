package io.avocet.checkpoint;

import static io.avocet.testing.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.avocet.error.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsFileTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("any.safetensors");
    }

    @Test
    void metadataAndWholeNumbersComeBack() {
        Map<String, String> metadata = Map.of("format", "mine", "quoted", "[\"ä\\n\"]");
        TensorSpec numbers = new TensorSpec("numbers", "I64", List.of(2L));
        assertThat(numbers.byteLength()).isEqualTo(16);
        try (SafetensorsWriter writer = SafetensorsWriter.create(file, metadata, List.of(numbers))) {
            writer.append("numbers", buffer().putLong(Long.MIN_VALUE).putLong(7).flip());
        }
        try (SafetensorsFile read = SafetensorsFile.open(file)) {
            assertThat(read.metadata()).isEqualTo(metadata);
            TensorEntry entry = read.tensors().get(0);
            assertThat(entry.dtype()).isEqualTo("I64");
            assertThat(entry.shape()).containsExactly(2L);
            ByteBuffer bytes = buffer();
            read.read(entry, 0, bytes);
            bytes.flip();
            assertThat(bytes.getLong()).isEqualTo(Long.MIN_VALUE);
            assertThat(bytes.getLong()).isEqualTo(7);
        }
    }

    @Test
    void aFileWithoutMetadataHasNone() throws IOException {
        RawSafetensors.write(file, "{}", 0);
        try (SafetensorsFile read = SafetensorsFile.open(file)) {
            assertThat(read.metadata()).isEmpty();
        }
    }

    @Test
    void aFileThatIsDamagedOrMissingIsRefused() throws IOException {
        assertRefused(UserError.Kind.SYSTEM, () -> SafetensorsFile.open(file))
                .hasMessageContaining(file + " could not be read: it is missing");
        Files.writeString(file, "short");
        assertRefused(UserError.Kind.BAD_INPUT, () -> SafetensorsFile.open(file))
                .hasMessageContaining(file + " is damaged: it has 5 bytes");
    }

    @Test
    void aTypeThatIsNotWrittenIsRefused() {
        for (String dtype : List.of("F4", "I63")) {
            assertThatThrownBy(() -> new TensorSpec("any", dtype, List.of(2L)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static ByteBuffer buffer() {
        return ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    }
}
