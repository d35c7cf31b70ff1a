package io.avocet.trained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.avocet.data.SplitMethod;
import io.avocet.error.UserError;
import io.avocet.eval.Blend;
import io.avocet.eval.BlendRule;
import io.avocet.eval.Calibration;
import io.avocet.eval.CoveragePoint;
import io.avocet.eval.LeakMeter;
import io.avocet.eval.Temperature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingInfoTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Blend BLEND = new Blend(BlendRule.LOG_LINEAR, 0.6, new Temperature(1.5), new Temperature(0.5));

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("training_info.json");
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        WordsEntry words = WordsEntry.of("bag_of_words.safetensors", "0123456789abcdef".repeat(4), BLEND);
        TrainingInfo info = SampleTrainingInfo.with(words);
        info.write(folder);
        assertThat(TrainingInfo.read(folder)).isEqualTo(info);
        assertThat(words.rule()).isEqualTo(BLEND);
        assertThat(TrainingInfo.readWords(folder)).contains(words);
        assertThat(JSON.readTree(file.toFile()).get("words")).isEqualTo(JSON.readTree("""
                        {"file": "bag_of_words.safetensors",
                         "sha256": "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                         "blend": "log-linear", "transformer_weight": 0.6,
                         "transformer_temperature": 1.5, "words_temperature": 0.5}"""));
    }

    @Test
    void theTrainingBeforeIsKeptInShortAndMayBeMissing() throws IOException {
        SampleTrainingInfo.standard().write(folder);
        assertThat(JSON.readTree(file.toFile()).has("previous")).isFalse();
        TrainingSummary before =
                SampleTrainingInfo.of("2026-01-01T00:00:00Z", 0.5).summary("old");
        SampleTrainingInfo.write(folder, Map.of("previous", before));
        assertThat(TrainingInfo.read(folder).previous()).isEqualTo(before);
        assertThat(before.validationRowsHash())
                .isEqualTo(SampleTrainingInfo.standard().validationRowsHash());
    }

    @Test
    void aModelWithoutWordsHasNoKeyForThem() throws IOException {
        SampleTrainingInfo.standard().write(folder);
        assertThat(JSON.readTree(file.toFile()).has("words")).isFalse();
        assertThat(TrainingInfo.read(folder)).isEqualTo(SampleTrainingInfo.standard());
        assertThat(TrainingInfo.readWords(folder)).isEmpty();
    }

    @Test
    void theMethodIsNamedAndMayBeMissing() throws IOException {
        TrainingInfo info = SampleTrainingInfo.standard();
        info.write(folder);
        ObjectNode json = (ObjectNode) JSON.readTree(file.toFile());
        assertThat(json.get("method")).isEqualTo(JSON.readTree("""
                        {"head_rate_factor": 1.0, "layer_rate_decay": 1.0, "class_weighting": "balanced",
                         "weights_kept": "early-stopping"}"""));
        json.remove("method");
        JSON.writeValue(file.toFile(), json);
        assertThat(TrainingInfo.read(folder).method()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "method | {} | method.head_rate_factor is missing",
                "method | {'head_rate_factor': 0, 'layer_rate_decay': 1, 'class_weighting': 'equal',"
                        + " 'weights_kept': 'average'} | method is not what it should be",
                "name | null | name is missing",
                "epochs_run | null | epochs_run is missing",
                "labels | null | labels is missing",
                "labels | ['a', null] | labels holds a null",
                "score_files | [null] | score_files holds a null",
                "training_hashes | [] | training_hashes is empty",
                "training_hashes | ['abc'] | training_hashes holds something else than the hashes of emails",
                "validation_hashes | ['abc'] | validation_hashes holds something else than the hashes of emails",
                "history | [{'loss': 1}] | history.epoch is missing",
                "versions | 3 | versions is not what it should be",
                "words | 3 | words is not what it should be",
                "words | {} | words.file is missing",
                "words | {'file': 'a', 'blend': 'linear', 'transformer_temperature': 1, 'words_temperature': 1} |"
                        + " words.transformer_weight is missing",
                "words | {'file': '../a', 'blend': 'linear', 'transformer_weight': 0.5, 'transformer_temperature': 1,"
                        + " 'words_temperature': 1} | words.file is '../a'; allowed is the name of a file",
                "words | {'file': 'a', 'sha256': 'abc', 'blend': 'linear', 'transformer_weight': 0.5,"
                        + " 'transformer_temperature': 1, 'words_temperature': 1} | words.sha256 is 'abc'; allowed are 64"
                        + " hexadecimal digits in lower case",
                "words | {'file': 'a', 'blend': 'cubic', 'transformer_weight': 0.5, 'transformer_temperature': 1,"
                        + " 'words_temperature': 1} | words.blend is 'cubic'; allowed is linear or log-linear",
                "words | {'file': 'a', 'blend': 'linear', 'transformer_weight': 2, 'transformer_temperature': 1,"
                        + " 'words_temperature': 1} | words.transformer_weight is 2.0; allowed is 0 to 1",
                "words | {'file': 'a', 'blend': 'linear', 'transformer_weight': 0.5, 'transformer_temperature': 0,"
                        + " 'words_temperature': 1} | words.transformer_temperature is 0.0; allowed is 0.1 to 10.0",
                "words | {'file': 'a', 'blend': 'linear', 'transformer_weight': 0.5, 'transformer_temperature': 1,"
                        + " 'words_temperature': 'NaN'} | words.words_temperature is NaN; allowed is 0.1 to 10.0",
                "calibration | {'rows': 9, 'before': {'log_loss': 1, 'ece': 1}, 'after': {'log_loss': 1, 'ece': 1},"
                        + " 'target_accuracy': 0.95} | calibration.temperature is missing",
                "calibration | {'temperature': 0, 'rows': 9, 'before': {'log_loss': 1, 'ece': 1}, 'after': {'log_loss': 1,"
                        + " 'ece': 1}, 'target_accuracy': 0.95} | calibration.temperature is 0.0; allowed is 0.1 to 10.0",
                "calibration | {'temperature': 1, 'rows': 9, 'before': {'log_loss': 1, 'ece': 1}, 'after': {'log_loss': 1,"
                        + " 'ece': 1}, 'target_accuracy': 0.95, 'decided': {'threshold': 2, 'coverage': 1, 'accuracy': 1}} |"
                        + " calibration.decided.threshold is 2.0; allowed is 0.0 to 1.0",
            },
            quoteCharacter = '"')
    void whatIsWrongIsNamedByItsKey(String key, String value, String reason) throws IOException {
        SampleTrainingInfo.standard().write(folder);
        ObjectNode json = (ObjectNode) JSON.readTree(file.toFile());
        json.set(key, JSON.readTree(value.replace('\'', '"')));
        JSON.writeValue(file.toFile(), json);
        assertRefused(() -> TrainingInfo.read(folder), reason);
        if (key.equals("words") || key.equals("calibration")) {
            assertRefused(() -> TrainingInfo.readWords(folder), reason);
        } else {
            assertThat(TrainingInfo.readWords(folder)).isEmpty();
        }
    }

    @Test
    void everyKeyOfTheFirstVersionIsRequired() throws IOException {
        SampleTrainingInfo.standard().write(folder);
        ObjectNode json = (ObjectNode) JSON.readTree(file.toFile());
        List<String> required = new ArrayList<>(
                json.properties().stream().map(Map.Entry::getKey).toList());
        required.removeAll(List.of("method", "split"));
        assertThat(required).hasSize(26).contains("sample_count", "versions", "training_hashes");
        for (String key : required) {
            ObjectNode without = json.deepCopy();
            without.remove(key);
            JSON.writeValue(file.toFile(), without);
            assertRefused(() -> TrainingInfo.read(folder), key + " is missing");
        }
    }

    @Test
    void theSplitAndWhatItFlattersAreReadAsTheyWereWritten() throws IOException {
        LeakMeter leak = new LeakMeter(new LeakMeter.Part(30, 0.99, 1), new LeakMeter.Part(62, 0.81, 0.9));
        for (LeakMeter each : new LeakMeter[] {leak, new LeakMeter(null, leak.withoutTwin())}) {
            SampleTrainingInfo.with(SplitMethod.STRATIFIED, each).write(folder);
            assertThat(JSON.readTree(file.toFile()).path("split").asText()).isEqualTo("stratified");
            assertThat(TrainingInfo.read(folder).split()).isEqualTo(SplitMethod.STRATIFIED);
            assertThat(TrainingInfo.read(folder).leak()).isEqualTo(each);
        }
    }

    @Test
    void theCalibrationIsReadAsItWasWrittenAndMayBeMissing() throws IOException {
        assertThat(TrainingInfo.readCalibration(folder)).isEmpty();
        Calibration calibration = new Calibration(
                0.625,
                100,
                new Calibration.Errors(0.75, 0.25),
                new Calibration.Errors(0.5, 0.0625),
                0.95,
                new CoveragePoint(0.875, 0.75, 0.96875));
        SampleTrainingInfo.with(calibration).write(folder);
        assertThat(JSON.readTree(file.toFile()).get("calibration")).isEqualTo(JSON.readTree("""
                        {"temperature": 0.625, "rows": 100, "before": {"log_loss": 0.75, "ece": 0.25},
                         "after": {"log_loss": 0.5, "ece": 0.0625}, "target_accuracy": 0.95,
                         "decided": {"threshold": 0.875, "coverage": 0.75, "accuracy": 0.96875}}"""));
        assertThat(TrainingInfo.read(folder).calibration()).isEqualTo(calibration);
        assertThat(TrainingInfo.readCalibration(folder)).contains(calibration);
        SampleTrainingInfo.standard().write(folder);
        assertThat(JSON.readTree(file.toFile()).has("calibration")).isFalse();
        assertThat(TrainingInfo.read(folder).calibration()).isNull();
        assertThat(TrainingInfo.readCalibration(folder)).isEmpty();
    }

    @Test
    void aFileThatIsNotThereIsNotFound() {
        assertThatThrownBy(() -> TrainingInfo.read(folder))
                .isInstanceOfSatisfying(
                        UserError.class, error -> assertThat(error.kind()).isEqualTo(UserError.Kind.NOT_FOUND))
                .hasMessageStartingWith(file + " cannot be read: java.nio.file.NoSuchFileException")
                .hasMessageEndingWith("Train this model again.");
    }

    @Test
    void aFolderInItsPlaceCannotBeRead() throws IOException {
        Files.createDirectory(file);
        for (ThrowingCallable reading :
                List.<ThrowingCallable>of(() -> TrainingInfo.read(folder), () -> TrainingInfo.readWords(folder))) {
            assertThatThrownBy(reading)
                    .isInstanceOf(UserError.class)
                    .hasMessageStartingWith(file + " cannot be read: ");
        }
    }

    @Test
    void whatIsNoJsonObjectIsNamedByItsLine() throws IOException {
        Files.writeString(file, "\n{\"name\": ");
        assertRefused(() -> TrainingInfo.read(folder), "it is not a JSON object (line 2)");
        Files.writeString(file, "null");
        assertRefused(() -> TrainingInfo.read(folder), "it is null");
        assertThat(TrainingInfo.readWords(folder)).isEmpty();
    }

    @Test
    void wordsAreReadFromAFileOfWhateverOtherContent() throws IOException {
        assertThat(TrainingInfo.readWords(folder)).isEmpty();
        Files.writeString(file, "{\"epochs\": 3}");
        assertThat(TrainingInfo.readWords(folder)).isEmpty();
        Files.writeString(file, "[");
        assertRefused(() -> TrainingInfo.readWords(folder), "it is not a JSON object (line 1)");
        Files.writeString(file, "[]");
        assertRefused(() -> TrainingInfo.readWords(folder), "it is not a JSON object (line 1)");
    }

    private void assertRefused(ThrowingCallable reading, String reason) {
        assertThatThrownBy(reading)
                .isInstanceOf(UserError.class)
                .hasMessage(file + " cannot be read: " + reason + ". Train this model again.");
    }

    @Test
    void theRowsOfAScoreAreTheValidationRowsWhateverTheirOrderOrWithoutAnyTheTrainingRows() throws IOException {
        String first = "1".repeat(64);
        String second = "2".repeat(64);
        String both = rowsHash(Map.of("validation_hashes", List.of(first, second)));

        assertThat(rowsHash(Map.of("validation_hashes", List.of(second, first, second))))
                .isEqualTo(both);
        assertThat(rowsHash(Map.of("validation_hashes", List.of(first)))).isNotEqualTo(both);
        assertThat(rowsHash(Map.of("validation_hashes", List.of(), "training_hashes", List.of(first, second))))
                .isEqualTo(both);
    }

    private String rowsHash(Map<String, Object> changed) throws IOException {
        SampleTrainingInfo.write(folder, changed);
        return TrainingInfo.read(folder).validationRowsHash();
    }
}
