package io.avocet.checkpoint;

import io.avocet.error.UserError;
import java.nio.file.Path;
import java.util.List;

/**
 * A checkpoint's {@code config.json}, checked: the engine can run whatever this reads. Options that would change the
 * forward pass in a way that the engine does not run are refused here, by name; keys without effect are ignored.
 */
public sealed interface ModelConfig permits DebertaConfig, XlmRobertaConfig {
    /** Reads {@code config.json} of a checkpoint folder; a {@link UserError} names the file and the key. */
    static ModelConfig read(Path folder) {
        return ConfigFile.read(folder).config();
    }

    EncoderConfig encoder();

    /** The class of Python transformers that loads the checkpoint with a classification head. */
    String architecture();

    /** Dropout before the classifier. */
    double classifierDropout();

    default int vocabularySize() {
        return encoder().vocabularySize();
    }

    default int hiddenSize() {
        return encoder().hiddenSize();
    }

    default int layers() {
        return encoder().layers();
    }

    default int heads() {
        return encoder().heads();
    }

    default int intermediateSize() {
        return encoder().intermediateSize();
    }

    default double layerNormEps() {
        return encoder().layerNormEps();
    }

    default double hiddenDropout() {
        return encoder().hiddenDropout();
    }

    default double attentionDropout() {
        return encoder().attentionDropout();
    }

    default double initializerRange() {
        return encoder().initializerRange();
    }

    default int padTokenId() {
        return encoder().padTokenId();
    }

    default int maxPositions() {
        return encoder().maxPositions();
    }

    /** In the order of their ids; empty where the checkpoint names none. */
    default List<String> labels() {
        return encoder().labels();
    }
}
