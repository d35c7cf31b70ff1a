package io.avocet.http;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.avocet.golden.Golden;
import io.avocet.run.TrainingInfo;
import io.avocet.run.Versions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Folders that say that a model was trained, without a model. */
final class TrainedFolder {
    private static final JsonMapper JSON = new JsonMapper();

    private TrainedFolder() {}

    static void write(Path folder) throws IOException {
        write(folder, "2026-03-15T12:00:00Z", 0.712);
    }

    static void write(Path folder, String timestamp, double macroF1) throws IOException {
        Files.createDirectories(folder);
        ObjectNode config = (ObjectNode) JSON.readTree(
                Golden.folder("deberta-v2-tiny-nli").resolve("config.json").toFile());
        config.putObject("id2label").put("0", "rejected").put("1", "digest");
        config.putObject("label2id").put("rejected", 0).put("digest", 1);
        JSON.writeValue(folder.resolve("config.json").toFile(), config);
        new TrainingInfo(
                        "any",
                        "cross-encoder/nli-deberta-v3-small",
                        timestamp,
                        5,
                        macroF1,
                        0.75,
                        401,
                        Map.of("rejected", 401),
                        100,
                        42,
                        "fp32",
                        "cpu",
                        2e-5,
                        16,
                        1,
                        512,
                        Map.of("rejected", 1.0),
                        3,
                        List.of(),
                        List.of("rejected", "digest"),
                        List.of(),
                        List.of(),
                        List.of("0".repeat(64)),
                        List.of("1".repeat(64)),
                        "hash",
                        Versions.current(),
                        null)
                .write(folder);
    }
}
