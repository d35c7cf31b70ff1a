package io.avocet.bagofwords;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.avocet.bagofwords.TfIdf.Term;
import io.avocet.checkpoint.SafetensorsFile;
import io.avocet.checkpoint.SafetensorsWriter;
import io.avocet.checkpoint.TensorEntry;
import io.avocet.checkpoint.TensorSpec;
import io.avocet.data.LabelSet;
import io.avocet.error.UserError;
import io.avocet.file.DiskTrouble;
import io.avocet.text.InputFormat;
import io.avocet.words.Shown;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A {@link BagOfWords} as a safetensors file, as docs/formats.md describes it. Weights are rounded to float32. */
public final class BagOfWordsFile {
    /** Its name next to the weights of a transformer. */
    public static final String NAME = "bag_of_words.safetensors";

    /** Room for three million n-grams and ten labels. */
    private static final long MAX_BYTES = 256L << 20;

    private static final String WORD_NGRAMS = "word_ngrams";
    private static final String WORD_IDF = "word_idf";
    private static final String CHARACTER_NGRAMS = "character_ngrams";
    private static final String CHARACTER_IDF = "character_idf";
    private static final String WEIGHTS = "weights";
    private static final String BIAS = "bias";

    private static final String LABELS = "labels";
    private static final String TRAINED_LABELS = "trained_labels";

    private static final JsonMapper JSON = new JsonMapper();

    private BagOfWordsFile() {}

    /** What a reader must do in the same way; a file that says something else is refused. */
    private static Map<String, String> rules() {
        Map<String, String> rules = new LinkedHashMap<>();
        rules.put("format", "avocet-bag-of-words");
        rules.put("version", "1");
        rules.put("text", "{subject} [SEP] {body[:" + InputFormat.FINE_TUNE_BODY_CODE_POINTS + "]}");
        return rules;
    }

    /**
     * Writes a file whole or not at all; the same model gives the same bytes.
     *
     * @throws UserError if the disk refuses it, or it is larger than {@link #read} allows
     */
    public static void write(Path file, BagOfWords model) {
        List<Term> words = model.words().terms();
        List<Term> characters = model.characters().terms();
        int regressions = OneAgainstRest.regressions(model.classifier().labelIds().length);
        List<TensorSpec> tensors = layout(words.size(), characters.size(), regressions);
        long bytes = tensors.stream().mapToLong(TensorSpec::byteLength).sum();
        if (bytes > MAX_BYTES) {
            throw new UserError(
                    UserError.Kind.BAD_INPUT,
                    "The bag of words would take " + bytes + " bytes for its " + (words.size() + characters.size())
                            + " n-grams; allowed are " + MAX_BYTES + ". Train with fewer emails, or without it.");
        }
        try (SafetensorsWriter writer = SafetensorsWriter.create(file, metadata(model), tensors)) {
            append(writer, WORD_NGRAMS, hashes(words));
            append(writer, WORD_IDF, idf(words));
            append(writer, CHARACTER_NGRAMS, hashes(characters));
            append(writer, CHARACTER_IDF, idf(characters));
            int[] indices = Stream.concat(
                            words.stream().map(model.words()::index),
                            characters.stream().map(model.characters()::index))
                    .mapToInt(Integer::intValue)
                    .toArray();
            for (int regression = 0; regression < regressions; regression++) {
                append(writer, WEIGHTS, weights(model.classifier(), regression, indices));
            }
            for (int regression = 0; regression < regressions; regression++) {
                append(writer, BIAS, weights(model.classifier(), regression, model.biasIndex()));
            }
        }
    }

    private static void append(SafetensorsWriter writer, String tensor, ByteBuffer bytes) {
        if (bytes.hasRemaining()) { // the writer passes over empty tensors by itself
            writer.append(tensor, bytes);
        }
    }

    private static List<TensorSpec> layout(long words, long characters, long regressions) {
        return List.of(
                new TensorSpec(WORD_NGRAMS, "I64", List.of(words)),
                new TensorSpec(WORD_IDF, List.of(words)),
                new TensorSpec(CHARACTER_NGRAMS, "I64", List.of(characters)),
                new TensorSpec(CHARACTER_IDF, List.of(characters)),
                new TensorSpec(WEIGHTS, List.of(regressions, words + characters)),
                new TensorSpec(BIAS, List.of(regressions)));
    }

    private static Map<String, String> metadata(BagOfWords model) {
        Map<String, String> metadata = rules();
        List<String> trained = IntStream.of(model.classifier().labelIds())
                .mapToObj(model.labels()::name)
                .toList();
        try {
            metadata.put(LABELS, JSON.writeValueAsString(model.labels().names()));
            metadata.put(TRAINED_LABELS, JSON.writeValueAsString(trained));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A list of strings can always be written", e);
        }
        return metadata;
    }

    private static ByteBuffer hashes(List<Term> terms) {
        ByteBuffer bytes = buffer(Long.BYTES, terms.size());
        terms.forEach(term -> bytes.putLong(term.hash()));
        return bytes.flip();
    }

    private static ByteBuffer idf(List<Term> terms) {
        ByteBuffer bytes = buffer(Float.BYTES, terms.size());
        terms.forEach(term -> bytes.putFloat(term.idf()));
        return bytes.flip();
    }

    private static ByteBuffer weights(OneAgainstRest classifier, int regression, int... indices) {
        ByteBuffer bytes = buffer(Float.BYTES, indices.length);
        for (int index : indices) {
            bytes.putFloat((float) classifier.weight(regression, index));
        }
        return bytes.flip();
    }

    private static ByteBuffer buffer(int elementBytes, int elements) {
        return ByteBuffer.allocate(Math.multiplyExact(elementBytes, elements)).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Reads a file.
     *
     * @throws UserError if it is missing, or is not what {@link #write} writes
     */
    public static BagOfWords read(Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                throw new UserError(
                        UserError.Kind.NOT_FOUND, file + " is missing, or not a file. Train this model again.");
            }
            if (Files.size(file) > MAX_BYTES + (1 << 20)) { // with its header
                throw refusal(file, "it has " + Files.size(file) + " bytes; allowed are " + MAX_BYTES);
            }
        } catch (IOException e) {
            throw DiskTrouble.reading(file, e);
        }
        try (SafetensorsFile stored = SafetensorsFile.open(file)) {
            return new Reader(file, stored).read();
        }
    }

    private static UserError refusal(Path file, String what) {
        return new UserError(
                UserError.Kind.BAD_INPUT,
                file + " is not a bag of words of this version of Avocet: " + Shown.text(what)
                        + ". Train this model again.");
    }

    /** One file on its way into memory. */
    private record Reader(Path file, SafetensorsFile stored) {
        BagOfWords read() {
            rules().forEach((key, allowed) -> {
                if (!allowed.equals(metadata(key))) {
                    throw bad(key + " is '" + metadata(key) + "'; allowed is '" + allowed + "'");
                }
            });
            LabelSet labels = labels();
            int[] labelIds = trained(labels);
            int regressions = OneAgainstRest.regressions(labelIds.length);
            long wordCount = tensor(WORD_NGRAMS).elements();
            long characterCount = tensor(CHARACTER_NGRAMS).elements();
            requireLayout(layout(wordCount, characterCount, regressions));

            TfIdf words = TfIdf.of(hashes(WORD_NGRAMS), floats(WORD_IDF), NGrams::ofWords, 0);
            TfIdf characters =
                    TfIdf.of(hashes(CHARACTER_NGRAMS), floats(CHARACTER_IDF), NGrams::ofCharacters, words.lastIndex());
            return new BagOfWords(labels, words, characters, new OneAgainstRest(labelIds, weights(regressions)));
        }

        private String metadata(String key) {
            String value = stored.metadata().get(key);
            if (value == null) {
                throw bad("its metadata has no " + key);
            }
            return value;
        }

        private LabelSet labels() {
            try {
                return new LabelSet(names(LABELS));
            } catch (IllegalArgumentException e) {
                throw bad(LABELS + ": " + e.getMessage());
            }
        }

        private int[] trained(LabelSet labels) {
            List<String> names = names(TRAINED_LABELS);
            if (names.isEmpty()
                    || new HashSet<>(names).size() < names.size()
                    || !labels.names().containsAll(names)) {
                throw bad(TRAINED_LABELS + " is " + metadata(TRAINED_LABELS)
                        + "; allowed are one or more of the labels, each once");
            }
            return names.stream()
                    .mapToInt(name -> labels.id(name).orElseThrow())
                    .toArray();
        }

        private List<String> names(String key) {
            try {
                List<@Nullable String> names = JSON.readValue(metadata(key), new TypeReference<>() {});
                if (names != null && names.stream().noneMatch(name -> name == null)) {
                    return List.copyOf(names);
                }
            } catch (JsonProcessingException e) {
                // refused below
            }
            throw bad(key + " is not a JSON list of strings");
        }

        private TensorEntry tensor(String name) {
            return stored.tensors().stream()
                    .filter(entry -> entry.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> bad("it has no tensor " + name));
        }

        private void requireLayout(List<TensorSpec> expected) {
            for (TensorSpec due : expected) {
                TensorEntry found = tensor(due.name());
                if (!found.dtype().equals(due.dtype()) || !found.shape().equals(due.shape())) {
                    throw bad("tensor " + due.name() + " is " + found.dtype() + " of shape " + found.shape()
                            + "; allowed is " + due.dtype() + " of shape " + due.shape());
                }
            }
            if (stored.tensors().size() > expected.size()) {
                throw bad("it has " + stored.tensors().size() + " tensors; allowed are " + expected.size());
            }
        }

        private long[] hashes(String name) {
            ByteBuffer bytes = bytes(name);
            long[] hashes = new long[bytes.remaining() / Long.BYTES];
            bytes.asLongBuffer().get(hashes);
            for (int i = 1; i < hashes.length; i++) {
                if (hashes[i - 1] >= hashes[i]) {
                    throw bad(name + " does not ascend at position " + i);
                }
            }
            return hashes;
        }

        private float[] floats(String name) {
            ByteBuffer bytes = bytes(name);
            float[] values = new float[bytes.remaining() / Float.BYTES];
            bytes.asFloatBuffer().get(values);
            for (int i = 0; i < values.length; i++) {
                if (!Float.isFinite(values[i])) {
                    throw bad(name + " holds " + values[i] + " at position " + i);
                }
            }
            return values;
        }

        /** From one row a regression to one row an index, as {@link OneAgainstRest} has them. */
        private double[] weights(int regressions) {
            float[] weights = floats(WEIGHTS);
            float[] bias = floats(BIAS);
            int features = weights.length / regressions;
            double[] turned = new double[weights.length + regressions];
            for (int regression = 0; regression < regressions; regression++) {
                for (int feature = 0; feature < features; feature++) {
                    turned[feature * regressions + regression] = weights[regression * features + feature];
                }
                turned[features * regressions + regression] = bias[regression];
            }
            return turned;
        }

        private ByteBuffer bytes(String name) {
            TensorEntry entry = tensor(name);
            ByteBuffer bytes = buffer(1, (int) entry.byteLength());
            stored.read(entry, 0, bytes);
            return bytes.flip();
        }

        private UserError bad(String what) {
            return refusal(file, what);
        }
    }
}
