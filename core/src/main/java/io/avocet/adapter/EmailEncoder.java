package io.avocet.adapter;

import io.avocet.data.Email;
import io.avocet.eval.TokenCut;
import io.avocet.pretrained.ConfigFile;
import io.avocet.tensor.Hardware;
import java.nio.file.Path;
import java.util.List;

/** A checkpoint's encoder: emails and other texts become vectors of length 1 whose cosine says how close their meanings are. */
public final class EmailEncoder implements AutoCloseable {
    private final LoadedCheckpoint checkpoint;

    private EmailEncoder(LoadedCheckpoint checkpoint) {
        this.checkpoint = checkpoint;
    }

    /**
     * Loads the encoder of a checkpoint, whatever its head.
     *
     * @param batchSize texts in work at once
     * @throws io.avocet.error.UserError if the folder holds no encoder that this engine runs
     */
    public static EmailEncoder load(Path folder, Hardware hardware, int batchSize) {
        return new EmailEncoder(
                LoadedCheckpoint.loadEncoder(folder, ConfigFile.read(folder).config(), hardware, batchSize));
    }

    /** One vector for each email, in the order of the emails. */
    public List<float[]> vectors(List<Email> emails) {
        return vectorsOf(texts(emails));
    }

    /** One vector for each label with its description, in label order. */
    public List<float[]> vectors(LabelDescriptions descriptions) {
        return vectorsOf(descriptions.withLabels());
    }

    private List<float[]> vectorsOf(List<String> texts) {
        return checkpoint.outputs(checkpoint.encode(texts));
    }

    /** How many of the emails have more tokens than the encoder reads. */
    TokenCut tokenCut(List<Email> emails) {
        return checkpoint.tokenCut(texts(emails));
    }

    private static List<String> texts(List<Email> emails) {
        return emails.stream().map(Email::embeddingText).toList();
    }

    @Override
    public void close() {
        checkpoint.close();
    }
}
