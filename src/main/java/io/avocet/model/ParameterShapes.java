package io.avocet.model;

import io.avocet.checkpoint.DebertaConfig;
import io.avocet.checkpoint.ModelConfig;
import io.avocet.checkpoint.XlmRobertaConfig;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** The weights of a network under their published names, with their shapes, in the order of the forward pass. */
public final class ParameterShapes {
    private final Map<String, List<Long>> byName = new LinkedHashMap<>();
    private final Set<String> head = new TreeSet<>();

    private final String wordEmbeddings;

    private ParameterShapes(String network) {
        wordEmbeddings = network + ".embeddings.word_embeddings.weight";
    }

    /**
     * The weights that a configuration asks for.
     *
     * @param labels classes of the head
     */
    public static ParameterShapes of(ModelConfig config, int labels) {
        if (config instanceof DebertaConfig deberta) {
            ParameterShapes shapes = new ParameterShapes("deberta");
            shapes.addDeberta(deberta, labels);
            return shapes;
        }
        ParameterShapes shapes = new ParameterShapes("roberta");
        shapes.addXlmRoberta((XlmRobertaConfig) config, labels);
        return shapes;
    }

    public Map<String, List<Long>> byName() {
        return Collections.unmodifiableMap(byName);
    }

    /** The weights behind the encoder, which start afresh where a checkpoint has none that fit. */
    public Set<String> head() {
        return Collections.unmodifiableSet(head);
    }

    /** The number of weights. */
    public long count() {
        return byName.values().stream().mapToLong(ParameterShapes::elements).sum();
    }

    /** The name of the word embeddings, (V, E). */
    public String wordEmbeddings() {
        return wordEmbeddings;
    }

    /** The number of weights of the word embeddings. */
    public long countWordEmbeddings() {
        return elements(Objects.requireNonNull(byName.get(wordEmbeddings)));
    }

    private static long elements(List<Long> shape) {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }

    private void addDeberta(DebertaConfig config, int labels) {
        int hidden = config.hiddenSize();
        add(wordEmbeddings, config.vocabularySize(), hidden);
        addNorm("deberta.embeddings.LayerNorm", hidden);
        add("deberta.encoder.rel_embeddings.weight", 2L * config.positionBuckets(), hidden);
        if (config.normalizeRelativeEmbeddings()) {
            addNorm("deberta.encoder.LayerNorm", hidden);
        }
        for (int i = 0; i < config.layers(); i++) {
            String layer = "deberta.encoder.layer." + i;
            addLayer(layer, List.of("query_proj", "key_proj", "value_proj"), config);
        }
        addHeadLinear("pooler.dense", hidden, config.poolerHiddenSize());
        addHeadLinear("classifier", config.poolerHiddenSize(), labels);
    }

    private void addXlmRoberta(XlmRobertaConfig config, int labels) {
        int hidden = config.hiddenSize();
        add(wordEmbeddings, config.vocabularySize(), hidden);
        add("roberta.embeddings.position_embeddings.weight", config.maxPositions(), hidden);
        add("roberta.embeddings.token_type_embeddings.weight", config.typeVocabularySize(), hidden);
        addNorm("roberta.embeddings.LayerNorm", hidden);
        for (int i = 0; i < config.layers(); i++) {
            addLayer("roberta.encoder.layer." + i, List.of("query", "key", "value"), config);
        }
        addHeadLinear("classifier.dense", hidden, hidden);
        addHeadLinear("classifier.out_proj", hidden, labels);
    }

    private void addLayer(String layer, List<String> projections, ModelConfig config) {
        int hidden = config.hiddenSize();
        projections.forEach(name -> addLinear(layer + ".attention.self." + name, hidden, hidden));
        addLinear(layer + ".attention.output.dense", hidden, hidden);
        addNorm(layer + ".attention.output.LayerNorm", hidden);
        addLinear(layer + ".intermediate.dense", hidden, config.intermediateSize());
        addLinear(layer + ".output.dense", config.intermediateSize(), hidden);
        addNorm(layer + ".output.LayerNorm", hidden);
    }

    private void addHeadLinear(String prefix, long in, long out) {
        addLinear(prefix, in, out);
        head.add(prefix + ".weight");
        head.add(prefix + ".bias");
    }

    private void addLinear(String prefix, long in, long out) {
        add(prefix + ".weight", out, in);
        add(prefix + ".bias", out);
    }

    private void addNorm(String prefix, long size) {
        add(prefix + ".weight", size);
        add(prefix + ".bias", size);
    }

    private void add(String name, long size) {
        byName.put(name, List.of(size));
    }

    private void add(String name, long rows, long columns) {
        byName.put(name, List.of(rows, columns));
    }
}
