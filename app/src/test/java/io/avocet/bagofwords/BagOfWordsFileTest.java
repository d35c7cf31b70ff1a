package io.avocet.bagofwords;

import static io.avocet.bagofwords.Rows.LABELS;
import static io.avocet.bagofwords.Rows.UNHAPPY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.avocet.data.ClassWeighting;
import io.avocet.data.Email;
import io.avocet.data.LabelledEmail;
import io.avocet.error.UserError;
import io.avocet.regression.LogisticRegressions;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BagOfWordsFileTest {
    private static final JsonMapper JSON = new JsonMapper();

    /** Weights are rounded to float32 once. */
    private static final double FLOAT_ROUNDING = 1e-6;

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("bag_of_words.safetensors");
    }

    @Test
    void whatIsReadClassifiesAsWhatWasTrained() {
        for (List<LabelledEmail> rows : List.of(
                Rows.ofThreeLabels(),
                Rows.ofTwoLabels(),
                List.of(new LabelledEmail(UNHAPPY, "digest")))) { // without an n-gram of two rows
            BagOfWords trained = LogisticRegressions.ofWords(rows, LABELS, ClassWeighting.BALANCED);
            BagOfWordsFile.write(file, trained);
            BagOfWords read = BagOfWordsFile.read(file);
            assertThat(read.labels()).isEqualTo(LABELS);
            for (Email email : List.of(UNHAPPY, new Email("Jobs for you", "Welcome"), new Email("", ""))) {
                assertThat(read.probabilities(email))
                        .containsExactly(trained.probabilities(email), within(FLOAT_ROUNDING));
            }
        }
    }

    @Test
    void whatIsReadAndWrittenAgainIsTheSameToTheBit() throws IOException {
        BagOfWordsFile.write(file, LogisticRegressions.ofWords(Rows.ofThreeLabels(), LABELS, ClassWeighting.EQUAL));
        BagOfWords read = BagOfWordsFile.read(file);
        Path copy = folder.resolve("copy");
        BagOfWordsFile.write(copy, read);
        assertThat(Files.readAllBytes(copy)).isEqualTo(Files.readAllBytes(file));
        assertThat(BagOfWordsFile.read(copy).probabilities(UNHAPPY)).isEqualTo(read.probabilities(UNHAPPY));
    }

    @Test
    void theSameRowsGiveTheSameBytes() throws IOException {
        Path other = folder.resolve("other");
        for (Path path : List.of(file, other)) {
            BagOfWordsFile.write(
                    path, LogisticRegressions.ofWords(Rows.ofThreeLabels(), LABELS, ClassWeighting.BALANCED));
        }
        assertThat(Files.readAllBytes(other)).isEqualTo(Files.readAllBytes(file));
        assertThat(folder).isDirectoryNotContaining(path -> path.toString().endsWith(".part"));
    }

    @Test
    void rulesThatSaySomethingElseAreRefused() throws IOException {
        assertRefused(metadata("format", "pt"), "format is 'pt'; allowed is 'avocet-bag-of-words'");
        assertRefused(metadata("version", "2"), "version is '2'; allowed is '1'");
        assertRefused(metadata("text", "{body}"), "text is '{body}'; allowed is '{subject} [SEP] {body[:400]}'");
        assertRefused(header -> object(header, "__metadata__").remove("version"), "its metadata has no version");
        assertRefused(header -> header.remove("__metadata__"), "its metadata has no format");
    }

    @Test
    void labelsThatAreNoneAreRefused() throws IOException {
        for (String noList : List.of("[\"a\"", "null", "", "{}", "[\"a\", null]")) {
            assertRefused(metadata("labels", noList), "labels is not a JSON list of strings");
            assertRefused(metadata("trained_labels", noList), "trained_labels is not a JSON list of strings");
        }
        assertRefused(metadata("labels", "[\"a\", \"a\"]"), "labels: A label set has two or more distinct labels");
        for (String others : List.of("[]", "[\"hired\", \"hired\"]", "[\"hired\", \"lost\"]")) {
            assertRefused(
                    metadata("trained_labels", others),
                    "trained_labels is " + others + "; allowed are one or more of the labels, each once");
        }
    }

    @Test
    void tensorsThatAreMissingOrOfAnotherShapeOrTypeAreRefused() throws IOException {
        assertRefused(metadata("trained_labels", "[\"hired\"]"), "tensor weights is F32 of shape [3, ");
        assertRefused(rename("bias", "other"), "it has no tensor bias");
        assertRefused(rename("word_ngrams", "other"), "it has no tensor word_ngrams");
        assertRefused(
                header -> object(header, "bias").put("dtype", "I32"),
                "tensor bias is I32 of shape [3]; allowed is F32 of shape [3]");
        assertRefused(
                header -> object(header, "word_idf").putArray("shape").add(1).add(words(header)),
                "tensor word_idf is F32 of shape [1, ");
        assertRefused(
                header -> object(header, "character_ngrams").put("dtype", "U64"), "tensor character_ngrams is U64");
        assertRefused(
                header -> {
                    ObjectNode empty = header.putObject("empty").put("dtype", "F32");
                    empty.putArray("shape").add(0);
                    empty.putArray("data_offsets").add(0).add(0);
                },
                "it has 7 tensors; allowed are 6");
    }

    @Test
    void numbersThatNoTrainingGivesAreRefused() throws IOException {
        for (String name : List.of("word_idf", "character_idf", "weights", "bias")) {
            for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
                assertRefused(poke(name, 4, data -> data.putFloat(value)), name + " holds " + value + " at position 1");
            }
        }
        for (String name : List.of("word_ngrams", "character_ngrams")) {
            assertRefused(poke(name, 0, data -> data.putLong(Long.MAX_VALUE)), name + " does not ascend at position 1");
            assertRefused(poke(name, 8, data -> data.putLong(data.getLong(data.position() - 8))), name + " does not");
        }
    }

    @Test
    void theLargestWeightsStillGiveProbabilities() throws IOException {
        poke("bias", 0, data -> data.putFloat(Float.MAX_VALUE).putFloat(-Float.MAX_VALUE))
                .write(file);
        assertThat(Arrays.stream(BagOfWordsFile.read(file).probabilities(UNHAPPY)))
                .allMatch(probability -> probability >= 0 && probability <= 1);
        poke("bias", 0, data -> data.putFloat(-1e9f).putFloat(-1e9f).putFloat(-1e9f))
                .write(file);
        assertThat(Arrays.stream(BagOfWordsFile.read(file).probabilities(UNHAPPY))
                        .sum())
                .isCloseTo(1, within(FLOAT_ROUNDING));
    }

    @Test
    void aFileThatIsMissingCutOrEndlessIsRefused() throws IOException {
        assertThatThrownBy(() -> BagOfWordsFile.read(file))
                .isInstanceOf(UserError.class)
                .hasMessage(file + " is missing, or not a file. Train this model again.");
        BagOfWordsFile.write(file, LogisticRegressions.ofWords(Rows.ofThreeLabels(), LABELS, ClassWeighting.BALANCED));
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 1));
        assertThatThrownBy(() -> BagOfWordsFile.read(file))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(file + " is damaged");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(1L << 30);
        }
        assertThatThrownBy(() -> BagOfWordsFile.read(file))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("it has 1073741824 bytes; allowed are 268435456");
    }

    /** A file that {@link BagOfWordsFile} wrote, in parts that a test may change. */
    private record Parts(ObjectNode header, ByteBuffer data) {
        void write(Path file) throws IOException {
            byte[] json = JSON.writeValueAsBytes(header);
            ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES + json.length + data.capacity())
                    .order(ByteOrder.LITTLE_ENDIAN);
            Files.write(
                    file,
                    bytes.putLong(json.length).put(json).put(data.rewind()).array());
        }
    }

    private Parts parts() throws IOException {
        BagOfWordsFile.write(file, LogisticRegressions.ofWords(Rows.ofThreeLabels(), LABELS, ClassWeighting.BALANCED));
        byte[] bytes = Files.readAllBytes(file);
        int length = (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        JsonNode header = JSON.readTree(new String(bytes, Long.BYTES, length, StandardCharsets.UTF_8));
        byte[] data = Arrays.copyOfRange(bytes, Long.BYTES + length, bytes.length);
        return new Parts((ObjectNode) header, ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN));
    }

    private Parts poke(String tensor, int offset, Consumer<ByteBuffer> change) throws IOException {
        Parts parts = parts();
        int begin = parts.header().get(tensor).get("data_offsets").get(0).intValue();
        change.accept(parts.data().position(begin + offset));
        return parts;
    }

    private void assertRefused(Consumer<ObjectNode> change, String reason) throws IOException {
        Parts parts = parts();
        change.accept(parts.header());
        assertRefused(parts, reason);
    }

    private void assertRefused(Parts parts, String reason) throws IOException {
        parts.write(file);
        assertThatThrownBy(() -> BagOfWordsFile.read(file))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(file + " is not a bag of words of this version of Avocet: " + reason)
                .hasMessageEndingWith(". Train this model again.");
    }

    private static Consumer<ObjectNode> metadata(String key, String value) {
        return header -> object(header, "__metadata__").put(key, value);
    }

    private static Consumer<ObjectNode> rename(String tensor, String name) {
        return header -> header.set(name, header.remove(tensor));
    }

    private static ObjectNode object(ObjectNode header, String key) {
        return (ObjectNode) header.get(key);
    }

    private static int words(ObjectNode header) {
        return header.get("word_ngrams").get("shape").get(0).intValue();
    }
}
