package io.avocet.onnx;

import static io.avocet.testing.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.avocet.error.UserError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OnnxWeightsTest {
    private static final int LARGE = 100_000;

    @TempDir
    Path temp;

    @Test
    void namesAndShapesAreThoseOfPyTorch() {
        assertThat(find(small().file()).list().stream()
                        .map(weight -> weight.name() + weight.shape())
                        .toList())
                .containsExactly(
                        "embeddings.weight[2, 3]",
                        "encoder.layer.0.dense.bias[3]",
                        "encoder.layer.0.dense.weight[3, 2]");
        assertThat(find(small().file()).shape("embeddings.weight")).contains(List.of(2L, 3L));
        assertThat(find(small().file()).shape("pooler.weight")).isEmpty();
    }

    @Test
    void aMatrixIsTurnedAndAllElseIsCopied() throws IOException {
        Path file = temp.resolve("model.safetensors");
        byte[] onnx = small().file();
        find(onnx).write(new ByteArrayInputStream(onnx), file);
        assertThat(floats(file)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 40, 20, 50, 30, 60);
    }

    @Test
    void aWeightThatIsLargerThanTheBufferIsCopiedWhole() throws IOException {
        float[] values = new float[LARGE];
        for (int i = 0; i < LARGE; i++) {
            values[i] = i;
        }
        byte[] onnx = new OnnxBytes().weight("w", values, LARGE).file();
        Path file = temp.resolve("model.safetensors");
        find(onnx).write(new ByteArrayInputStream(onnx), file);
        assertThat(floats(file)).containsExactly(values);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource
    void aHostileFileIsRefused(byte[] file, String message) {
        assertRefused(UserError.Kind.BAD_INPUT, () -> find(file))
                .hasMessageStartingWith("x.onnx in y.jar is not a usable ONNX model: ")
                .hasMessageContaining(message)
                .hasMessageEndingWith(". Fetch the file again.");
    }

    static Stream<Arguments> aHostileFileIsRefused() {
        byte[] good = small().file();
        byte[] two = Arrays.copyOf(good, good.length * 2);
        System.arraycopy(good, 0, two, good.length, good.length);
        byte[] endless = OnnxBytes.message(out -> {
            out.writeTag(7, 2);
            out.writeUInt32NoTag(1 << 30);
        });
        byte[] outside = OnnxBytes.message(out -> {
            out.writeString(8, "w");
            out.writeEnum(14, 1);
        });
        byte[] hugeName = OnnxBytes.message(out -> {
            out.writeTag(8, 2);
            out.writeUInt32NoTag(Integer.MAX_VALUE);
        });
        byte[] negativeData = OnnxBytes.message(out -> {
            out.writeTag(9, 2);
            out.writeUInt32NoTag(-1);
        });
        byte[] nested = OnnxBytes.message(out -> {
            for (int depth = 0; depth < LARGE; depth++) {
                out.writeTag(3, 3);
            }
        });
        OnnxBytes manyNodes = new OnnxBytes();
        OnnxBytes manyInitializers = new OnnxBytes();
        for (int i = 0; i <= 20_000; i++) {
            manyNodes.field(1, new byte[0]);
            manyInitializers.field(5, new byte[0]);
        }
        return Stream.of(
                Arguments.of(new byte[0], "it holds no graph"),
                Arguments.of("version https://git-lfs.github.com/spec/v1".getBytes(StandardCharsets.US_ASCII), ""),
                Arguments.of(two, "it holds two graphs"),
                Arguments.of(endless, "it is truncated"),
                Arguments.of(nested, "too many levels of nesting"),
                Arguments.of(manyNodes.file(), "more than 20000 nodes"),
                Arguments.of(manyInitializers.file(), "more than 10000 initializers"),
                Arguments.of(graph(5, outside), "w is in a file of its own"),
                Arguments.of(graph(5, hugeName), "a name has 2147483647 bytes; allowed are 500"),
                Arguments.of(graph(5, negativeData), "negative size"),
                Arguments.of(weight("a\u001b[31m", 1, 4), "other characters than those of printable ASCII"),
                Arguments.of(weight("", 1, 4), "an initializer has no name"),
                Arguments.of(weight("__metadata__", 1, 4, 1), "'__metadata__' cannot name a tensor"),
                Arguments.of(weight("w", 10, 2, 1), "w is of data type 10; allowed is 1 (float32)"),
                Arguments.of(weight("w", 1, 4, 2), "w of shape [2] takes 8 bytes, but its raw_data holds 4"),
                Arguments.of(weight("w", 1, 8), "w of shape [] takes 4 bytes, but its raw_data holds 8"),
                Arguments.of(weight("w", 1, 4, -1), "a shape holds -1"),
                Arguments.of(weight("w", 1, 4, 1L << 40, 1L << 40), "w is larger than any file"),
                Arguments.of(weight("w", 1, 4, new long[65]), "more than 64 dimensions in a shape"),
                Arguments.of(
                        new OnnxBytes()
                                .weight("w", new float[1], 1)
                                .weight("w", new float[1], 1)
                                .file(),
                        "it holds w twice"),
                Arguments.of(weight("onnx::MatMul_1", 1, 4, 1, 1), "onnx::MatMul_1 is read by 0 matrix products"),
                Arguments.of(weight("onnx::MatMul_1", 1, 4, 1), "has the shape [1]; allowed is a matrix"),
                Arguments.of(weight("onnx::MatMul_1", 1, 0, 0, 1L << 40), "has the shape [0, 1099511627776]"),
                Arguments.of(
                        new OnnxBytes()
                                .node("MatMul", "/a/MatMul", "x", "onnx::MatMul_1")
                                .node("MatMul", "/b/MatMul", "x", "onnx::MatMul_1")
                                .weight("onnx::MatMul_1", new float[1], 1, 1)
                                .file(),
                        "is read by 2 matrix products"),
                Arguments.of(
                        new OnnxBytes()
                                .node("MatMul", "/a/Add", "x", "onnx::MatMul_1")
                                .weight("onnx::MatMul_1", new float[1], 1, 1)
                                .file(),
                        "with a name as /encoder/layer.0/output/dense/MatMul"));
    }

    @Test
    void noCutIsTakenForAWholeFile() {
        byte[] file = small().file();
        for (int length = 0; length < file.length; length++) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThatThrownBy(() -> find(cut)).as("%s bytes", length).isInstanceOf(UserError.class);
        }
    }

    @Test
    void noChangedByteIsMoreThanAUserError() {
        byte[] file = small().file();
        Random random = new Random(7);
        for (int run = 0; run < 5_000; run++) {
            byte[] changed = file.clone();
            changed[random.nextInt(file.length)] = (byte) random.nextInt();
            assertThatCode(() -> {
                        try {
                            find(changed);
                        } catch (UserError e) {
                            assertThat(e.kind()).isEqualTo(UserError.Kind.BAD_INPUT);
                        }
                    })
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void aFileThatShrinksMeanwhileLeavesNoWeights() {
        byte[] onnx = small().file();
        OnnxWeights weights = find(onnx);
        Path file = temp.resolve("model.safetensors");
        assertThatThrownBy(() -> weights.write(new ByteArrayInputStream(onnx, 0, onnx.length - 8), file))
                .isInstanceOf(IOException.class);
        assertThat(temp).isEmptyDirectory();
    }

    /** One of each kind: an embedding, positions that are no weight, a bias and a matrix. */
    private static OnnxBytes small() {
        return new OnnxBytes()
                .node("Gather", "/embeddings/Gather", "embeddings.weight", "input_ids")
                .node("MatMul", "/encoder/layer.0/dense/MatMul", "/embeddings/Gather_output_0", "onnx::MatMul_9")
                .node("MatMul", "/encoder/layer.0/attention/MatMul", "query", "key")
                .weight("embeddings.weight", new float[] {1, 2, 3, 4, 5, 6}, 2, 3)
                .initializer("embeddings.position_ids", 7, new byte[16], 1, 2)
                .weight("encoder.layer.0.dense.bias", new float[] {7, 8, 9}, 3)
                .weight("onnx::MatMul_9", new float[] {10, 20, 30, 40, 50, 60}, 2, 3);
    }

    private static byte[] graph(int field, byte[] content) {
        return new OnnxBytes().field(field, content).file();
    }

    private static byte[] weight(String name, int type, int bytes, long... shape) {
        return new OnnxBytes().initializer(name, type, new byte[bytes], shape).file();
    }

    private static OnnxWeights find(byte[] file) {
        return OnnxWeights.find(new ByteArrayInputStream(file), "x.onnx in y.jar");
    }

    /** All numbers behind a safetensors header. */
    private static float[] floats(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.position(Math.toIntExact(Long.BYTES + bytes.getLong(0)));
        float[] floats = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(floats);
        return floats;
    }
}
