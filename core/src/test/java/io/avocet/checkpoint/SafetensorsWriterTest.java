package io.avocet.checkpoint;

import static io.avocet.testing.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.avocet.error.UserError;
import io.avocet.golden.Golden;
import io.avocet.testing.ChildProcesses;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsWriterTest {
    private static final List<TensorSpec> TWO =
            List.of(new TensorSpec("a", List.of(2L)), new TensorSpec("b", List.of(1L, 1L)));

    @RegisterExtension
    final ChildProcesses processes = new ChildProcesses();

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("model.safetensors");
    }

    @Test
    void theHeaderIsPaddedToTheNextMultipleOfEight() throws IOException {
        for (int length = 1; length <= 8; length++) {
            SafetensorsWriter.create(file, List.of(new TensorSpec("a".repeat(length), List.of(0L))))
                    .close();
            String header = Files.readString(file).substring(8);
            assertThat(header.length()).isEqualTo(Files.size(file) - 8).matches(bytes -> bytes % 8 == 0);
            assertThat(header.length() - header.stripTrailing().length()).isLessThan(8);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"deberta-v2-tiny", "xlm-roberta-tiny-nli"})
    void aGoldenCheckpointComesBackByteForByte(String golden) throws IOException {
        try (WeightFiles source = WeightFiles.open(Golden.folder(golden))) {
            List<TensorSpec> specs = source.entries().stream()
                    .map(entry -> new TensorSpec(entry.name(), entry.shape()))
                    .toList();
            try (SafetensorsWriter writer = SafetensorsWriter.create(file, specs)) {
                for (TensorEntry entry : source.entries()) {
                    copyInChunks(source, entry, writer);
                }
            }
            try (WeightFiles copy = WeightFiles.open(folder)) {
                assertThat(copy.entries()).hasSameSizeAs(source.entries());
                for (TensorEntry entry : source.entries()) {
                    TensorEntry copied = copy.find(entry.name()).orElseThrow();
                    assertThat(copied.shape()).isEqualTo(entry.shape());
                    assertThat(bytes(copy, copied)).isEqualTo(bytes(source, entry));
                }
            }
        }
        assertThat(Files.readAllBytes(file))
                .as("the golden files have the same layout")
                .isEqualTo(Files.readAllBytes(Golden.folder(golden).resolve("model.safetensors")));
    }

    @Test
    void theDataBeginAtAMultipleOfEightBytesWhateverTheNames() throws IOException {
        for (String name : List.of("a", "ab", "abc", "é", "abcdefg")) {
            try (SafetensorsWriter writer =
                    SafetensorsWriter.create(file, List.of(new TensorSpec(name, List.of(1L))))) {
                writer.append(name, ByteBuffer.allocate(4));
            }
            long header = ByteBuffer.wrap(Files.readAllBytes(file))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .getLong();
            assertThat(header % 8).isZero();
            try (WeightFiles files = WeightFiles.open(folder)) {
                assertThat(files.find(name)).isPresent();
            }
        }
    }

    @Test
    void emptyTensorsNeedNoCall() throws IOException {
        List<TensorSpec> specs =
                List.of(new TensorSpec("none", List.of(0L)), TWO.get(0), new TensorSpec("nothing", List.of(3L, 0L)));
        try (SafetensorsWriter writer = SafetensorsWriter.create(file, specs)) {
            writer.append("a", ByteBuffer.allocate(8));
        }
        try (WeightFiles files = WeightFiles.open(folder)) {
            assertThat(files.entries()).extracting(TensorEntry::name).containsExactlyInAnyOrder("none", "a", "nothing");
        }
    }

    @Test
    void tensorsComeInOrderAndWhole() {
        try (SafetensorsWriter writer = SafetensorsWriter.create(file, TWO)) {
            assertThatThrownBy(() -> writer.append("b", ByteBuffer.allocate(4)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Tensor a is due");
            writer.append("a", ByteBuffer.allocate(4));
            assertThatThrownBy(() -> writer.append("a", ByteBuffer.allocate(8)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("a has 8 bytes; got 8 after 4");
            writer.append("a", ByteBuffer.allocate(4));
            writer.append("b", ByteBuffer.allocate(4));
            assertThatThrownBy(() -> writer.append("b", ByteBuffer.allocate(4)))
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThat(file).exists();
    }

    @Test
    void aWriterClosedHalfWayLeavesTheFormerFileAndSaysSo() throws IOException {
        Files.writeString(file, "former");
        SafetensorsWriter writer = SafetensorsWriter.create(file, TWO);
        writer.append("a", ByteBuffer.allocate(8));
        assertThatThrownBy(writer::close)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(file + " was closed when b was due");
        writer.close();
        assertThat(file).hasContent("former");
        assertThat(folder).isDirectoryNotContaining(path -> path.toString().endsWith(".part"));
    }

    @Test
    void anErrorInTheMiddleIsNotHiddenByTheClosing() {
        assertThatThrownBy(() -> {
                    try (SafetensorsWriter writer = SafetensorsWriter.create(file, TWO)) {
                        writer.append("a", ByteBuffer.allocate(8));
                        throw new ArithmeticException("stop");
                    }
                })
                .isInstanceOf(ArithmeticException.class);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void noNameComesTwice() {
        assertThatThrownBy(() -> SafetensorsWriter.create(file, List.of(TWO.get(0), TWO.get(0))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TensorSpec("__metadata__", List.of(1L)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFolderThatIsMissingIsASystemErrorThatNamesTheFile() {
        Path lost = folder.resolve("none/model.safetensors");
        assertRefused(UserError.Kind.SYSTEM, () -> SafetensorsWriter.create(lost, TWO))
                .hasMessage(lost + " could not be written: it is missing. Check that you may write there, and run"
                        + " again.");
    }

    @Test
    void whatCannotBeMovedIntoPlaceLeavesNothingBehind() throws IOException {
        Files.createDirectories(file.resolve("in the way"));
        SafetensorsWriter writer = SafetensorsWriter.create(file, TWO);
        writer.append("a", ByteBuffer.allocate(8));
        writer.append("b", ByteBuffer.allocate(4));
        assertRefused(UserError.Kind.SYSTEM, writer::close).hasMessageStartingWith(file + " could not be written: ");
        assertThat(folder).isDirectoryNotContaining(path -> path.toString().endsWith(".part"));
    }

    /** The shell's file-size limit makes the system refuse further bytes, as a full disk does. */
    @Test
    @Tag("slow")
    void aDiskThatTakesNoMoreLeavesNoHalfFile() {
        ProcessBuilder writer =
                ChildProcesses.javaCommand(List.of("-Xmx64m"), WriterOfOneMebibyte.class, file.toString());
        writer.command().addAll(0, List.of("sh", "-c", "ulimit -f 64; exec \"$0\" \"$@\""));
        assertThat(processes.start(writer).out())
                .contains("SYSTEM " + file + " could not be written: ")
                .contains("run again.");
        assertThat(folder).isEmptyDirectory();
    }

    /** Run in a process of its own. */
    static final class WriterOfOneMebibyte {
        private WriterOfOneMebibyte() {}

        public static void main(String[] args) {
            TensorSpec spec = new TensorSpec("a", List.of(1L << 18));
            try (SafetensorsWriter writer = SafetensorsWriter.create(Path.of(args[0]), List.of(spec))) {
                writer.append("a", ByteBuffer.allocate(1 << 20));
            } catch (UserError e) {
                ChildProcesses.say(e.kind() + " " + e.getMessage());
            }
        }
    }

    private static void copyInChunks(WeightFiles source, TensorEntry entry, SafetensorsWriter writer) {
        for (long position = 0; position < entry.byteLength(); ) {
            ByteBuffer chunk = ByteBuffer.allocateDirect((int) Math.min(1_000, entry.byteLength() - position));
            source.read(entry, position, chunk);
            position += chunk.capacity();
            writer.append(entry.name(), chunk.flip());
        }
    }

    private static byte[] bytes(WeightFiles files, TensorEntry entry) {
        ByteBuffer target = ByteBuffer.allocate((int) entry.byteLength());
        files.read(entry, 0, target);
        return target.array();
    }
}
