package io.avocet.http;

import io.avocet.run.TrainingInfo;
import io.avocet.run.Versions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Folders that say that a model was trained, without a model. */
final class TrainedFolder {
    private TrainedFolder() {}

    static void write(Path folder) throws IOException {
        write(folder, "2026-03-15T12:00:00Z", 0.712);
    }

    static void write(Path folder, String timestamp, double macroF1) throws IOException {
        Files.createDirectories(folder);
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
                        List.of(),
                        List.of(),
                        "hash",
                        Versions.current())
                .write(folder);
    }
}
