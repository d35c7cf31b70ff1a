package io.avocet.http;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.avocet.golden.Golden;
import io.avocet.trained.SampleTrainingInfo;
import io.avocet.trained.TrainingInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Folders that say that a model was trained, without a model. */
final class TrainedFolder {
    private static final JsonMapper JSON = new JsonMapper();

    private TrainedFolder() {}

    static void write(Path folder) throws IOException {
        write(folder, SampleTrainingInfo.standard());
    }

    static void write(Path folder, String timestamp, double macroF1) throws IOException {
        write(folder, SampleTrainingInfo.of(timestamp, macroF1));
    }

    static void write(Path folder, TrainingInfo info) throws IOException {
        Files.createDirectories(folder);
        ObjectNode config = (ObjectNode) JSON.readTree(
                Golden.folder(Golden.DEBERTA_NLI).resolve("config.json").toFile());
        config.putObject("id2label").put("0", "rejected").put("1", "digest");
        config.putObject("label2id").put("rejected", 0).put("digest", 1);
        JSON.writeValue(folder.resolve("config.json").toFile(), config);
        info.write(folder);
    }
}
