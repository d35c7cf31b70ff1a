package io.avocet.checkpoint;

import static io.avocet.testing.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.avocet.error.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsHeaderTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("model.safetensors");
    }

    @Test
    void tensorsAreListedInTheOrderOfTheirBytesWhateverTheJsonsOrder() throws IOException {
        RawSafetensors.write(
                file,
                "{'b': {'data_offsets': [4, 12], 'shape': [2, 2], 'dtype': 'F16'}, '__metadata__': {'format': 'pt'},"
                        + " 'a': {'dtype': 'F32', 'shape': [], 'data_offsets': [0, 4]}}  ",
                12);
        try (WeightFiles files = WeightFiles.open(folder)) {
            assertThat(files.entries()).extracting(TensorEntry::name).containsExactly("a", "b");
            TensorEntry b = files.find("b").orElseThrow();
            assertThat(b.type()).isEqualTo(StoredType.F16);
            assertThat(b.shape()).containsExactly(2L, 2L);
            assertThat(b.elements()).isEqualTo(4);
            assertThat(b.byteLength()).isEqualTo(8);
            assertThat(files.find("a").orElseThrow().elements()).isEqualTo(1);
        }
    }

    @Test
    void emptyTensorsAndEmptyFilesAreFine() throws IOException {
        RawSafetensors.write(
                file,
                "{'x': {'dtype': 'F32', 'shape': [1], 'data_offsets': [0, 4]},"
                        + " 'none': {'dtype': 'F32', 'shape': [0, 7], 'data_offsets': [0, 0]}}",
                4);
        try (WeightFiles files = WeightFiles.open(folder)) {
            assertThat(files.entries()).extracting(TensorEntry::name).containsExactly("none", "x");
        }
        RawSafetensors.write(file, "{}", 0);
        try (WeightFiles files = WeightFiles.open(folder)) {
            assertThat(files.entries()).isEmpty();
        }
    }

    @Test
    void aTensorOfAnotherTypeIsListedButNotUsed() throws IOException {
        RawSafetensors.write(
                file, "{'embeddings.position_ids': {'dtype': 'I64', 'shape': [1], 'data_offsets': [0, 8]}}", 8);
        try (WeightFiles files = WeightFiles.open(folder)) {
            TensorEntry entry = files.find("embeddings.position_ids").orElseThrow();
            assertRefused(UserError.Kind.BAD_INPUT, entry::type)
                    .hasMessage(file + ": tensor embeddings.position_ids is stored as I64; allowed are F32, F16 and"
                            + " BF16. Convert the checkpoint, or choose another.");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{'a': {'dtype': 'F32', 'shape': [1], 'data_offsets': [4, 8]}}; begins at byte 4 of the data, where 0 is due: its tensors leave a hole",
                "{'a': {'dtype': 'F32', 'shape': [1], 'data_offsets': [0, 4]}, 'b': {'dtype': 'F32', 'shape': [1], 'data_offsets': [2, 6]}}; tensor b begins at byte 2 of the data, where 4 is due: its tensors overlap",
                "{'a': {'dtype': 'F32', 'shape': [1], 'data_offsets': [0, 4]}, 'b': {'dtype': 'F32', 'shape': [1], 'data_offsets': [0, 4]}}; its tensors overlap",
                "{'a': {'dtype': 'F32', 'shape': [1], 'data_offsets': [0, 4]}}; its tensors take 4 bytes, but 8 follow the header",
                "{'a': {'dtype': 'F32', 'shape': [3], 'data_offsets': [0, 12]}}; its tensors take 12 bytes, but 8 follow the header",
                "{'a': {'dtype': 'F32', 'shape': [1], 'data_offsets': [0, 8]}}; tensor a (F32, shape [1]) takes 4 bytes, but its data_offsets [0, 8] hold 8",
                "{'a': {'dtype': 'F32', 'shape': [2], 'data_offsets': [8, 0]}}; takes 8 bytes, but its data_offsets [8, 0] hold -8",
                "{'a': {'dtype': 'F4', 'shape': [15], 'data_offsets': [0, 8]}}; tensor a (F4, shape [15]) takes 8 bytes",
                "{'a': {'dtype': 'F32', 'shape': [-2], 'data_offsets': [0, 8]}}; a.shape holds -2; allowed are numbers from 0",
                "{'a': {'dtype': 'F32', 'shape': [2], 'data_offsets': [-8, 0]}}; a.data_offsets holds -8",
                "{'a': {'dtype': 'F32', 'shape': [4294967296, 4294967296], 'data_offsets': [0, 8]}}; is larger than any file",
                "{'a': {'dtype': 'F32', 'shape': [4611686018427387904], 'data_offsets': [0, 8]}}; is larger than any file",
                "{'a': {'dtype': 'F32', 'shape': [99999999999999999999], 'data_offsets': [0, 8]}}; out of range of long",
                "{'a': {'dtype': 'F32', 'shape': [2.0], 'data_offsets': [0, 8]}}; a.shape is not a list of whole numbers",
                "{'a': {'dtype': 'F32', 'shape': 2, 'data_offsets': [0, 8]}}; a.shape is not a list",
                "{'a': {'dtype': 'F32', 'shape': [[2]], 'data_offsets': [0, 8]}}; a.shape is not a list of whole numbers",
                "{'a': {'dtype': 'F32', 'shape': [2], 'data_offsets': [0]}}; a.data_offsets has 1 numbers; allowed are 2",
                "{'a': {'dtype': 'F32', 'shape': [2], 'data_offsets': [0, 4, 8]}}; a.data_offsets has 3 numbers; allowed are 2",
                "{'a': {'dtype': 'F32', 'shape': [2]}}; tensor a has no data_offsets",
                "{'a': {'shape': [2], 'data_offsets': [0, 8]}}; tensor a has no dtype",
                "{'a': {'dtype': 'F32', 'data_offsets': [0, 8]}}; tensor a has no shape",
                "{'a': {'dtype': 'Q7', 'shape': [2], 'data_offsets': [0, 8]}}; tensor a has the unknown dtype Q7",
                "{'a': {'dtype': 3, 'shape': [2], 'data_offsets': [0, 8]}}; a.dtype is not a string",
                "{'a': {'dtype': 'F32', 'shape': [2], 'data_offsets': [0, 8], 'zip': 1}}; tensor a has the key zip",
                "{'a': [0, 8]}; a is not an object",
                "{'__metadata__': ['pt']}; __metadata__ is not an object",
                "{'__metadata__': {'format': {'a': 1}}}; __metadata__ is not an object of strings",
                "[]; its header is not a JSON object",
                "{} {}; its header continues after the JSON object",
                "{'a': {'dtype': 'F32'; its JSON)",
                "{'a': {'dtype': 'F32', 'shape': [2], 'data_offsets': [0, 8]}, '\\u0061': {}}; Duplicate",
                "{'a': {'dtype': 'F32', 'dtype': 'I64', 'shape': [2], 'data_offsets': [0, 8]}}; Duplicate",
            })
    void aHeaderThatLiesIsRefused(String json, String message) throws IOException {
        RawSafetensors.write(file, json, 8);
        assertDamaged().hasMessageContaining(message);
    }

    @Test
    void aFileOfAFewBytesIsRefused() throws IOException {
        Files.write(file, new byte[7]);
        assertDamaged().hasMessageContaining("it has 7 bytes");
    }

    @ParameterizedTest
    @CsvSource({"-1, 18446744073709551615", "100000001, 100000001", "9223372036854775807, 9223372036854775807"})
    void aHeaderLengthBeyondTheLimitIsRefused(long claimed, String shown) throws IOException {
        RawSafetensors.write(file, claimed, "{}".getBytes(StandardCharsets.UTF_8), 0);
        assertDamaged().hasMessageContaining("its header claims " + shown + " bytes; allowed are 100000000");
    }

    @Test
    void aHeaderLongerThanTheFileIsRefusedBeforeItIsRead() throws IOException {
        RawSafetensors.write(file, 90_000_000, "{}".getBytes(StandardCharsets.UTF_8), 0);
        assertDamaged().hasMessageContaining("claims 90000000 bytes, and only 2 follow: it is truncated");
    }

    @Test
    void aGitLfsPointerIsCalledOne() throws IOException {
        Files.writeString(file, "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n");
        assertDamaged().hasMessageContaining("Git LFS pointer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISO-8859-1", "UTF-16LE", "UTF-16BE"})
    void aHeaderThatIsNotUtf8IsRefused(String charset) throws IOException {
        byte[] header = "{\"é\": 1}".getBytes(charset);
        RawSafetensors.write(file, header.length, header, 0);
        assertDamaged();
    }

    @Test
    void deepNestingIsRefusedBeforeItFillsTheStack() throws IOException {
        RawSafetensors.write(file, "{'a':".repeat(200_000), 0);
        assertDamaged();
    }

    @Test
    void aFileOfEightBytesHasAnEmptyHeader() throws IOException {
        RawSafetensors.write(file, 0, new byte[0], 0);
        assertDamaged().hasMessageContaining("its header is not a JSON object");
    }

    @Test
    void aHeaderThatClaimsMoreThanFollowsWasCutShort() throws IOException {
        RawSafetensors.write(file, 3, "{}".getBytes(StandardCharsets.UTF_8), 0);
        assertDamaged().hasMessageContaining("its header claims 3 bytes, and only 2 follow: it is truncated");
        RawSafetensors.write(file, 100_000_000, "{}".getBytes(StandardCharsets.UTF_8), 0);
        assertDamaged().hasMessageContaining("it is truncated");
        RawSafetensors.write(file, 100_000_001, "{}".getBytes(StandardCharsets.UTF_8), 0);
        assertDamaged().hasMessageContaining("its header claims 100000001 bytes; allowed are 100000000");
    }

    @Test
    void metadataThatIsNoObjectAndAShapeThatIsNoListAreRefused() throws IOException {
        RawSafetensors.write(file, "{'__metadata__': 3}", 0);
        assertDamaged().hasMessageContaining("__metadata__ is not an object");
        RawSafetensors.write(file, "{'a': {'dtype': 'F32', 'shape': 3, 'data_offsets': [0, 4]}}", 4);
        assertDamaged().hasMessageContaining("a.shape is not a list. ");
    }

    @Test
    void aTensorMayHaveSixtyFourDimensions() throws IOException {
        String shape = "1,".repeat(63) + "1";
        RawSafetensors.write(file, "{'a': {'dtype': 'F32', 'shape': [" + shape + "], 'data_offsets': [0, 4]}}", 4);
        try (WeightFiles files = WeightFiles.open(folder)) {
            assertThat(files.find("a").orElseThrow().shape()).hasSize(64);
        }
    }

    @Test
    void endlessListsAreRefused() throws IOException {
        RawSafetensors.write(file, "{'a': {'shape': [" + "1,".repeat(1_000_000) + "1]}}", 0);
        assertDamaged().hasMessageContaining("a.shape has more than 64 numbers");
    }

    @Test
    void endlessMetadataIsRefused() throws IOException {
        String entries =
                IntStream.range(0, 10_001).mapToObj(i -> "'" + i + "': ''").collect(Collectors.joining(","));
        RawSafetensors.write(file, "{'__metadata__': {" + entries + "}}", 0);
        assertDamaged().hasMessageContaining("__metadata__ has more than 10000 entries");
    }

    @Test
    void endlessTensorsAreRefused() throws IOException {
        String row = "': {'dtype': 'F32', 'shape': [0], 'data_offsets': [0, 0]}";
        String tensors =
                IntStream.range(0, 100_001).mapToObj(i -> "'" + i + row).collect(Collectors.joining(","));
        RawSafetensors.write(file, "{" + tensors + "}", 0);
        assertDamaged().hasMessageContaining("more than 100000 tensors");
    }

    @Test
    void aMessageShowsNoControlCharactersOfTheFile() throws IOException {
        RawSafetensors.write(file, "{'\\u001b[2J\\n': 3}", 0);
        assertDamaged().hasMessageContaining("\\u{1b}[2J\\u{a} is not an object");
    }

    private AbstractThrowableAssert<?, ?> assertDamaged() {
        return assertRefused(UserError.Kind.BAD_INPUT, () -> WeightFiles.open(folder))
                .hasMessageStartingWith(file + " is damaged: ")
                .hasMessageEndingWith("Fetch the file again, or choose another checkpoint.");
    }
}
