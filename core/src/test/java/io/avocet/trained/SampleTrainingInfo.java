package io.avocet.trained;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.avocet.data.SplitMethod;
import io.avocet.eval.Calibration;
import io.avocet.eval.LeakMeter;
import io.avocet.machine.Versions;
import io.avocet.recipe.TrainingMethod;
import io.avocet.run.EpochRecord;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The {@code training_info.json} of a training that never was. */
public final class SampleTrainingInfo {
    private static final String TIMESTAMP = "2026-03-15T12:00:00Z";
    private static final double MACRO_F1 = 0.712;

    private SampleTrainingInfo() {}

    static TrainingInfo with(@Nullable WordsEntry words) {
        return of(TIMESTAMP, MACRO_F1, words, SplitMethod.GROUPED, null, null);
    }

    static TrainingInfo with(SplitMethod split, @Nullable LeakMeter leak) {
        return of(TIMESTAMP, MACRO_F1, null, split, leak, null);
    }

    public static TrainingInfo with(Calibration calibration) {
        return of(TIMESTAMP, MACRO_F1, null, SplitMethod.GROUPED, null, calibration);
    }

    public static TrainingInfo standard() {
        return with((WordsEntry) null);
    }

    public static TrainingInfo of(String timestamp, double macroF1) {
        return of(timestamp, macroF1, null, SplitMethod.GROUPED, null, null);
    }

    /** Writes the file into a folder, which need not exist, with other values of some of its keys. */
    public static void write(Path folder, Map<String, Object> changed) throws IOException {
        standard().write(Files.createDirectories(folder));
        JsonMapper json = new JsonMapper();
        File file = folder.resolve(TrainingInfo.FILE_NAME).toFile();
        ObjectNode info = (ObjectNode) json.readTree(file);
        changed.forEach(info::putPOJO);
        json.writeValue(file, info);
    }

    private static TrainingInfo of(
            String timestamp,
            double macroF1,
            @Nullable WordsEntry words,
            SplitMethod split,
            @Nullable LeakMeter leak,
            @Nullable Calibration calibration) {
        return new TrainingInfo(
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
                List.of(new EpochRecord(1, 0.5, 0.7, 0.75, 1e-5, 2)),
                List.of("rejected", "digest"),
                List.of(List.of(1, 0), List.of(0, 1)),
                List.of("emails.jsonl"),
                List.of("0".repeat(64)),
                List.of("1".repeat(64)),
                "hash",
                new Versions("1", "c", "17", "2"),
                TrainingMethod.STANDARD,
                words,
                split,
                leak,
                calibration,
                null,
                null);
    }
}
