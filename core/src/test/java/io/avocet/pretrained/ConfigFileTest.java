package io.avocet.pretrained;

import static io.avocet.testing.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.avocet.checkpoint.StrictJson;
import io.avocet.error.UserError;
import io.avocet.golden.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ConfigFileTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @FieldSource("io.avocet.golden.Golden#CLASSIFIERS")
    void aConfigWithItsOwnLabelsIsWrittenAsItWas(String golden) throws IOException {
        ConfigFile file = ConfigFile.read(Golden.folder(golden));
        file.write(folder, file.config().labels());

        ObjectNode expected = (ObjectNode) json(Golden.folder(golden));
        if (golden.startsWith("modernbert")) {
            expected.put("global_rope_theta", 160_000.0).put("local_rope_theta", 10_000.0);
        }
        assertThat(json(folder)).isEqualTo(expected);
        assertThat(folder).isDirectoryNotContaining(path -> path.toString().endsWith(".part"));
    }

    @Test
    void theHeadAndTheTypeAreReplacedAndAllElseIsKept() throws IOException {
        ConfigFile.read(Golden.resource("deberta-v2-encoder")).write(folder, List.of("a", "b"));

        ObjectNode expected = (ObjectNode) json(Golden.resource("deberta-v2-encoder"));
        expected.putArray("architectures").add("DebertaV2ForSequenceClassification");
        expected.put("torch_dtype", "float32");
        expected.putObject("id2label").put("0", "a").put("1", "b");
        expected.putObject("label2id").put("a", 0).put("b", 1);
        assertThat(json(folder)).isEqualTo(expected);
        assertThat(ConfigFile.read(folder).config().labels()).containsExactly("a", "b");
    }

    @Test
    void keysThatWouldMakePythonReadItOtherwiseAreSetRight() throws IOException {
        ObjectNode base = (ObjectNode) json(Golden.folder(Golden.XLM_ROBERTA_NLI));
        base.put("num_labels", 2).put("dtype", "float16").put("problem_type", "multi_label_classification");
        Files.writeString(folder.resolve("config.json"), base.toString());

        ConfigFile.read(folder).write(folder, List.of("a", "b", "c"));

        JsonNode written = json(folder);
        assertThat(written.has("num_labels")).isFalse();
        assertThat(written.get("dtype").textValue()).isEqualTo("float32");
        assertThat(written.get("problem_type").textValue()).isEqualTo("single_label_classification");
        assertThat(written.get("architectures").get(0).textValue()).isEqualTo("XLMRobertaForSequenceClassification");
    }

    @Test
    void noLabelMayComeTwice() {
        ConfigFile file = ConfigFile.read(Golden.resource("deberta-v2-encoder"));
        assertThatThrownBy(() -> file.write(folder, List.of("a", "a"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFolderThatIsMissingIsASystemError() {
        ConfigFile file = ConfigFile.read(Golden.resource("deberta-v2-encoder"));
        assertRefused(UserError.Kind.SYSTEM, () -> file.write(folder.resolve("none"), List.of("a")))
                .hasMessageContaining(folder.resolve("none/config.json") + " could not be written: it is missing");
    }

    private static JsonNode json(Path folder) throws IOException {
        return StrictJson.MAPPER.readTree(Files.readString(folder.resolve("config.json")));
    }
}
