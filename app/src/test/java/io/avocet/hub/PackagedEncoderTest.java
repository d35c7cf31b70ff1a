package io.avocet.hub;

import static io.avocet.testing.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.avocet.checkpoint.WeightFiles;
import io.avocet.error.UserError;
import io.avocet.golden.Golden;
import io.avocet.onnx.OnnxBytes;
import io.avocet.text.Tokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class PackagedEncoderTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path temp;

    private Path cache;

    @BeforeEach
    void nameTheCache() {
        cache = temp.resolve("cache");
    }

    /** With a jar that holds a network of two layers. */
    @Nested
    class AnyEncoder {
        private static final String TOKENIZER =
                "{\"version\":\"1.0\",\"truncation\":{\"max_length\":128},\"padding\":{\"pad_id\":0},\"model\":{\"type\":\"WordPiece\"}}";

        private final byte[] onnx = network(2).file();
        private URLClassLoader jars;
        private Path jar;

        @BeforeEach
        void makeTheJar() throws IOException {
            jar = temp.resolve("with space.jar");
            try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
                zip.putNextEntry(new ZipEntry("model.onnx"));
                zip.write(onnx);
                zip.putNextEntry(new ZipEntry("tokenizer.json"));
                zip.write(TOKENIZER.getBytes(StandardCharsets.UTF_8));
            }
            jars = new URLClassLoader(new URL[] {jar.toUri().toURL()});
        }

        @AfterEach
        void closeTheJar() throws IOException {
            jars.close();
        }

        @Test
        void itsConfigurationIsReadOffItsWeights() throws IOException {
            JsonNode config = Golden.json(encoder().folder(cache).resolve("config.json"));
            assertThat(config.path("model_type").asText()).isEqualTo("bert");
            assertThat(config.path("num_hidden_layers").asInt()).isEqualTo(2);
            assertThat(config.path("num_attention_heads").asInt()).isEqualTo(3);
            assertThat(config.path("vocab_size").asInt()).isEqualTo(7);
            assertThat(config.path("hidden_size").asInt()).isEqualTo(6);
            assertThat(config.path("intermediate_size").asInt()).isEqualTo(8);
            assertThat(config.path("max_position_embeddings").asInt()).isEqualTo(5);
            assertThat(config.path("type_vocab_size").asInt()).isEqualTo(2);
        }

        @Test
        void itIsMadeOnce() throws IOException {
            Path folder = encoder().folder(cache);
            FileTime written = Files.getLastModifiedTime(folder.resolve("model.safetensors"));
            assertThat(encoder().folder(cache)).isEqualTo(folder);
            assertThat(Files.getLastModifiedTime(folder.resolve("model.safetensors")))
                    .isEqualTo(written);
            assertThat(cache.toFile().list())
                    .containsExactly(folder.getFileName().toString());
        }

        @Test
        void aFolderThatWasTamperedWithIsMadeAgain() throws IOException {
            Path folder = encoder().folder(cache);
            for (String file : List.of("model.safetensors", "config.json", "NOTICE", UnpackedFolder.FILE_LIST)) {
                byte[] before = Files.readAllBytes(folder.resolve(file));
                Files.writeString(folder.resolve(file), "cut");
                encoder().folder(cache);
                assertThat(folder.resolve(file)).hasBinaryContent(before);
                Files.delete(folder.resolve(file));
                encoder().folder(cache);
                assertThat(folder.resolve(file)).hasBinaryContent(before);
            }
        }

        @Test
        void aFileOfTheFileManagerIsNoTampering() throws IOException {
            Path hidden = encoder().folder(cache).resolve(".DS_Store");
            Files.createFile(hidden);
            encoder().folder(cache);
            assertThat(hidden).exists();
        }

        @Test
        void processesThatMakeItAtOnceAreAllServed() throws Exception {
            ExecutorService threads = Executors.newFixedThreadPool(4);
            try {
                Callable<Path> run = () -> encoder().folder(cache);
                for (Future<Path> folder : threads.invokeAll(Collections.nCopies(4, run))) {
                    assertThat(folder.get().resolve("model.safetensors")).exists();
                }
            } finally {
                threads.shutdownNow();
            }
            assertThat(cache.toFile().list()).hasSize(1);
        }

        @Test
        void whatAKilledProcessLeftIsDeletedAfterADay() throws IOException {
            Path fresh = Files.createDirectories(cache.resolve(".all-MiniLM-L6-v2-fresh"));
            Path stale = Files.createDirectories(cache.resolve(".all-MiniLM-L6-v2-stale"));
            Files.setLastModifiedTime(stale, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
            encoder().folder(cache);
            assertThat(stale).doesNotExist();
            assertThat(fresh).exists();
        }

        @Test
        void aCacheThatCannotBeMadeIsASystemError() throws IOException {
            Files.createFile(cache);
            assertRefused(UserError.Kind.SYSTEM, () -> encoder().folder(cache))
                    .hasMessageStartingWith(cache + " could not be written: something else is in its place.");
        }

        @Test
        void anotherContentOfTheJarIsRefusedAndLeavesNothing() throws IOException {
            String right = sha256(onnx);
            String wrong = "0".repeat(64);
            assertRefused(UserError.Kind.BAD_INPUT, () -> encoder(wrong).folder(cache))
                    .hasMessage("model.onnx in " + jar + " is damaged, or comes from another version: its SHA-256 is "
                            + right + "; allowed is " + wrong
                            + ". Replace the jar by org:encoder:1 from Maven Central.");
            assertThat(cache).isEmptyDirectory();
        }

        @Test
        void theFoldersNameFollowsTheContent() throws IOException {
            String other = new PackagedEncoder(
                            "org/all-MiniLM-L6-v2",
                            "org:encoder:1",
                            file("tokenizer.json", TOKENIZER.getBytes(StandardCharsets.UTF_8)),
                            file("model.onnx", onnx),
                            3)
                    .version();
            assertThat(encoder().version()).matches("[0-9a-f]{16}").isNotEqualTo(other);
        }

        private PackagedEncoder encoder() throws IOException {
            return encoder(sha256(onnx));
        }

        private PackagedEncoder encoder(String onnxHash) throws IOException {
            return new PackagedEncoder(
                    "org/all-MiniLM-L6-v2",
                    "org:encoder:1",
                    new PackagedFile(jars, "model.onnx", onnx.length, onnxHash),
                    file("tokenizer.json", TOKENIZER.getBytes(StandardCharsets.UTF_8)),
                    3);
        }

        private PackagedFile file(String name, byte[] content) throws IOException {
            return new PackagedFile(jars, name, content.length, sha256(content));
        }

        /** Vocabulary 7, hidden 6, positions 5, inner 8. */
        private static OnnxBytes network(int layers) {
            OnnxBytes file = new OnnxBytes()
                    .weight("embeddings.word_embeddings.weight", new float[42], 7, 6)
                    .weight("embeddings.position_embeddings.weight", new float[30], 5, 6)
                    .weight("embeddings.token_type_embeddings.weight", new float[12], 2, 6);
            for (int layer = 0; layer < layers; layer++) {
                String weight = "onnx::MatMul_" + layer;
                file.node("MatMul", "/encoder/layer." + layer + "/intermediate/dense/MatMul", "x", weight)
                        .weight(weight, new float[48], 6, 8);
            }
            return file;
        }

        private static String sha256(byte[] content) throws IOException {
            return Checksum.sha256(new ByteArrayInputStream(content));
        }
    }

    /** With the jar that is on the program's class path. */
    @Nested
    class AllMiniLm {
        @Test
        void itIsTheCheckpointThatIsPublished() throws IOException {
            Path folder = PackagedEncoder.ALL_MINILM_L6_V2.folder(cache);
            assertThat(folder.toFile().list())
                    .containsExactlyInAnyOrder(
                            "NOTICE",
                            "config.json",
                            "files.txt",
                            "model.safetensors",
                            "special_tokens_map.json",
                            "tokenizer.json",
                            "tokenizer_config.json");
            JsonNode config = Golden.json(folder.resolve("config.json"));
            assertThat(config.path("num_hidden_layers").asInt()).isEqualTo(6);
            assertThat(config.path("num_attention_heads").asInt()).isEqualTo(12);
            assertThat(config.path("layer_norm_eps").asDouble()).isEqualTo(1e-12);
            assertThat(shapes(folder)).containsExactlyInAnyOrderEntriesOf(publishedShapes());
            assertTokenizer(folder);
        }

        private void assertTokenizer(Path folder) throws IOException {
            JsonNode tokenizer = Golden.json(folder.resolve("tokenizer.json"));
            assertThat(tokenizer.path("truncation").isNull()).isTrue();
            assertThat(tokenizer.path("padding").isNull()).isTrue();
            try (Tokenizer opened = Tokenizer.open(folder)) {
                assertThat(opened.padId()).isZero();
                assertThat(opened.vocabularySize()).isEqualTo(30522);
                for (JsonNode sentence : Golden.json(Golden.resource("minilm/hidden-states.json"))
                        .path("sentences")) {
                    assertThat(opened.encode(sentence.path("text").asText(), 512))
                            .containsExactly(JSON.convertValue(sentence.path("ids"), int[].class));
                }
            }
        }

        private static Map<String, List<Long>> shapes(Path folder) {
            Map<String, List<Long>> shapes = new HashMap<>();
            try (WeightFiles weights = WeightFiles.open(folder)) {
                weights.entries().forEach(tensor -> shapes.put(tensor.name(), tensor.shape()));
            }
            return shapes;
        }

        /** BERT's names without a prefix, and without the pooler, which the ONNX file leaves out. */
        private static Map<String, List<Long>> publishedShapes() {
            Map<String, List<Long>> shapes = new HashMap<>();
            shapes.put("embeddings.word_embeddings.weight", List.of(30522L, 384L));
            shapes.put("embeddings.position_embeddings.weight", List.of(512L, 384L));
            shapes.put("embeddings.token_type_embeddings.weight", List.of(2L, 384L));
            putVectors(shapes, "embeddings.LayerNorm", 384);
            for (int layer = 0; layer < 6; layer++) {
                String prefix = "encoder.layer." + layer + ".";
                for (String linear : List.of("self.query", "self.key", "self.value", "output.dense")) {
                    putLinear(shapes, prefix + "attention." + linear, 384, 384);
                }
                putVectors(shapes, prefix + "attention.output.LayerNorm", 384);
                putLinear(shapes, prefix + "intermediate.dense", 1536, 384);
                putLinear(shapes, prefix + "output.dense", 384, 1536);
                putVectors(shapes, prefix + "output.LayerNorm", 384);
            }
            return shapes;
        }

        private static void putLinear(Map<String, List<Long>> shapes, String name, long outputs, long inputs) {
            shapes.put(name + ".weight", List.of(outputs, inputs));
            shapes.put(name + ".bias", List.of(outputs));
        }

        private static void putVectors(Map<String, List<Long>> shapes, String name, long size) {
            shapes.put(name + ".weight", List.of(size));
            shapes.put(name + ".bias", List.of(size));
        }
    }
}
