package io.avocet.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file run.json, in the form that earlier versions wrote. */
class RunRecordTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String FINE_TUNING = """
            {"id": "1-a", "kind": "finetune", "parameters": {"model": "bge-m3", "epochs": 3}, "state": "running",
             "started": "2026-03-15T12:00:00.250Z", "ended": null, "message": "Epoch 1/3", "last_event": 7,
             "child": {"pid": 4711, "started": "2026-03-15T12:00:01Z"}}""";
    private static final String BENCHMARK = """
            {"id": "1-a", "kind": "benchmark", "parameters": {"models": ["a b"], "include_slow": true, "save": false},
             "state": "cancelled", "started": "2026-03-15T12:00:00Z", "ended": "2026-03-15T12:00:02Z",
             "message": "Stopped.", "last_event": 2}""";
    private static final String EVALUATION = """
            {"id": "1-a", "kind": "evaluate", "parameters": {"model": "minilm", "epochs": 8, "split": "stratified",
             "target_accuracy": 0.9, "folds": 5, "repeats": 2, "learning_curve": true},
             "state": "complete", "started": "2026-03-15T12:00:00Z", "ended": "2026-03-15T12:00:02Z",
             "message": null, "last_event": 2}""";

    @TempDir
    Path temporary;

    private Path folder = Path.of("");

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(temporary.resolve("1-a"));
    }

    @Test
    void aRecordIsReadAndWrittenInTheSameForm() throws IOException {
        String seeded = FINE_TUNING.replace("\"epochs\": 3", "\"epochs\": 3, \"learning_rate\": 0.001, \"seed\": 7");
        String onAll = FINE_TUNING.replace("\"epochs\": 3", "\"epochs\": 3, \"train_on_all\": true");
        for (String json : List.of(FINE_TUNING, seeded, onAll, BENCHMARK, EVALUATION)) {
            RunRecord record = read(json);
            record.write(folder);
            assertThat(JSON.readTree(folder.resolve(RunRecord.FILE).toFile())).isEqualTo(JSON.readTree(json));
        }
        assertThat(read(FINE_TUNING).summary().request()).isEqualTo(new RunRequest.FineTune("bge-m3", 3));
        assertThat(read(BENCHMARK).summary().request())
                .isEqualTo(new RunRequest.Benchmark(List.of("a b"), true, false));
    }

    @Test
    void whatANewerVersionAddsIsPassedOver() throws IOException {
        assertThat(read(FINE_TUNING.replace("\"epochs\": 3", "\"epochs\": 3, \"later\": 1"))
                        .summary())
                .isEqualTo(read(FINE_TUNING).summary());
    }

    @Test
    void aRecordWithoutWhatItMustHaveIsDamaged() {
        for (String key : List.of("id", "kind", "parameters", "state", "started", "last_event", "model", "epochs")) {
            assertThatThrownBy(() -> read(FINE_TUNING.replace("\"" + key + "\"", "\"other\"")))
                    .as(key)
                    .isInstanceOf(Exception.class);
        }
        assertThatThrownBy(() -> read(FINE_TUNING.replace("finetune", "dance"))).isInstanceOf(Exception.class);
        assertThatThrownBy(() -> read(FINE_TUNING.replace("running", "flying"))).isInstanceOf(Exception.class);
        assertThatThrownBy(() -> read(FINE_TUNING.replace("1-a", "2-b"))).hasMessageContaining("of another run");
    }

    private RunRecord read(String json) throws IOException {
        Files.writeString(folder.resolve(RunRecord.FILE), json);
        return RunRecord.read(folder);
    }
}
